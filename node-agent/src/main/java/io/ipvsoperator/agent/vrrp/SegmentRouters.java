package io.ipvsoperator.agent.vrrp;

import io.ipvsoperator.agent.link.Segment;
import io.ipvsoperator.agent.vrrp.Assignment.AssignedRouter;
import io.ipvsoperator.time.MonotonicInstant;
import io.ipvsoperator.vrrp.Effect;
import io.ipvsoperator.vrrp.Event;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/**
 * The virtual routers of one segment: those that are assigned to this host, and those that still hand over. Used by the loop's
 * thread.
 */
final class SegmentRouters {
    private final Segment segment;
    private final VrrpCounters counters;
    private final BiConsumer<LocalRouter, List<Effect>> execution;

    private final Map<RouterKey, LocalRouter> routers = new TreeMap<>();
    private Assignment inForce = Assignment.none();
    private boolean parted;

    /** @param execution carries out what a router answers to an event, before the next event */
    SegmentRouters(Segment segment, VrrpCounters counters, BiConsumer<LocalRouter, List<Effect>> execution) {
        this.segment = segment;
        this.counters = counters;
        this.execution = execution;
    }

    /** In the order of their identifiers. */
    Collection<LocalRouter> all() {
        return routers.values();
    }

    /** Who stays comes last, so that an identifier is theirs and not that of a router that hands over. */
    List<LocalRouter> thoseWhoStayLast() {
        return routers.values().stream()
                .sorted(Comparator.comparing(LocalRouter::isLeaving).reversed())
                .toList();
    }

    /** Number of the assignment that was taken last. */
    long assignment() {
        return inForce.number();
    }

    Optional<MonotonicInstant> earliestDeadline() {
        return routers.values().stream()
                .flatMap(router -> router.deadline().stream())
                .reduce(MonotonicInstant::earlier);
    }

    /**
     * Returns whether there was anything new.
     *
     * @param departing true if every router is to hand over, whatever is assigned
     */
    boolean take(Assignment next, boolean departing, MonotonicInstant now) {
        if (next.number() == inForce.number() && departing == parted) {
            return false;
        }
        inForce = next;
        parted = departing;
        Set<RouterKey> wanted = new HashSet<>();
        for (AssignedRouter assigned : departing ? List.<AssignedRouter>of() : next.routers()) {
            RouterKey key = RouterKey.of(assigned);
            wanted.add(key);
            admit(key, assigned, now);
        }
        for (Map.Entry<RouterKey, LocalRouter> present : routers.entrySet()) {
            if (!wanted.contains(present.getKey())) {
                part(present.getValue(), now);
            }
        }
        return true;
    }

    /** Returns whether one was forgotten. */
    boolean forgetGone() {
        return routers.values().removeIf(LocalRouter::isGone);
    }

    /** Without a link there is nobody to hand over to. */
    private void part(LocalRouter router, MonotonicInstant now) {
        if (!router.isLeaving()) {
            router.leave();
            execution.accept(router, router.step(new Event.Shutdown(), now));
        }
        if (!inForce.linkUp()) {
            execution.accept(router, router.step(new Event.LinkLost(), now));
        }
    }

    /** Levels, not edges: the machine lets pass what it knows already. */
    private void admit(RouterKey key, AssignedRouter assigned, MonotonicInstant now) {
        LocalRouter router = routers.computeIfAbsent(key, absent -> new LocalRouter(segment, assigned, counters));
        router.stay();
        execution.accept(router, router.reconfigure(assigned, now));
        if (assigned.mayStart()) {
            execution.accept(router, router.step(new Event.Startup(), now));
        }
        boolean reaches = inForce.linkUp() && assigned.router().attachment().reachesSomebody();
        execution.accept(router, router.step(reaches ? new Event.LinkRestored() : new Event.LinkLost(), now));
    }
}
