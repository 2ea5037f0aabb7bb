package io.ipvsoperator.agent.benchmark.ipvs;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for others. */
final class Waiting {
    private Waiting() {}

    /** For the end of a process; its status. */
    static int end(Process process) {
        try {
            return process.waitFor();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a process ran", interrupted);
        }
    }

    /** @return whether it came true in time */
    static boolean until(BooleanSupplier condition, Duration patience, Duration betweenLooks) {
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
