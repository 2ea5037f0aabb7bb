package io.ipvsoperator.wire;

import java.util.function.Function;

/**
 * What became of bytes from the network: a value, or the reason there is none. A flood of junk is ordinary input, so a
 * rejection is a value too and builds no stack trace.
 */
public sealed interface Decoded<T> {

    record Ok<T>(T value) implements Decoded<T> {}

    record Rejected<T>(Reason reason) implements Decoded<T> {}

    default <R> Decoded<R> then(Function<T, Decoded<R>> next) {
        return switch (this) {
            case Ok<T>(T value) -> next.apply(value);
            case Rejected<T>(Reason reason) -> new Rejected<>(reason);
        };
    }
}
