package io.ipvsoperator.operator.endtoend;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/** A client that asks one time after another until it is closed, beside what the test does. */
final class Requests implements AutoCloseable {
    private final ExecutorService thread = Executors.newSingleThreadExecutor();
    private final AtomicInteger answered = new AtomicInteger();
    private final Future<List<String>> failures;
    private volatile boolean closing;

    /** @param request throws when there is no answer */
    Requests(Runnable request) {
        failures = thread.submit(() -> repeat(request));
    }

    private List<String> repeat(Runnable request) {
        List<String> failed = new ArrayList<>();
        while (!closing) {
            try {
                request.run();
                answered.incrementAndGet();
            } catch (CommandFailed e) {
                failed.add(String.valueOf(e.getMessage()));
            }
        }
        return failed;
    }

    int answered() {
        return answered.get();
    }

    /** Ends the client. Why requests failed, in their order. */
    List<String> failures() {
        closing = true;
        try {
            return failures.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("the client ended", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    @Override
    public void close() {
        closing = true;
        thread.close();
    }
}
