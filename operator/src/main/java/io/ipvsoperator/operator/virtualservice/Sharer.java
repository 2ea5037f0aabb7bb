package io.ipvsoperator.operator.virtualservice;

import java.util.Optional;

/**
 * One of those that share addresses.
 *
 * @param asks empty when it is refused for reasons of its own
 */
record Sharer(ServiceSource source, Optional<ValidService> asks) {

    /** It keeps what it has. */
    boolean runs() {
        return source.holding().runs();
    }

    /** Whether it may get what it does not have yet. */
    boolean isCandidate() {
        return asks.isPresent() && !source.isLeaving();
    }

    ServiceIdentity identity() {
        return source.identity();
    }
}
