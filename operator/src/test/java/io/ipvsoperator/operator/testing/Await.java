package io.ipvsoperator.operator.testing;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/** Waits for what comes true by itself, and fails with the last reason why it did not. */
public final class Await {
    private static final Duration DEADLINE = Duration.ofSeconds(60);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);

    private Await() {}

    /** @param assertion throws as long as it does not hold */
    public static void until(Runnable assertion) {
        until(DEADLINE, assertion);
    }

    /** @param assertion throws as long as it does not hold */
    public static void until(Duration deadline, Runnable assertion) {
        await().atMost(deadline)
                .pollDelay(Duration.ZERO)
                .pollInterval(BETWEEN_LOOKS)
                .pollInSameThread()
                .ignoreExceptions()
                .untilAsserted(assertion::run);
    }

    /** @param assertion throws as long as it does not hold */
    public static <T> T until(Supplier<T> assertion) {
        AtomicReference<T> held = new AtomicReference<>();
        until(() -> held.set(assertion.get()));
        return held.get();
    }
}
