package io.ipvsoperator.agent.benchmark;

/** Two directors do not settle on one of them: each is so late with its advertisements that the other takes over. */
final class NoCalmException extends RuntimeException {
    private static final long serialVersionUID = 1;

    NoCalmException(String message) {
        super(message);
    }
}
