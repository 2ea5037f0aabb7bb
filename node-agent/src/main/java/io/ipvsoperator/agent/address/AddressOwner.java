package io.ipvsoperator.agent.address;

import io.ipvsoperator.agent.health.Metered;
import io.ipvsoperator.agent.kernel.KernelException;
import io.ipvsoperator.agent.kernel.KernelSockets;
import io.ipvsoperator.agent.kernel.MonotonicClock;
import io.ipvsoperator.agent.kernel.NetworkInterfaceName;
import io.ipvsoperator.agent.kernel.Sysctls;
import io.ipvsoperator.agent.link.Segment;
import io.ipvsoperator.agent.logging.OncePerMinute;
import io.ipvsoperator.agent.netlink.ConversationLost;
import io.ipvsoperator.agent.netlink.NetlinkConversation;
import io.ipvsoperator.agent.netlink.Outcome;
import io.ipvsoperator.netlink.NetlinkException;
import io.ipvsoperator.netlink.route.Link;
import io.ipvsoperator.time.MonotonicInstant;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Sees to it that this host has the virtual addresses that its routers own, and no others. Runs in a thread of its own, so that
 * what takes time never delays an advertisement. {@link #want}, {@link #leaseHolds} and {@link #report} may be called by any
 * thread.
 *
 * <p>Before it looks at any wish it removes what an earlier run has left behind.
 */
public final class AddressOwner implements Runnable, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AddressOwner.class);
    private static final Duration AUDIT_INTERVAL = Duration.ofSeconds(5);
    private static final Duration WHILE_PROBING = Duration.ofMillis(10);
    /** A kernel that refuses once may refuse on and on. Short beside a lease. */
    private static final Duration AFTER_REFUSAL = Duration.ofMillis(100);
    /** So many addresses are refreshed at once that the time before the first still tells when the last was sent. */
    private static final int BATCH = 16;

    private final KernelSockets sockets;
    private final Sysctls sysctls;
    private final MonotonicClock clock;
    private final AddressBook book = new AddressBook();
    private final Runnable onChange;
    private final RouteEvents events;
    private final Map<Segment, SegmentWishes> wishes = new ConcurrentHashMap<>();
    private final AnnouncementCounters announcements = new AnnouncementCounters();
    private final Announcer announcer;
    private final ChangeLog log;
    private final OncePerMinute readAgain = new OncePerMinute();
    /** Counts changes of what is wanted: who is in the middle of something looks whether it still is. */
    private final AtomicLong news = new AtomicLong();

    private final Interruptions interruptions = new Interruptions();

    private Map<NetworkInterfaceName, Link> links = Map.of();
    private MonotonicInstant auditAt;
    private volatile Claims claims = new Claims(Map.of(), Set.of());
    private volatile AddressReport report = AddressReport.none();
    private volatile boolean closed;

    /** @param onChange called in the owner's thread after the report has changed */
    public AddressOwner(KernelSockets sockets, Sysctls sysctls, MonotonicClock clock, Runnable onChange) {
        this(sockets, sysctls, clock, new ChangeLog(Level.INFO), onChange);
    }

    AddressOwner(KernelSockets sockets, Sysctls sysctls, MonotonicClock clock, ChangeLog log, Runnable onChange) {
        this.log = log;
        this.sockets = sockets;
        this.sysctls = sysctls;
        this.clock = clock;
        this.onChange = onChange;
        this.events = new RouteEvents(sockets);
        this.announcer = new Announcer(sockets, book, announcements);
        this.auditAt = clock.now();
    }

    /**
     * Replaces what is wanted on the segment. To be called on every wake-up of the thread that runs its routers, after that
     * thread has made sure by {@link #leaseHolds} that they still own what they think they do.
     */
    public void want(Segment segment, List<RouterAddresses> routers, MonotonicInstant heartbeat) {
        SegmentWishes next = new SegmentWishes(routers, heartbeat);
        Optional<SegmentWishes> before = Optional.ofNullable(wishes.put(segment, next));
        if (!before.map(SegmentWishes::routers).equals(Optional.of(next.routers()))) {
            news.incrementAndGet();
            events.wake();
        }
    }

    /** False if some address of the router may be gone because its lease was not refreshed in time: it owns them no longer. */
    public boolean leaseHolds(String router, MonotonicInstant now) {
        return claims.hold(router, now);
    }

    public AddressReport report() {
        return report;
    }

    /** How many announcements were sent, and how many could not be. */
    public Metered announcements() {
        return announcements;
    }

    /** Until {@link #close}. Addresses stay: they are given up by wishing for none, or by their lifetime. */
    @Override
    public void run() {
        try (NetlinkConversation route = new NetlinkConversation(sockets.route(Set.of()))) {
            KernelAddresses kernel = new KernelAddresses(route);
            VirtualDevices devices = new VirtualDevices(route, sysctls);
            while (!closed) {
                await(attempt(kernel, devices));
            }
        } finally {
            announcer.close();
            events.close();
        }
    }

    /** Returns how long there is nothing to do, unless there is news. Nothing the kernel refuses ends the thread: it looks again. */
    private Duration attempt(KernelAddresses kernel, VirtualDevices devices) {
        try {
            step(kernel, devices);
            return untilDeadline();
        } catch (ConversationLost | NetlinkException | KernelException refused) {
            auditAt = clock.now();
            if (readAgain.mayTell(auditAt)) {
                LOG.atWarn().addKeyValue("error", refused.getMessage()).log("addresses are read again");
            }
            return AFTER_REFUSAL;
        }
    }

    /**
     * A demotion does not wait for what is being done: with the next batch, and before the next announcement, the rest is left for
     * another step, which begins with removals.
     */
    private void step(KernelAddresses kernel, VirtualDevices devices) {
        long known = news.get();
        BooleanSupplier outdated = () -> news.get() != known;
        MonotonicInstant now = clock.now();
        if (auditAt.isReachedAt(now)) {
            audit(kernel, devices, now);
        }
        Demand demand = Demand.of(new HashMap<>(wishes), links, now);
        List<AddressChange> changes = changes(demand, now);
        VirtualDevices.Reached reached = devices.reconcile(demand.devices());
        if (reached.created()) {
            audit(kernel, devices, now);
            demand = Demand.of(new HashMap<>(wishes), links, now);
            changes = changes(demand, now);
            reached = devices.reconcile(demand.devices());
        }
        interruptions.setUpHere(reached.risen());
        carryOut(kernel, changes, outdated);
        if (!outdated.getAsBoolean()) {
            devices.deleteLeft();
        }
        publish(demand.addresses(), devices, now);
        log.write();
        announcements.log(now);
    }

    /** The claims are told before the kernel is asked: who hangs here keeps no router in the belief that its addresses are there. */
    private List<AddressChange> changes(Demand demand, MonotonicInstant now) {
        List<AddressChange> changes = book.changes(demand.addresses(), now);
        claims = new Claims(book.leasedUntil(now), book.losers(demand.addresses()));
        return changes;
    }

    private void carryOut(KernelAddresses kernel, List<AddressChange> changes, BooleanSupplier outdated) {
        for (int from = 0; from < changes.size() && !outdated.getAsBoolean(); from += BATCH) {
            apply(kernel, changes.subList(from, Math.min(from + BATCH, changes.size())));
            announcer.announce(clock.now(), outdated);
        }
        announcer.probe(clock.now());
        announcer.announce(clock.now(), outdated);
    }

    private void audit(KernelAddresses kernel, VirtualDevices devices, MonotonicInstant now) {
        links = kernel.links();
        book.observed(kernel.leased());
        devices.observed(links);
        auditAt = now.plus(AUDIT_INTERVAL);
        interruptions.restored(links.values()).forEach(index -> book.linkRestored(index, now));
        announcer.speakOn(links.values());
    }

    private void apply(KernelAddresses kernel, List<AddressChange> changes) {
        MonotonicInstant sentAt = clock.now();
        List<Outcome> outcomes = kernel.apply(changes);
        for (int i = 0; i < changes.size(); i++) {
            AddressChange change = changes.get(i);
            switch (outcomes.get(i)) {
                case Outcome.Done ignored -> {
                    log.note(change);
                    book.done(change, sentAt);
                }
                case Outcome.Refused refused -> {
                    // Gone already: with its interface, or over IPv6 when that went down.
                    LOG.atLevel(change.isDoneAlready(refused.error()) ? Level.DEBUG : Level.WARN)
                            .addKeyValue("address", change.address())
                            .addKeyValue("error", refused.error())
                            .log("refused");
                    book.refused(change, refused.error(), sentAt);
                }
            }
        }
    }

    private void publish(Map<VirtualAddress, Wish> wanted, VirtualDevices devices, MonotonicInstant now) {
        claims = new Claims(book.leasedUntil(now), book.losers(wanted));
        AddressReport next = book.report(devices.report());
        if (!next.equals(report)) {
            report = next;
            onChange.run();
        }
    }

    private Duration untilDeadline() {
        MonotonicInstant deadline = book.deadline().map(auditAt::earlier).orElse(auditAt);
        Duration wait = clock.now().until(deadline);
        if (book.probe().awaitsAnswer() && wait.compareTo(WHILE_PROBING) > 0) {
            return WHILE_PROBING;
        }
        return wait.isNegative() ? Duration.ZERO : wait;
    }

    private void await(Duration wait) {
        RouteEvents.Heard heard = events.await(wait);
        heard.removed().forEach(book::vanished);
        interruptions.heard(heard.interrupted());
        if (heard.unsure()) {
            auditAt = clock.now();
        }
    }

    @Override
    public void close() {
        closed = true;
        events.wake();
    }
}
