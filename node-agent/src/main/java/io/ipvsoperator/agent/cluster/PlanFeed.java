package io.ipvsoperator.agent.cluster;

import io.ipvsoperator.agent.kernel.MonotonicClock;
import io.ipvsoperator.agent.plan.ClusterView;
import io.ipvsoperator.agent.plan.ObjectKind;
import io.ipvsoperator.agent.plan.Plan;
import io.ipvsoperator.agent.plan.PlanParser;
import io.ipvsoperator.agent.plan.PlanStore;
import io.ipvsoperator.time.MonotonicInstant;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
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
    /** Versions also move without a change of ours: by bookmarks, and a moment after a change has shown. */
    private static final Duration LOOK_INTERVAL = Duration.ofMillis(100);
    /** An API server that answers within this time spares the node a start below its rank. */
    static final Duration PATIENCE_AT_START = Duration.ofSeconds(5);

    private static final Duration BETWEEN_SAVES = Duration.ofSeconds(1);

    private final ViewSource source;
    private final PlanParser parser;
    private final PlanStore store;
    private final MonotonicClock clock;
    private final Consumer<Plan> observer;
    private volatile boolean closed;

    private ClusterView current = ClusterView.empty();
    private Map<ObjectKind, String> versions = Map.of();
    private final MonotonicInstant diskAt;
    private MonotonicInstant saveAt;
    private boolean diskTried;
    private boolean unsaved;

    /** @param observer called in the feed's thread */
    public PlanFeed(
            ClusterWatch watch, PlanParser parser, PlanStore store, MonotonicClock clock, Consumer<Plan> observer) {
        this((ViewSource) watch, parser, store, clock, observer);
    }

    PlanFeed(ViewSource source, PlanParser parser, PlanStore store, MonotonicClock clock, Consumer<Plan> observer) {
        this.source = source;
        this.parser = parser;
        this.store = store;
        this.clock = clock;
        this.observer = observer;
        this.diskAt = clock.now().plus(PATIENCE_AT_START);
        this.saveAt = clock.now();
    }

    @Override
    public void run() {
        try {
            while (!closed) {
                boolean changed = source.awaitChange(LOOK_INTERVAL);
                if (!closed && look(changed)) {
                    Thread.sleep(BETWEEN_PLANS);
                }
                save();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean look(boolean changed) {
        Map<ObjectKind, String> newest = source.versions();
        if (newest.isEmpty()) {
            return lookOnDisk();
        }
        if (!changed && newest.equals(versions)) {
            return false;
        }
        versions = newest;
        return source.view()
                .filter(view -> !view.equals(current))
                .map(this::plan)
                .orElse(false);
    }

    private boolean lookOnDisk() {
        if (diskTried || !diskAt.isReachedAt(clock.now())) {
            return false;
        }
        diskTried = true;
        LOG.atWarn().log("no answer of the API server yet: going by the plan on disk");
        try {
            return store.load().map(this::plan).orElse(false);
        } catch (IOException unreadable) {
            LOG.atError()
                    .addKeyValue("error", unreadable.getMessage())
                    .log("the plan on disk cannot be read, waiting for the API server");
            return false;
        }
    }

    private boolean plan(ClusterView view) {
        if (view.confirmed() != current.confirmed()) {
            LOG.atInfo().log("the API server has listed everything");
        }
        unsaved |= view.confirmed() && !view.saysTheSameAs(current);
        current = view;
        observer.accept(parser.parse(view));
        return true;
    }

    private void save() {
        if (!unsaved || !saveAt.isReachedAt(clock.now())) {
            return;
        }
        saveAt = clock.now().plus(BETWEEN_SAVES);
        try {
            store.save(current);
            unsaved = false;
        } catch (IOException unwritable) {
            LOG.atError().addKeyValue("error", unwritable.getMessage()).log("the plan cannot be kept on disk");
        }
    }

    @Override
    public void close() {
        closed = true;
    }
}
