package io.ipvsoperator.agent.tracking;

/** How one run of a probe ended. */
public sealed interface Outcome {
    record Success() implements Outcome {}

    /** @param error what was found instead, for people */
    record Failure(String error) implements Outcome {
        /** What the schema of a Director has room for. */
        private static final int LONGEST = 512;

        public Failure {
            error = error.length() <= LONGEST ? error : error.substring(0, LONGEST);
        }
    }
}
