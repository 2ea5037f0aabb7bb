package io.ipvsoperator.agent.kernel.fake;

import io.ipvsoperator.netlink.ErrorNumber;

/** Thrown by the fake's tables for what Linux refuses. */
final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient ErrorNumber number;

    Refusal(ErrorNumber number) {
        super(number.toString(), null, false, false);
        this.number = number;
    }

    ErrorNumber number() {
        return number;
    }
}
