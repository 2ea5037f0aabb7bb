package io.ipvsoperator.agent.vrrp;

import io.ipvsoperator.agent.kernel.KernelException;
import io.ipvsoperator.agent.kernel.KernelSockets;
import io.ipvsoperator.agent.kernel.MonotonicClock;
import io.ipvsoperator.agent.link.Segment;
import io.ipvsoperator.agent.vrrp.Assignment.AssignedRouter;
import io.ipvsoperator.wire.IpFamily;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadFactory;
import java.util.function.Consumer;

/** The loops of this host, one for each segment that has routers, each in its thread. Used by one thread, but for {@link #handOver}. */
public final class VrrpLoops implements AutoCloseable {
    private final KernelSockets sockets;
    private final MonotonicClock clock;
    private final AddressClaims claims;
    private final VrrpCounters counters;
    private final ThreadFactory threads;
    private final Consumer<SegmentView> observer;
    private final Map<Segment, Running> running = new ConcurrentHashMap<>();

    private record Running(VrrpLoop loop, RevocableClaims claims, int interfaceIndex, Assignment assignment) {
        Running with(Assignment next) {
            return new Running(loop, claims, interfaceIndex, next);
        }
    }

    /** @param observer called in the loops' threads, must not wait */
    public VrrpLoops(
            KernelSockets sockets,
            MonotonicClock clock,
            AddressClaims claims,
            VrrpCounters counters,
            ThreadFactory threads,
            Consumer<SegmentView> observer) {
        this.sockets = sockets;
        this.clock = clock;
        this.claims = claims;
        this.counters = counters;
        this.threads = threads;
        this.observer = observer;
    }

    /**
     * Returns why the interface cannot run anything, if so. An interface that was made anew under its name gets another socket:
     * the old one hears nothing any more. Its routers begin by listening.
     *
     * @param interfaceIndex 0 while there is no such interface
     */
    public Optional<String> assign(Segment segment, int interfaceIndex, boolean linkUp, List<AssignedRouter> routers) {
        Running present = running.get(segment);
        if (present == null && routers.isEmpty()) {
            return Optional.empty();
        }
        try {
            Running loop = present == null ? open(segment, interfaceIndex) : follow(segment, present, interfaceIndex);
            boolean opened = !loop.equals(present);
            Assignment before = loop.assignment();
            if (opened || before.linkUp() != linkUp || !before.routers().equals(routers)) {
                Assignment next = new Assignment(before.number() + 1, linkUp, routers);
                loop.loop().assign(next);
                running.put(segment, loop.with(next));
            }
            if (opened) {
                // Now that it knows its routers: before, it would claim that there are none.
                start(segment, loop.loop());
            }
            return Optional.empty();
        } catch (KernelException refused) {
            return Optional.of(
                    refused.getMessage() + "; see whether the interface is there and the agent is privileged");
        }
    }

    private Running follow(Segment segment, Running present, int interfaceIndex) {
        if (interfaceIndex == 0 || interfaceIndex == present.interfaceIndex()) {
            return present;
        }
        Running next = open(segment, interfaceIndex);
        present.claims().revoke();
        present.loop().close();
        return next.with(present.assignment());
    }

    /** Numbers of the last assignments. */
    public Map<Segment, Long> assigned() {
        Map<Segment, Long> numbers = new HashMap<>();
        running.forEach(
                (segment, loop) -> numbers.put(segment, loop.assignment().number()));
        return numbers;
    }

    /**
     * Lets every router of every loop hand over without waiting for a last assignment, which is to follow. May be called by any
     * thread.
     */
    public void handOver() {
        // No lambda: this runs once, in a hurry, and linking one takes a millisecond.
        for (Running loop : running.values()) {
            loop.loop().handOver();
        }
    }

    /** Ends the loop of a segment that has nothing left to run. */
    public void retire(Segment segment) {
        Running loop = running.remove(segment);
        if (loop != null) {
            end(segment, loop);
        }
    }

    private void end(Segment segment, Running loop) {
        loop.claims().giveUp(segment, clock.now());
        loop.loop().close();
    }

    /** Without a word to other routers. */
    @Override
    public void close() {
        running.forEach(this::end);
        running.clear();
    }

    private Running open(Segment segment, int interfaceIndex) {
        RevocableClaims own = new RevocableClaims(claims);
        VrrpLoop loop = new VrrpLoop(segment, SegmentSockets.open(sockets, segment), clock, own, counters, observer);
        return new Running(loop, own, interfaceIndex, Assignment.none());
    }

    private void start(Segment segment, VrrpLoop loop) {
        Thread thread = threads.newThread(loop);
        // The kernel shows the first 15 characters.
        thread.setName((segment.family() == IpFamily.IPV4 ? "vrrp4-" : "vrrp6-") + segment.interfaceName());
        thread.start();
    }
}
