package io.ipvsoperator.agent.probe;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Pings. The Java runtime waits for the echo in a call of the kernel that holds its thread, so these have a few threads of
 * their own and wait for one another when all are in use.
 */
final class EchoProbe {
    static final int MOST_THREADS = 32;
    private static final Duration IDLE_THREADS_STAY = Duration.ofSeconds(30);

    /** The runtime answers by itself when the time is up, a little late. */
    private static final Duration SLACK = Duration.ofMillis(100);
    /** Of the time that an echo has: who waited longer for a thread has not asked properly. */
    private static final int TOLERATED_WAIT_DIVISOR = 4;

    private final ThreadPoolExecutor threads;

    EchoProbe(ThreadFactory factory) {
        threads = new ThreadPoolExecutor(
                MOST_THREADS,
                MOST_THREADS,
                IDLE_THREADS_STAY.toMillis(),
                TimeUnit.MILLISECONDS,
                new LinkedBlockingQueue<>(),
                factory);
        threads.allowCoreThreadTimeOut(true);
    }

    /** An echo that could not be sent in time is no verdict on the host: each has its turn, the longest waiting first. */
    Outcome run(Probe.Echo echo, Duration timeout) {
        FutureTask<Outcome> asking = new FutureTask<>(turn(echo, new Patience(timeout), timeout));
        try {
            threads.execute(asking);
            return asking.get(timeout.plus(SLACK).toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException late) {
            return threads.remove(asking) ? crowded(echo) : silent(echo, timeout);
        } catch (RejectedExecutionException ended) {
            return ends(echo);
        } catch (ExecutionException failed) {
            return new Outcome.Failure(host(echo) + ": " + reason(failed.getCause()));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return ends(echo);
        }
    }

    /** @param patience began when the turn was asked for */
    private static Callable<Outcome> turn(Probe.Echo echo, Patience patience, Duration timeout) {
        return () -> {
            int remaining;
            try {
                remaining = patience.remainingMillis();
            } catch (SocketTimeoutException waitedTooLong) {
                return crowded(echo);
            }
            if (echo.target().isReachable(remaining)) {
                return new Outcome.Success();
            }
            Duration waited = timeout.minusMillis(remaining);
            return waited.compareTo(timeout.dividedBy(TOLERATED_WAIT_DIVISOR)) > 0
                    ? crowded(echo)
                    : silent(echo, timeout);
        };
    }

    private static Outcome silent(Probe.Echo echo, Duration timeout) {
        return new Outcome.Silence(host(echo) + ": no echo within " + timeout.toMillis() + " ms");
    }

    private static Outcome crowded(Probe.Echo echo) {
        return new Outcome.NoVerdict(
                host(echo) + ": not asked in time, " + MOST_THREADS + " other echoes are waited for");
    }

    private static Outcome ends(Probe.Echo echo) {
        return new Outcome.NoVerdict(host(echo) + ": the agent ends");
    }

    private static String host(Probe.Echo echo) {
        return echo.target().getHostAddress();
    }

    private static String reason(@Nullable Throwable cause) {
        return cause instanceof IOException refused ? String.valueOf(refused.getMessage()) : String.valueOf(cause);
    }
}
