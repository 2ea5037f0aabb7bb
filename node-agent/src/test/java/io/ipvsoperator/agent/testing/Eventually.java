package io.ipvsoperator.agent.testing;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waits for what another thread or the kernel will do, and fails when it does not. */
public final class Eventually {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(20);

    private Eventually() {}

    public static void eventually(String what, BooleanSupplier condition) {
        long deadlineNanos = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadlineNanos) {
                throw new AssertionError("not within %d s: %s".formatted(PATIENCE.toSeconds(), what));
            }
            java.util.concurrent.locks.LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
        }
    }
}
