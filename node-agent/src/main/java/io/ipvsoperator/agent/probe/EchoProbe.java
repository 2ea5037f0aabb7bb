package io.ipvsoperator.agent.probe;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Pings. The Java runtime waits for the echo in a call of the kernel that holds its thread, so these have a few threads of
 * their own and wait for one another when all are in use.
 */
final class EchoProbe {
    private static final int MOST_THREADS = 32;
    private static final Duration IDLE_THREADS_STAY = Duration.ofSeconds(30);

    /** The runtime answers by itself when the time is up, a little late. */
    private static final Duration SLACK = Duration.ofMillis(100);

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
        String host = echo.target().getHostAddress();
        Future<Boolean> answer;
        try {
            answer = threads.submit(() -> echo.target().isReachable(Math.toIntExact(timeout.toMillis())));
        } catch (RejectedExecutionException ended) {
            return new Outcome.NoVerdict(host + ": the agent ends");
        }
        try {
            return answer.get(timeout.plus(SLACK).toMillis(), TimeUnit.MILLISECONDS)
                    ? new Outcome.Success()
                    : new Outcome.Silence(host + ": no echo within " + timeout.toMillis() + " ms");
        } catch (TimeoutException crowded) {
            answer.cancel(true);
            return new Outcome.NoVerdict(host + ": not asked in time, " + MOST_THREADS + " other echoes are waited for");
        } catch (ExecutionException failed) {
            String reason = failed.getCause() instanceof IOException refused
                    ? String.valueOf(refused.getMessage())
                    : String.valueOf(failed.getCause());
            return new Outcome.Failure(host + ": " + reason);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return new Outcome.NoVerdict(host + ": the agent ends");
        }
    }
}
