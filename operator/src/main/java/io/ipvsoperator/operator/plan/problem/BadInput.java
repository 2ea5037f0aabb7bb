package io.ipvsoperator.operator.plan.problem;

/** Something that a person wrote cannot be used. The message names where it stands, its value, and what would be right. */
public class BadInput extends RuntimeException {
    private static final long serialVersionUID = 1;

    public BadInput(String message) {
        super(message);
    }
}
