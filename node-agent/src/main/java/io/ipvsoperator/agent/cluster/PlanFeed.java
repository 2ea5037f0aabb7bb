package io.ipvsoperator.agent.cluster;

import io.ipvsoperator.agent.plan.ClusterView;
import io.ipvsoperator.agent.plan.Plan;
import io.ipvsoperator.agent.plan.PlanParser;
import io.ipvsoperator.agent.plan.PlanStore;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes plans of what the cluster says, in a thread of its own: the first change at once, then at most one plan in 50 ms. Without
 * an API server it begins with the plan on disk, and an API server that goes away later changes nothing.
 */
public final class PlanFeed implements Runnable, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PlanFeed.class);
    private static final Duration BETWEEN_PLANS = Duration.ofMillis(50);
    /** Bookmarks move versions without signalling a change. */
    private static final Duration LOOK_INTERVAL = Duration.ofMillis(100);
    /** An API server that answers within this time spares the node a start below its rank. */
    private static final Duration PATIENCE_AT_START = Duration.ofSeconds(5);

    private static final Duration BETWEEN_SAVES = Duration.ofSeconds(1);

    private final ClusterWatch watch;
    private final PlanParser parser;
    private final PlanStore store;
    private final Consumer<Plan> observer;
    private final long startedNanos = System.nanoTime();
    private volatile boolean closed;

    private ClusterView current = ClusterView.empty();
    private ClusterView saved = ClusterView.empty();
    private long savedNanos = startedNanos - BETWEEN_SAVES.toNanos();
    private boolean diskTried;

    /** @param observer called in the feed's thread */
    public PlanFeed(ClusterWatch watch, PlanParser parser, PlanStore store, Consumer<Plan> observer) {
        this.watch = watch;
        this.parser = parser;
        this.store = store;
        this.observer = observer;
    }

    @Override
    public void run() {
        try {
            while (!closed) {
                watch.changes().tryAcquire(LOOK_INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
                watch.changes().drainPermits();
                if (look()) {
                    Thread.sleep(BETWEEN_PLANS);
                }
                save();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean look() {
        Optional<ClusterView> seen = watch.view().or(this::fromDisk);
        if (seen.isEmpty() || seen.get().equals(current)) {
            return false;
        }
        if (seen.get().confirmed() != current.confirmed()) {
            LOG.atInfo().addKeyValue("confirmed", seen.get().confirmed()).log("a plan is known");
        }
        current = seen.get();
        observer.accept(parser.parse(current));
        return true;
    }

    private Optional<ClusterView> fromDisk() {
        boolean waiting = System.nanoTime() - startedNanos < PATIENCE_AT_START.toNanos();
        if (waiting || diskTried) {
            return Optional.empty();
        }
        diskTried = true;
        try {
            return store.load();
        } catch (IOException unreadable) {
            LOG.atError()
                    .addKeyValue("error", unreadable.getMessage())
                    .log("the plan on disk cannot be read, waiting for the API server");
            return Optional.empty();
        }
    }

    private void save() {
        boolean due = System.nanoTime() - savedNanos >= BETWEEN_SAVES.toNanos();
        if (!current.confirmed() || !due || current.saysTheSameAs(saved)) {
            return;
        }
        savedNanos = System.nanoTime();
        try {
            store.save(current);
            saved = current;
        } catch (IOException unwritable) {
            LOG.atError().addKeyValue("error", unwritable.getMessage()).log("the plan cannot be kept on disk");
        }
    }

    @Override
    public void close() {
        closed = true;
        watch.changes().release();
    }
}
