package io.ipvsoperator.vrrp;

import io.ipvsoperator.wire.IpAddress;
import io.ipvsoperator.wire.IpFamily;
import io.ipvsoperator.wire.vrrp.AdvertInterval;
import io.ipvsoperator.wire.vrrp.Priority;
import io.ipvsoperator.wire.vrrp.Transport;
import io.ipvsoperator.wire.vrrp.VirtualRouterId;
import io.ipvsoperator.wire.vrrp.VrrpVersion;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import java.util.stream.IntStream;

/** What the routers of a simulated segment have in common, and the bounds that follow from it. */
record Setting(VrrpVersion version, AdvertInterval interval, IpFamily family, boolean unicast) {

    /** How many routers a segment has at most; by unicast each names all the others as peers. */
    static final int MOST_ROUTERS = 5;

    /** A late wake-up, a packet's way, and both again for an answer. */
    static final Duration SLACK = SimulatedDirector.TICK.plus(Segment.LATENCY).multipliedBy(2);

    private static final VirtualRouterId ID = new VirtualRouterId(33);

    static Setting multicast(VrrpVersion version, AdvertInterval interval) {
        return new Setting(version, interval, IpFamily.IPV4, false);
    }

    Router router(int host, int priority) {
        return router(host, new Participation.Candidate(new Priority(priority), new Failback.Immediate()));
    }

    Router router(int host, Participation participation) {
        Attachment attachment = new Attachment(primaryAddress(host), 1500, transport(host));
        return new Router(ID, version, interval, attachment, addresses(), participation);
    }

    private Transport transport(int host) {
        if (!unicast) {
            return new Transport.Multicast();
        }
        SequencedSet<IpAddress> peers = new LinkedHashSet<>();
        IntStream.range(0, MOST_ROUTERS)
                .filter(other -> other != host)
                .forEach(other -> peers.add(primaryAddress(other)));
        return new Transport.Unicast(peers);
    }

    private IpAddress primaryAddress(int host) {
        return IpAddress.parse((family == IpFamily.IPV4 ? "192.0.2." : "fe80::") + (10 + host));
    }

    private List<IpAddress> addresses() {
        return switch (family) {
            case IPV4 -> Example.ADDRESSES;
            case IPV6 -> List.of(ID.linkLocalAddress(), IpAddress.parse("2001:db8::100"));
        };
    }

    /** The gap after a death: three intervals and the skew. */
    Duration gapAfterDeath(int successor) {
        return Timers.activeDown(version, new Priority(successor), interval).plus(SLACK);
    }

    Duration gapAfterResignation(int successor) {
        return Timers.skew(version, new Priority(successor), interval).plus(SLACK);
    }

    /** The last advertisement is an interval old at most, so two intervals and the skew remain until the successor acts. */
    Duration overlapAfterDeath(int successor) {
        Duration left = lifetime().minus(interval.duration().multipliedBy(2)).minus(gapAfterResignation(successor));
        return left.isNegative() ? Duration.ZERO : left.plus(SLACK.multipliedBy(2));
    }

    /** A grace, and a little more where the third in rank may take over before it hears the second. */
    Duration overlapAfterHandOver() {
        return Timers.handOverGrace(interval).plus(SLACK).plus(ranksMayRace() ? SLACK : Duration.ZERO);
    }

    /** Nothing, unless the third in rank takes over before it hears the second. */
    Duration overlapAfterSilentEnd() {
        return ranksMayRace() ? overlapAfterHandOver() : Duration.ZERO;
    }

    /** Whether the skews of the priorities 240 and 225 differ by less than a late wake-up and a packet's way. */
    private boolean ranksMayRace() {
        Duration apart = Timers.skew(version, new Priority(225), interval)
                .minus(Timers.skew(version, new Priority(240), interval));
        return apart.compareTo(SimulatedDirector.TICK.plus(Segment.LATENCY)) < 0;
    }

    /** Either side speaks within an interval, and then there is a grace. */
    Duration overlapAfterPartition() {
        return interval.duration().plus(overlapAfterHandOver());
    }

    /** No backup waits longer than four intervals; whoever it takes over from yields in a grace. */
    Duration settling() {
        return Timers.handOverBound(interval).plus(overlapAfterPartition());
    }

    /** Neither has a successor lost patience nor has the kernel taken the addresses away. */
    Duration harmlessFreeze() {
        Duration leased = lifetime().minus(SimulatedDirector.RENEWAL);
        Duration patience = interval.duration().multipliedBy(2);
        return (leased.compareTo(patience) < 0 ? leased : patience).minus(SLACK);
    }

    /** Whole seconds, as the kernel counts them, and less than the second in rank waits after a death. */
    Duration lifetime() {
        Duration down = Timers.activeDown(version, new Priority(240), interval);
        return Duration.ofSeconds(Math.max(1, down.multipliedBy(2).dividedBy(3).toSeconds()));
    }
}
