package io.ipvsoperator.agent.testing;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for what another thread, another process or the kernel will do. */
public final class Eventually {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(20);

    private Eventually() {}

    /** Fails when it does not come true. */
    public static void eventually(String what, BooleanSupplier condition) {
        if (!within(PATIENCE, BETWEEN_LOOKS, condition)) {
            throw new AssertionError("not within %d s: %s".formatted(PATIENCE.toSeconds(), what));
        }
    }

    /** Whether it came true in time. */
    public static boolean within(Duration patience, Duration betweenLooks, BooleanSupplier condition) {
        long deadlineNanos = System.nanoTime() + patience.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadlineNanos) {
                return false;
            }
            LockSupport.parkNanos(betweenLooks.toNanos());
        }
        return true;
    }
}
