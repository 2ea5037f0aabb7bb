package io.ipvsoperator.vrrp;

import static org.assertj.core.api.Assertions.assertThat;

import io.ipvsoperator.time.MonotonicInstant;
import io.ipvsoperator.vrrp.Segment.Ownership;
import io.ipvsoperator.wire.IpAddress;
import io.ipvsoperator.wire.WireReader;
import io.ipvsoperator.wire.vrrp.AdvertisementPacket;
import io.ipvsoperator.wire.vrrp.Priority;
import io.ipvsoperator.wire.vrrp.ReceiveLadder;
import io.ipvsoperator.wire.vrrp.Remark;
import io.ipvsoperator.wire.vrrp.Verdict;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The shell around one machine: it hears bytes through the receive ladder, wakes up a little late, renews leases, and can be
 * killed or frozen.
 */
final class SimulatedDirector {

    /** How late a wake-up is at most. */
    static final Duration TICK = Duration.ofMillis(1);

    static final Duration RENEWAL = Duration.ofMillis(150);

    private final String name;
    private final Segment segment;
    private final Duration lifetime;
    private final Queue<Event> inbox = new ArrayDeque<>();
    private final List<Ownership> past = new ArrayList<>();
    private Router self;
    private State state = new State.Initialize();
    private Optional<Ownership> lease = Optional.empty();
    private boolean running;
    private boolean frozen;
    private boolean linked = true;
    private int side;

    SimulatedDirector(String name, Router self, Duration lifetime, Segment segment) {
        this.name = name;
        this.lifetime = lifetime;
        this.self = self;
        this.segment = segment;
        segment.at(segment.now(), this::renew);
    }

    String name() {
        return name;
    }

    State state() {
        return state;
    }

    Router router() {
        return self;
    }

    IpAddress primaryAddress() {
        return self.primaryAddress();
    }

    boolean reaches(SimulatedDirector other) {
        return linked && other.linked && side == other.side;
    }

    void side(int side) {
        this.side = side;
    }

    /** Starts the process, or tells a running one that was shut down to begin again. */
    void start() {
        if (running) {
            happen(new Event.Startup());
        } else {
            running = true;
            frozen = false;
            state = new State.Initialize();
            inbox.clear();
            disown();
            take(new Event.Startup());
            if (!linked) {
                take(new Event.LinkLost());
            }
            wakeAtDeadline();
        }
    }

    /** Nothing of the process runs any more; the kernel keeps the addresses until their lifetime ends. */
    void kill() {
        running = false;
    }

    void shutdown() {
        happen(new Event.Shutdown());
    }

    void freeze(Duration duration) {
        frozen = true;
        segment.at(segment.now().plus(duration), () -> {
            frozen = false;
            extendLease();
            wake();
        });
    }

    void link(boolean up) {
        if (linked != up) {
            linked = up;
            happen(up ? new Event.LinkRestored() : new Event.LinkLost());
        }
    }

    /** A frozen process learns of it when it thaws, a dead one when it starts. */
    void reconfigure(Router router) {
        if (running) {
            happen(new Event.Reconfigured(router));
        } else {
            self = router;
        }
    }

    void arrive(byte[] bytes) {
        if (running && linked) {
            ReceiveLadder ladder =
                    new ReceiveLadder(self.family(), Set.of(primaryAddress()), Map.of(self.id(), self.expectation()));
            if (ladder.receive(WireReader.of(bytes))
                    instanceof Verdict.Heard(AdvertisementPacket packet, Set<Remark> r)) {
                inbox.add(new Event.Received(packet.advertisement(), packet.source()));
                wake();
            }
        }
    }

    boolean owns(MonotonicInstant now) {
        return lease.filter(span -> span.holdsAt(now)).isPresent();
    }

    Stream<Ownership> ownerships(MonotonicInstant now) {
        return Stream.concat(
                past.stream(),
                lease.stream().map(span -> new Ownership(span.from(), span.to().earlier(now))));
    }

    /** The first moment at or after {@code from} at which this director has the addresses. */
    MonotonicInstant ownsFrom(MonotonicInstant from) {
        return ownerships(segment.now())
                .map(Ownership::from)
                .filter(instant -> instant.compareTo(from) >= 0)
                .findFirst()
                .orElseThrow(() -> new AssertionError(name + " never took over"));
    }

    private void happen(Event event) {
        if (running) {
            inbox.add(event);
            wake();
        }
    }

    /** In the order that {@link Event} prescribes. */
    private void wake() {
        if (!running || frozen) {
            return;
        }
        if (lease.isPresent() && !owns(segment.now())) {
            take(new Event.LeaseLost());
        }
        for (Event event = inbox.poll(); event != null; event = inbox.poll()) {
            take(event);
        }
        take(new Event.Tick());
        wakeAtDeadline();
    }

    private void wakeAtDeadline() {
        state.deadline()
                .ifPresent(deadline -> segment.at(deadline.plus(segment.jitter(TICK)), () -> {
                    if (state.deadline().equals(Optional.of(deadline))) {
                        wake();
                    }
                }));
    }

    private void take(Event event) {
        Step step = Vrrp.step(self, state, event, segment.now());
        if (event instanceof Event.Reconfigured(Router router)) {
            self = router;
        }
        state = step.next();
        step.effects().forEach(this::execute);
        assertThat(lease.isPresent()).as("%s in %s", name, state).isEqualTo(state.ownsAddresses());
    }

    private void execute(Effect effect) {
        switch (effect) {
            case Effect.Advertise(Priority priority) ->
                self.packets(priority).forEach(packet -> segment.send(this, packet));
            case Effect.OwnAddresses e -> {
                if (lease.isEmpty()) {
                    lease = Optional.of(
                            new Ownership(segment.now(), segment.now().plus(lifetime)));
                }
            }
            case Effect.Announce e -> segment.announced(name);
            case Effect.DisownAddresses e -> disown();
        }
    }

    private void disown() {
        ownerships(segment.now()).skip(past.size()).forEach(past::add);
        lease = Optional.empty();
    }

    /** Only what is still there: the kernel does not bring back what it has removed. */
    private void extendLease() {
        if (running && !frozen && owns(segment.now())) {
            lease = lease.map(span -> new Ownership(span.from(), segment.now().plus(lifetime)));
        }
    }

    private void renew() {
        extendLease();
        segment.at(segment.now().plus(RENEWAL), this::renew);
    }
}
