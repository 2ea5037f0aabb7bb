package io.ipvsoperator.operator.plan.problem;

/** An amount is below the least that makes sense. */
final class TooLittle extends BadInput {
    private static final long serialVersionUID = 1;

    TooLittle(String message) {
        super(message);
    }
}
