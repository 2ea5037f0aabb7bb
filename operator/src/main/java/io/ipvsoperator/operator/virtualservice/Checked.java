package io.ipvsoperator.operator.virtualservice;

/** What a part of a spec means, or the first thing that is wrong with it. */
sealed interface Checked<T> {
    record Valid<T>(T value) implements Checked<T> {}

    record Invalid<T>(Refusal refusal) implements Checked<T> {}

    static <T> Checked<T> invalid(String message) {
        return new Invalid<>(new Refusal("InvalidSpec", message));
    }
}
