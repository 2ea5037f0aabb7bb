package io.ipvsoperator.operator.testing;

import java.time.Duration;
import java.util.function.Supplier;
import org.opentest4j.AssertionFailedError;

/** Waits for what comes true by itself, and fails with the last reason why it did not. */
public final class Await {
    private static final Duration DEADLINE = Duration.ofSeconds(60);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);

    private Await() {}

    /** @param assertion throws an AssertionError as long as it does not hold */
    public static void until(Runnable assertion) {
        until(() -> {
            assertion.run();
            return true;
        });
    }

    /** @param assertion throws an AssertionError as long as it does not hold */
    public static <T> T until(Supplier<T> assertion) {
        long deadline = System.nanoTime() + DEADLINE.toNanos();
        while (true) {
            try {
                return assertion.get();
            } catch (AssertionError | RuntimeException failure) {
                if (System.nanoTime() - deadline > 0) {
                    throw new AssertionFailedError("not true within " + DEADLINE, failure);
                }
                pause();
            }
        }
    }

    private static void pause() {
        try {
            Thread.sleep(BETWEEN_LOOKS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting", interrupted);
        }
    }
}
