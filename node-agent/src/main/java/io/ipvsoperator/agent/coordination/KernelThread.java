package io.ipvsoperator.agent.coordination;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/**
 * Carries out the newest order, and every few seconds looks whether the kernel still is as ordered, however many orders there
 * are. {@link #order} may be called by any thread; an order that was not begun when the next comes is forgotten.
 */
public final class KernelThread implements Runnable, AutoCloseable {
    private static final Duration AUDIT_INTERVAL = Duration.ofSeconds(5);

    private final KernelProgram program;
    private final Consumer<KernelReport> observer;
    private final AtomicReference<Optional<KernelOrder>> mailbox = new AtomicReference<>(Optional.empty());
    private final Semaphore news = new Semaphore(0);
    private volatile boolean closed;

    private long lookDue = System.nanoTime() + AUDIT_INTERVAL.toNanos();

    /** @param observer called in this thread after every order and every look */
    public KernelThread(KernelProgram program, Consumer<KernelReport> observer) {
        this.program = program;
        this.observer = observer;
    }

    public void order(KernelOrder order) {
        Optional<KernelOrder> before = mailbox.getAndSet(Optional.of(order));
        if (!before.equals(Optional.of(order))) {
            news.release();
        }
    }

    @Override
    public void run() {
        try {
            while (!closed) {
                boolean ordered = news.tryAcquire(lookDue - System.nanoTime(), TimeUnit.NANOSECONDS);
                news.drainPermits();
                if (ordered) {
                    carryOut(false);
                }
                if (lookDue - System.nanoTime() <= 0) {
                    carryOut(true);
                    lookDue = System.nanoTime() + AUDIT_INTERVAL.toNanos();
                }
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void carryOut(boolean look) {
        Optional<KernelOrder> order = mailbox.get();
        if (!closed && order.isPresent()) {
            observer.accept(program.carryOut(order.get(), look));
        }
    }

    @Override
    public void close() {
        closed = true;
        news.release();
    }
}
