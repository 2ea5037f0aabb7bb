package io.ipvsoperator.agent.probe;

/** What the outcomes of a probe come to. */
public enum Verdict {
    /** No outcome has decided yet. */
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
