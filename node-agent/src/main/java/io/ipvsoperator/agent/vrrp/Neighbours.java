package io.ipvsoperator.agent.vrrp;

import io.ipvsoperator.agent.link.Segment;
import io.ipvsoperator.agent.vrrp.Assignment.AssignedRouter;
import io.ipvsoperator.agent.vrrp.Problem.Kind;
import io.ipvsoperator.time.MonotonicInstant;
import io.ipvsoperator.wire.IpAddress;
import io.ipvsoperator.wire.Reason;
import io.ipvsoperator.wire.vrrp.AdvertisementPacket;
import io.ipvsoperator.wire.vrrp.Priority;
import io.ipvsoperator.wire.vrrp.Remark;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What one virtual router learns of others that use its identifier on the segment, in words. VRRP itself only compares
 * priorities; that a stranger takes part, or is set up differently, people have to be told. Used by one thread.
 */
final class Neighbours {
    /** What a refusal is called among the problems. */
    private static final Map<Reason, Kind> REFUSALS = Map.of(
            Reason.VERSION, Kind.WRONG_VERSION,
            Reason.AUTHENTICATION_TYPE, Kind.WRONG_AUTHENTICATION,
            Reason.PASSWORD, Kind.WRONG_AUTHENTICATION,
            Reason.INTERVAL, Kind.WRONG_INTERVAL,
            Reason.DESTINATION, Kind.WRONG_TRANSPORT,
            Reason.NOT_A_PEER, Kind.WRONG_TRANSPORT);

    private final Segment segment;
    private final Problems problems = new Problems();

    Neighbours(Segment segment) {
        this.segment = segment;
    }

    /** An advertisement was accepted. */
    void heard(AssignedRouter router, AdvertisementPacket packet, Set<Remark> remarks, MonotonicInstant now) {
        IpAddress peer = packet.source();
        REFUSALS.values().forEach(refused -> problems.resolved(refused, peer));
        noteStranger(router, peer, packet.advertisement().priority(), now);
        if (!remarks.contains(Remark.ADDRESS_LIST)) {
            problems.resolved(Kind.ADDRESS_LIST_MISMATCH, peer);
            return;
        }
        note(
                Kind.ADDRESS_LIST_MISMATCH,
                peer,
                "%s advertises other addresses for %s than this director; keepalived before 2.3.3 refuses such advertisements: give both the same list, for keepalived in the same order"
                        .formatted(peer, named(router)),
                now);
    }

    private void noteStranger(AssignedRouter router, IpAddress peer, Priority priority, MonotonicInstant now) {
        if (priority.equals(Priority.OWNER)) {
            String message =
                    "%s advertises %s with priority 255, so an address of it is configured there as its own; remove it there"
                            .formatted(peer, named(router));
            note(Kind.ADDRESS_OWNER, peer, message, now);
        }
        if (router.isStranger(peer)) {
            note(Kind.FOREIGN_ROUTER, peer, foreign(router, peer), now);
        }
    }

    private String foreign(AssignedRouter router, IpAddress peer) {
        return "%s uses %s, and is no director of this pool; give one of the two another identifier, in spec.vrrp.virtualRouterIds of the VipPool or there"
                .formatted(peer, named(router));
    }

    /** A well-formed advertisement of the router's identifier was refused. */
    void disputed(AssignedRouter router, Reason reason, IpAddress peer, MonotonicInstant now) {
        if (router.isStranger(peer)) {
            note(Kind.FOREIGN_ROUTER, peer, foreign(router, peer), now);
        }
        Optional.ofNullable(REFUSALS.get(reason))
                .ifPresent(kind -> note(
                        kind,
                        peer,
                        "advertisements of %s from %s are refused: %s; set both up alike"
                                .formatted(named(router), peer, words(kind)),
                        now));
    }

    private static String words(Kind kind) {
        return switch (kind) {
            case WRONG_VERSION -> "they are of the other version of VRRP";
            case WRONG_AUTHENTICATION -> "their authentication is not the configured one";
            case WRONG_INTERVAL -> "their interval is not the configured one, as version 2 demands";
            case WRONG_TRANSPORT ->
                "they come by multicast where unicast is configured, or the reverse, or from no peer";
            case FOREIGN_ROUTER, ADDRESS_OWNER, ADDRESS_LIST_MISMATCH, NO_PEERS, LATE_WAKE_UP -> "";
        };
    }

    /** The thread woke up so late that others may have taken over from the active router. */
    void overslept(AssignedRouter router, MonotonicInstant now) {
        problems.note(
                new Problem(
                        Kind.LATE_WAKE_UP,
                        Optional.empty(),
                        "this director was kept from advertising %s for more than two intervals; it lacks processor time, or the interval is too short for it"
                                .formatted(named(router))),
                now);
    }

    List<Problem> at(AssignedRouter router, MonotonicInstant now) {
        List<Problem> standing = new ArrayList<>(problems.at(now));
        if (!router.router().attachment().reachesSomebody()) {
            standing.add(new Problem(
                    Kind.NO_PEERS,
                    Optional.empty(),
                    "advertisements of %s travel by unicast, and no address of another director is known; the pool needs a second director with an address on this segment"
                            .formatted(named(router))));
        }
        return standing;
    }

    private void note(Kind kind, IpAddress peer, String message, MonotonicInstant now) {
        problems.note(new Problem(kind, Optional.of(peer), message), now);
    }

    private String named(AssignedRouter router) {
        return "virtual router identifier %s on %s".formatted(router.router().id(), segment);
    }
}
