package io.ipvsoperator.agent.status;

/** What is behind an exception of the Kubernetes client, whose own message names only the operation. */
public final class RootCause {
    private RootCause() {}

    public static String of(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause.getClass().getSimpleName() + ": " + cause.getMessage();
    }
}
