package io.ipvsoperator.agent.cluster;

/** What is behind an exception of the Kubernetes client, whose own message names only the operation. */
final class RootCause {
    private RootCause() {}

    static String of(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause.getClass().getSimpleName() + ": " + cause.getMessage();
    }
}
