package io.ipvsoperator.agent.coordination;

import io.ipvsoperator.agent.address.AddressReport;
import io.ipvsoperator.agent.backend.HealthReport;
import io.ipvsoperator.agent.coordination.Orders.SegmentOrder;
import io.ipvsoperator.agent.demand.DemandWatch;
import io.ipvsoperator.agent.kernel.MonotonicClock;
import io.ipvsoperator.agent.link.HostLinks;
import io.ipvsoperator.agent.link.Segment;
import io.ipvsoperator.agent.plan.Failure;
import io.ipvsoperator.agent.plan.ObjectKind;
import io.ipvsoperator.agent.plan.Plan;
import io.ipvsoperator.agent.plan.RouterPlan;
import io.ipvsoperator.agent.status.Observation;
import io.ipvsoperator.agent.tracking.TrackingReport;
import io.ipvsoperator.agent.vrrp.SegmentView;
import io.ipvsoperator.agent.vrrp.VrrpCounters;
import io.ipvsoperator.agent.vrrp.VrrpLoops;
import io.ipvsoperator.time.MonotonicInstant;
import io.ipvsoperator.wire.IpAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * The thread in which all news meet: it takes the newest of each, decides, hands orders on, and observes. Nothing in it waits for
 * a kernel or a network. Whoever brings news may be any thread.
 */
public final class Coordinator implements Runnable, AutoCloseable {
    /** Also without news, should any have been missed. */
    private static final Duration LOOK_INTERVAL = Duration.ofSeconds(1);

    private final VrrpLoops loops;
    private final KernelThread kernelThread;
    private final Supplier<AddressReport> addresses;
    private final Consumer<Observation> observer;
    private final DemandWatch demand;
    private final VrrpLog log;
    private final MonotonicClock clock;
    /** When this process began, near enough. */
    private final MonotonicInstant startedAt;

    private final Semaphore news = new Semaphore(0);
    private final CountDownLatch handedOver = new CountDownLatch(1);
    private final AtomicReference<Optional<Plan>> plan = new AtomicReference<>(Optional.empty());
    private final Map<Segment, SegmentView> views = new ConcurrentHashMap<>();
    private volatile HostLinks links = HostLinks.none();
    private volatile KernelReport kernel = KernelReport.none();
    private volatile TrackingReport tracking = TrackingReport.none();
    private volatile HealthReport health = HealthReport.none();
    private volatile boolean stopping;
    private volatile boolean closed;

    private Map<ObjectKind, String> applied = Map.of();
    private Observation observed = Observation.none();

    /**
     * @param observer called in the coordinator's thread when something is different
     */
    public Coordinator(
            VrrpLoops loops,
            KernelThread kernelThread,
            Supplier<AddressReport> addresses,
            VrrpCounters counters,
            DemandWatch demand,
            MonotonicClock clock,
            Consumer<Observation> observer) {
        this.loops = loops;
        this.kernelThread = kernelThread;
        this.addresses = addresses;
        this.demand = demand;
        this.log = new VrrpLog(counters);
        this.clock = clock;
        this.startedAt = clock.now();
        this.observer = observer;
    }

    public void planned(Plan newest) {
        plan.set(Optional.of(newest));
        news.release();
    }

    public void linksChanged(HostLinks newest) {
        links = newest;
        news.release();
    }

    public void routersChanged(SegmentView view) {
        views.put(view.segment(), view);
        news.release();
    }

    /** Called by the thread of the kernel alone. */
    public void kernelReported(KernelReport newest) {
        newest.counters()
                .ifPresent(counters -> demand.look(counters, addresses.get().held(), addressesByRouter(), clock.now()));
        kernel = newest;
        news.release();
    }

    private Map<String, List<IpAddress>> addressesByRouter() {
        return plan.get().map(Plan::routers).orElse(List.of()).stream()
                .collect(Collectors.toMap(RouterPlan::name, RouterPlan::addresses, (one, same) -> one));
    }

    public void tracked(TrackingReport newest) {
        tracking = newest;
        news.release();
    }

    public void healthChanged(HealthReport newest) {
        health = newest;
        news.release();
    }

    public void addressesChanged() {
        news.release();
    }

    /** True if this node belongs to the load-balancer tier. */
    public boolean isDirector() {
        return plan.get().filter(Plan::isDirector).isPresent();
    }

    /** Lets every router hand over; returns when nothing of them is left on this host, or when the time is up. */
    public boolean handOver(Duration bound) throws InterruptedException {
        stopping = true;
        loops.handOver();
        news.release();
        return handedOver.await(bound.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void run() {
        try {
            while (!closed) {
                pass();
                log.look(views, clock.now());
                news.tryAcquire(LOOK_INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
                news.drainPermits();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } finally {
            loops.close();
        }
    }

    /** Before any plan is known nothing is ordered: what an earlier run has programmed stays. */
    private void pass() {
        Optional<Plan> newest = plan.get();
        if (newest.isPresent()) {
            Situation situation = new Situation(
                    newest.get(), links, views, kernel, addresses.get(), tracking, health, startedAt, stopping);
            Orders orders = Decision.of(situation);
            List<Failure> failures = new ArrayList<>(orders.failures());
            if (!stopping) {
                kernelThread.order(orders.kernel());
            }
            orders.segments().forEach((segment, order) -> failures.addAll(assign(segment, order)));
            retireIdle(orders);
            observe(situation, orders, failures);
        }
        boolean idle = isIdle();
        if (stopping && idle) {
            handedOver.countDown();
        }
    }

    private List<Failure> assign(Segment segment, SegmentOrder order) {
        return loops.assign(segment, order.interfaceIndex(), order.linkUp(), order.routers()).stream()
                .flatMap(problem -> order.routers().stream()
                        .map(router -> new Failure(ObjectKind.VIRTUAL_ROUTER, router.name(), problem)))
                .toList();
    }

    private void retireIdle(Orders orders) {
        Map<Segment, Long> assigned = loops.assigned();
        for (SegmentView view : List.copyOf(views.values())) {
            Segment segment = view.segment();
            SegmentOrder order = orders.segments().get(segment);
            boolean wanted = order != null && !order.routers().isEmpty();
            boolean answered = view.assignment() >= assigned.getOrDefault(segment, 0L);
            if (!wanted && answered && view.routers().isEmpty()) {
                loops.retire(segment);
                views.remove(segment);
            }
        }
    }

    private void observe(Situation situation, Orders orders, List<Failure> failures) {
        if (Settlement.isReached(situation, orders, loops.assigned())) {
            applied = Acknowledgement.of(situation.plan());
        }
        Observation now = SituationObservation.of(situation, failures, applied, demand.reported());
        if (!now.equals(observed)) {
            observed = now;
            observer.accept(now);
        }
    }

    private boolean isIdle() {
        return views.values().stream().allMatch(view -> view.routers().isEmpty())
                && addresses.get().isClean();
    }

    @Override
    public void close() {
        closed = true;
        news.release();
    }
}
