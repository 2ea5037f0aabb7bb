package io.ipvsoperator.agent.probe;

/** How one run of a probe ended. */
public sealed interface Outcome {
    record Success() implements Outcome {}

    /** @param error what was found instead, for people */
    record Failure(String error) implements Outcome {
        public Failure {
            error = bounded(error);
        }
    }

    /**
     * Nothing was found in time. That is a failure, unless this process itself was late.
     *
     * @param error for people
     */
    record Silence(String error) implements Outcome {
        public Silence {
            error = bounded(error);
        }
    }

    /**
     * The run says nothing: nobody was asked, or nobody listened when an answer may have come.
     *
     * @param reason for people
     */
    record NoVerdict(String reason) implements Outcome {}

    /** To what the schema of a Director has room for. */
    private static String bounded(String text) {
        int longest = 512;
        return text.length() <= longest ? text : text.substring(0, longest);
    }
}
