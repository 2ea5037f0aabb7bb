package io.ipvsoperator.agent.tracking;

/** What a director holds of a check. */
public enum Verdict {
    /** No run has ended yet. Routers that carry the check do not start; those that run go on as if it were not there. */
    UNKNOWN("Unknown"),
    SUCCEEDING("Succeeding"),
    FAILED("Failed");

    private final String text;

    Verdict(String text) {
        this.text = text;
    }

    /** As the API spells it. */
    public String text() {
        return text;
    }
}
