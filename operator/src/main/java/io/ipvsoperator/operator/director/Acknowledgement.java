package io.ipvsoperator.operator.director;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.ipvsoperator.crds.director.Director;
import io.ipvsoperator.crds.director.DirectorStatus;
import io.ipvsoperator.operator.kubernetes.ResourceVersion;
import java.util.Optional;

/** What one director has made of one object of the intermediate form. */
public sealed interface Acknowledgement {

    /** The kernel equals the object, or a later version of it. */
    record Applied() implements Acknowledgement {}

    /** Not heard of yet. */
    record Pending() implements Acknowledgement {}

    /** Handled, but the kernel did not take it. */
    record Failed(String message) implements Acknowledgement {}

    /** Whether the director has handled that version, with or without success. */
    default boolean isHandled() {
        return !(this instanceof Pending);
    }

    /** @param object as the API server returned it: with its resourceVersion */
    static Acknowledgement of(Director director, HasMetadata object) {
        DirectorStatus status = director.getStatus();
        if (status == null || !hasHandled(status, object)) {
            return new Pending();
        }
        return failure(status, object).<Acknowledgement>map(Failed::new).orElseGet(Applied::new);
    }

    private static boolean hasHandled(DirectorStatus status, HasMetadata object) {
        return status.applied() != null
                && status.applied().stream()
                        .filter(applied -> applied.resource().equals(object.getPlural()))
                        .filter(applied -> !applied.instance().isEmpty())
                        .anyMatch(applied -> ResourceVersion.isAtLeast(
                                ResourceVersion.parse(applied.resourceVersion()), ResourceVersion.of(object)));
    }

    private static Optional<String> failure(DirectorStatus status, HasMetadata object) {
        return status.failures() == null
                ? Optional.empty()
                : status.failures().items().stream()
                        .filter(failure -> failure.resource().equals(object.getPlural()))
                        .filter(failure ->
                                failure.name().equals(object.getMetadata().getName()))
                        .map(DirectorStatus.Failure::message)
                        .findFirst();
    }
}
