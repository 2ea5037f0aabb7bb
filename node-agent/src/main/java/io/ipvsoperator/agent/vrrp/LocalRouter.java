package io.ipvsoperator.agent.vrrp;

import io.ipvsoperator.agent.address.RouterAddresses;
import io.ipvsoperator.agent.address.VirtualMac;
import io.ipvsoperator.agent.link.Segment;
import io.ipvsoperator.time.MonotonicInstant;
import io.ipvsoperator.vrrp.Effect;
import io.ipvsoperator.vrrp.Event;
import io.ipvsoperator.vrrp.Participation;
import io.ipvsoperator.vrrp.Router;
import io.ipvsoperator.vrrp.State;
import io.ipvsoperator.vrrp.Step;
import io.ipvsoperator.vrrp.Timers;
import io.ipvsoperator.vrrp.Vrrp;
import io.ipvsoperator.wire.IpAddress;
import io.ipvsoperator.wire.MacAddress;
import io.ipvsoperator.wire.Reason;
import io.ipvsoperator.wire.vrrp.AdvertisementPacket;
import io.ipvsoperator.wire.vrrp.Remark;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** One virtual router in its thread: the machine, where it stands, and what others should know of it. */
final class LocalRouter {
    /** Somebody who does not yield must not make this host flood the segment. */
    private static final Duration BETWEEN_ANNOUNCEMENTS = Duration.ofSeconds(1);

    private final VrrpCounters counters;
    private final Neighbours neighbours;
    private Assignment.AssignedRouter assigned;
    private State state = new State.Initialize();
    private Instant since = Instant.now();
    private long announcements;
    private Optional<MonotonicInstant> announcedAt = Optional.empty();
    private boolean announces;
    private boolean leaving;

    LocalRouter(Segment segment, Assignment.AssignedRouter assigned, VrrpCounters counters) {
        this.assigned = assigned;
        this.neighbours = new Neighbours(segment);
        this.counters = counters;
    }

    String name() {
        return assigned.name();
    }

    Router router() {
        return assigned.router();
    }

    Optional<MacAddress> virtualMacAddress() {
        return assigned.terms().virtualMac().map(VirtualMac::address);
    }

    boolean ownsAddresses() {
        return state.ownsAddresses();
    }

    Optional<MonotonicInstant> deadline() {
        return state.deadline();
    }

    boolean isDueAt(MonotonicInstant now) {
        return deadline().filter(due -> due.isReachedAt(now)).isPresent();
    }

    /** Asked to leave and gone: nothing of it is left to do. */
    boolean isGone() {
        return leaving && state instanceof State.Initialize;
    }

    /** From here on it only hands over. */
    void leave() {
        leaving = true;
    }

    void stay() {
        leaving = false;
    }

    boolean isLeaving() {
        return leaving;
    }

    List<Effect> reconfigure(Assignment.AssignedRouter changed, MonotonicInstant now) {
        boolean sameRouter = changed.router().equals(router());
        List<Effect> effects = sameRouter ? List.of() : step(new Event.Reconfigured(changed.router()), now);
        assigned = changed;
        return effects;
    }

    List<Effect> step(Event event, MonotonicInstant now) {
        Step step = Vrrp.step(router(), state, event, now);
        if (step.next().getClass() != state.getClass()) {
            since = Instant.now();
            counters.transition();
        }
        boolean asked = step.effects().stream().anyMatch(Effect.Announce.class::isInstance);
        if (asked && !(state instanceof State.Active)) {
            // A takeover never waits.
            announcedAt = Optional.empty();
        }
        state = step.next();
        announces = state instanceof State.Active && (announces || asked);
        return step.effects();
    }

    List<Effect> hear(AdvertisementPacket packet, Set<Remark> remarks, MonotonicInstant now) {
        neighbours.heard(assigned, packet, remarks, now);
        return step(new Event.Received(packet.advertisement(), packet.source()), now);
    }

    void dispute(Reason reason, IpAddress source, MonotonicInstant now) {
        neighbours.disputed(assigned, reason, source, now);
    }

    /** To be called before the events that a wake-up brings. */
    void noticeLateness(MonotonicInstant now) {
        if (state instanceof State.Active(MonotonicInstant due)
                && due.plus(Timers.silenceOfTheDead(router().interval())).isReachedAt(now)) {
            neighbours.overslept(assigned, now);
        }
    }

    /**
     * To be called at the end of every cycle. Who owns nothing wishes for nothing, but that the interface of its virtual MAC
     * address be ready.
     */
    Optional<RouterAddresses> claim(MonotonicInstant now) {
        if (!ownsAddresses()) {
            return leaving || assigned.terms().virtualMac().isEmpty()
                    ? Optional.empty()
                    : Optional.of(claim(Set.of(), false));
        }
        boolean paused = announcedAt
                .filter(last -> !last.plus(BETWEEN_ANNOUNCEMENTS).isReachedAt(now))
                .isPresent();
        if (announces && !paused) {
            announcements++;
            announcedAt = Optional.of(now);
            announces = false;
        }
        return Optional.of(claim(assigned.ownable(), state instanceof State.Active));
    }

    private RouterAddresses claim(Set<IpAddress> addresses, boolean announced) {
        return new RouterAddresses(name(), addresses, assigned.terms(), assigned.probed(), announcements, announced);
    }

    RouterView view(MonotonicInstant now) {
        int priority = switch (router().participation()) {
            case Participation.Candidate candidate -> candidate.priority().value();
            case Participation.Withdrawn withdrawn -> 0;
        };
        return new RouterView(
                name(),
                state.getClass().getSimpleName(),
                since,
                priority,
                state.ownsAddresses(),
                neighbours.at(assigned, now));
    }
}
