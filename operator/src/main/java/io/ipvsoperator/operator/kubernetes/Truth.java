package io.ipvsoperator.operator.kubernetes;

/** The three values of a condition's status. */
public enum Truth {
    TRUE("True"),
    FALSE("False"),
    UNKNOWN("Unknown");

    private final String text;

    Truth(String text) {
        this.text = text;
    }

    /** As it stands in the API. */
    public String text() {
        return text;
    }
}
