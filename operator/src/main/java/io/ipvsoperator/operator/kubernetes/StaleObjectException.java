package io.ipvsoperator.operator.kubernetes;

import io.fabric8.kubernetes.api.model.HasMetadata;

/** Somebody changed an object after it was read: what was decided on it is void and must be decided anew. */
public final class StaleObjectException extends RuntimeException {
    private static final long serialVersionUID = 1;

    StaleObjectException(HasMetadata object, Throwable cause) {
        super(
                object.getKind() + " " + object.getMetadata().getName() + " is no longer at resourceVersion "
                        + object.getMetadata().getResourceVersion(),
                cause);
    }

    /** @param what was changed, of whichever object */
    public StaleObjectException(String what) {
        super(what);
    }
}
