package io.ipvsoperator.agent.vrrp;

import io.ipvsoperator.agent.kernel.KernelException;
import io.ipvsoperator.agent.kernel.MonotonicClock;
import io.ipvsoperator.agent.kernel.ReceivedPacket;
import io.ipvsoperator.agent.link.Segment;
import io.ipvsoperator.agent.vrrp.Reception.Arrival;
import io.ipvsoperator.time.MonotonicInstant;
import io.ipvsoperator.vrrp.Effect;
import io.ipvsoperator.vrrp.Event;
import io.ipvsoperator.wire.IpAddress;
import io.ipvsoperator.wire.Reason;
import io.ipvsoperator.wire.vrrp.AdvertisementPacket;
import io.ipvsoperator.wire.vrrp.Priority;
import io.ipvsoperator.wire.vrrp.Remark;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/**
 * All virtual routers of one segment, in one thread. A cycle waits for the earliest of deadline, packet and assignment, asks
 * the machine, and sends. It never waits for anything else: what it owns it only claims, and others bring the addresses.
 *
 * <p>{@link #assign}, {@link #handOver} and {@link #close} may be called by any thread, everything else belongs to the loop's own.
 */
public final class VrrpLoop implements Runnable {
    /** Also how long the leases may be without a sign of life while nothing happens. */
    private static final Duration LONGEST_WAIT = Duration.ofMillis(100);

    /** A flood must not keep the timers from running. */
    private static final int PACKETS_PER_CYCLE = 256;

    private final Segment segment;
    private final SegmentSockets sockets;
    private final MonotonicClock clock;
    private final AddressClaims claims;
    private final Consumer<SegmentView> observer;
    private final VrrpCounters counters;
    private final Reception reception;
    private final AtomicReference<Assignment> mailbox = new AtomicReference<>(Assignment.none());

    private final SegmentRouters routers;
    private SegmentView published;
    private volatile boolean parting;
    private volatile boolean closed;

    /** @param sockets are closed with the loop */
    VrrpLoop(
            Segment segment,
            SegmentSockets sockets,
            MonotonicClock clock,
            AddressClaims claims,
            VrrpCounters counters,
            Consumer<SegmentView> observer) {
        this.segment = segment;
        this.sockets = sockets;
        this.clock = clock;
        this.claims = claims;
        this.counters = counters;
        this.observer = observer;
        this.reception = new Reception(segment.family(), counters);
        this.routers = new SegmentRouters(segment, counters, this::execute);
        this.published = new SegmentView(segment, 0, List.of());
    }

    /** Takes effect in the next cycle, at once; an assignment that was not yet looked at is forgotten. */
    public void assign(Assignment assignment) {
        mailbox.set(assignment);
        sockets.packets().wake();
    }

    /** Lets every router hand over in the next cycle, at once and for good: whatever is assigned from now on admits none. */
    public void handOver() {
        parting = true;
        sockets.packets().wake();
    }

    /** Ends the loop without a word to other routers. Those that are to hand over are given an empty assignment before. */
    public void close() {
        closed = true;
        sockets.packets().wake();
    }

    @Override
    public void run() {
        try (sockets) {
            while (!closed) {
                cycle();
            }
        } finally {
            claims.want(segment, List.of(), clock.now());
        }
    }

    void cycle() {
        Optional<MonotonicInstant> deadline = routers.earliestDeadline();
        Optional<ReceivedPacket> first = sockets.packets().receive(untilDeadline(deadline));
        MonotonicInstant now = clock.now();
        deadline.filter(due -> due.isReachedAt(now)).ifPresent(due -> counters.late(due.until(now)));
        // What was lost before what was missed before what is due: a thread that slept must not act on an old timer.
        noticeLostLeases(now);
        if (routers.take(mailbox.get(), parting, now)) {
            listen();
        }
        first.ifPresent(packet -> hear(packet, now));
        hearTheRest(now);
        routers.all().stream()
                .filter(router -> router.isDueAt(now))
                .forEach(router -> execute(router, router.step(new Event.Tick(), now)));
        if (routers.forgetGone()) {
            listen();
        }
        claim(now);
        publish(now);
    }

    private Duration untilDeadline(Optional<MonotonicInstant> deadline) {
        Duration wait = deadline.map(clock.now()::until).orElse(LONGEST_WAIT);
        if (wait.isNegative()) {
            return Duration.ZERO;
        }
        return wait.compareTo(LONGEST_WAIT) < 0 ? wait : LONGEST_WAIT;
    }

    /** A thread that slept for longer than a lease owns nothing any more, whatever its state says. */
    private void noticeLostLeases(MonotonicInstant now) {
        for (LocalRouter router : routers.all()) {
            router.noticeLateness(now);
            if (router.ownsAddresses() && !claims.leaseHolds(router.name(), now)) {
                counters.leaseLost();
                execute(router, router.step(new Event.LeaseLost(), now));
            }
        }
    }

    private void listen() {
        reception.expect(routers.thoseWhoStayLast());
    }

    /** Also when the wait brought nothing: the thread may have been held up between the end of its wait and now. */
    private void hearTheRest(MonotonicInstant now) {
        boolean moreMayWait = true;
        for (int heard = 0; moreMayWait && heard < PACKETS_PER_CYCLE; heard++) {
            Optional<ReceivedPacket> packet = sockets.packets().receive(Duration.ZERO);
            packet.ifPresent(waiting -> hear(waiting, now));
            moreMayWait = packet.isPresent();
        }
    }

    private void hear(ReceivedPacket packet, MonotonicInstant now) {
        reception.accept(packet).ifPresent(arrival -> {
            switch (arrival) {
                case Arrival.Heard(LocalRouter router, AdvertisementPacket advert, Set<Remark> remarks) ->
                    execute(router, router.hear(advert, remarks, now));
                case Arrival.Disputed(LocalRouter router, Reason reason, IpAddress source) ->
                    router.dispute(reason, source, now);
            }
        });
    }

    private void execute(LocalRouter router, List<Effect> effects) {
        for (Effect effect : effects) {
            switch (effect) {
                case Effect.Advertise(Priority priority) ->
                    router.router().packets(priority).forEach(packet -> send(router, packet));
                // The claim that this cycle ends with says all of it.
                case Effect.OwnAddresses own -> {}
                case Effect.DisownAddresses disown -> {}
                case Effect.Announce announce -> {}
            }
        }
    }

    private void send(LocalRouter router, AdvertisementPacket packet) {
        try {
            sockets.send(packet, router.virtualMacAddress());
            counters.sent();
        } catch (KernelException refused) {
            // The link's state arrives with the next assignment; until then the machine goes on as if it had been sent.
            counters.sendFailed(refused);
        }
    }

    /** In every cycle, changed or not: it is also the sign of life that renews the leases. */
    private void claim(MonotonicInstant now) {
        claims.want(
                segment,
                routers.all().stream()
                        .flatMap(router -> router.claim(now).stream())
                        .toList(),
                now);
    }

    private void publish(MonotonicInstant now) {
        List<RouterView> views = new ArrayList<>(routers.all().size());
        routers.all().forEach(router -> views.add(router.view(now)));
        SegmentView view = new SegmentView(segment, routers.assignment(), views);
        if (!view.equals(published)) {
            published = view;
            observer.accept(view);
        }
    }
}
