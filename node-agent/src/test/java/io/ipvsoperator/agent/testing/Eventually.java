package io.ipvsoperator.agent.testing;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.awaitility.core.ConditionTimeoutException;

/** Waits for what another thread, another process or the kernel will do; looks in the thread that asks. */
public final class Eventually {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(20);

    private Eventually() {}

    /** Fails when it does not come true. */
    public static void eventually(String what, BooleanSupplier condition) {
        wait(what, PATIENCE, BETWEEN_LOOKS, condition);
    }

    /** Whether it came true in time. */
    public static boolean within(Duration patience, Duration betweenLooks, BooleanSupplier condition) {
        try {
            wait("it comes true", patience, betweenLooks, condition);
            return true;
        } catch (ConditionTimeoutException late) {
            return false;
        }
    }

    private static void wait(String what, Duration patience, Duration betweenLooks, BooleanSupplier condition) {
        await(what)
                .atMost(patience)
                .pollDelay(Duration.ZERO)
                .pollInterval(betweenLooks)
                .pollInSameThread()
                .until(condition::getAsBoolean);
    }
}
