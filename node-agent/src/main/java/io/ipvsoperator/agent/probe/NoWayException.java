package io.ipvsoperator.agent.probe;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** This host itself could not send by the way that was asked for, which says nothing of whom the question was for. */
final class NoWayException extends IOException {
    private static final long serialVersionUID = 1;

    NoWayException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
