package io.ipvsoperator.agent.plan;

import io.ipvsoperator.agent.tracking.Tracking;
import io.ipvsoperator.vrrp.Timers;
import io.ipvsoperator.wire.IpAddress;
import io.ipvsoperator.wire.vrrp.AdvertInterval;
import io.ipvsoperator.wire.vrrp.Priority;
import io.ipvsoperator.wire.vrrp.Transport;
import io.ipvsoperator.wire.vrrp.VirtualRouterId;
import io.ipvsoperator.wire.vrrp.VrrpVersion;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A VirtualRouter of which this node is a member, checked. Which interface it runs on and from which address it speaks is
 * found out on the node.
 *
 * @param networkInterface absent: the one whose subnet holds the addresses
 * @param transport with unicast the peers are the other members; there may be none, which is a fault
 * @param members the other members' own addresses; none while not all of them are known
 * @param priority of this node; 0 if it gives its addresses away and takes none
 * @param successorPriority of the member that follows the highest, which decides how soon it takes over from this node
 * @param lowestPriority that failed checks leave to this node, however much they weigh
 * @param tracking what this node must find in order before it takes part
 * @param published every address that the object names, also released ones: they tell the subnet
 * @param addresses those that somebody may own, in numeric order; over IPv6 the router's link-local one before them
 * @param settings how they stand on the host and how the segment is told
 * @param warnings what was made to fit
 */
public record RouterPlan(
        String name,
        VirtualRouterId virtualRouterId,
        VrrpVersion version,
        Transport transport,
        Set<IpAddress> members,
        Optional<String> networkInterface,
        Priority priority,
        Priority successorPriority,
        Priority lowestPriority,
        Tracking tracking,
        AdvertInterval interval,
        FailbackPolicy failback,
        List<IpAddress> published,
        List<IpAddress> addresses,
        AddressSettings settings,
        List<String> warnings) {
    public RouterPlan {
        members = Set.copyOf(members);
        published = List.copyOf(published);
        addresses = List.copyOf(addresses);
        warnings = List.copyOf(warnings);
    }

    /** True if this node may become active. */
    public boolean participates() {
        return priority.value() > 0 && !addresses.isEmpty();
    }

    /**
     * The priority that is left to this node. It never rises above the plan's, and a plan from disk, whose priorities lie one
     * apart and below all others, knows no weights.
     *
     * @param penalty of the checks that fail
     */
    public Priority priorityLess(int penalty) {
        return priority.isUnconfirmed()
                ? priority
                : new Priority(Math.max(lowestPriority.value(), priority.value() - penalty));
    }

    /** How soon the quickest successor takes over from this node when it falls silent. */
    public Duration successorWaits() {
        return Timers.activeDown(version, successorPriority, interval);
    }

    RouterPlan withAddresses(List<IpAddress> kept) {
        return new RouterPlan(
                name,
                virtualRouterId,
                version,
                transport,
                members,
                networkInterface,
                priority,
                successorPriority,
                lowestPriority,
                tracking,
                interval,
                failback,
                published,
                kept,
                settings,
                warnings);
    }
}
