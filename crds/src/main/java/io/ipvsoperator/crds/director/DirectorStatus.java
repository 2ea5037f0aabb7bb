package io.ipvsoperator.crds.director;

import io.fabric8.kubernetes.api.model.Condition;
import io.ipvsoperator.crds.Load;
import io.ipvsoperator.crds.Part;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the node-agent of the director sees and does.
 *
 * @param conditions Available, which the operator writes; Ready, KernelReady, InSync, ChecksPass, BackendsAnswer and SoleIpvsUser, which the
 *     node-agent writes.
 * @param interfaces Interfaces of the node that have addresses.
 * @param virtualRouters The virtual routers that this director is a member of.
 * @param applied How far the node-agent has come with each internal resource.
 * @param draining Forwarding tables that take no new connections and what is left of the old ones.
 * @param tracking The checks of the pools that this director belongs to, at most 64 of them.
 * @param demand What goes through this director, address by address. Absent before the first minute was measured.
 * @param health What this director's own health checks of backends say. Absent while it has no table with one.
 */
public record DirectorStatus(
        @Nullable List<Condition> conditions,
        @Nullable List<NetworkInterface> interfaces,
        @Nullable List<Router> virtualRouters,
        @Nullable List<Applied> applied,
        @Nullable Kernel kernel,
        @Nullable List<Draining> draining,
        @Nullable Failures failures,
        @Nullable Agent agent,
        @Nullable List<TrackedCheck> tracking,
        @Nullable Demand demand,
        @Nullable Health health)
        implements Part {

    /**
     * An interface of the node.
     *
     * @param name Name of the interface.
     * @param linkSpeed Bits per second. Absent when the link does not say.
     * @param up true: it is enabled and has a carrier.
     * @param addresses The node's own addresses with their prefix lengths, such as 172.28.128.10/24.
     */
    public record NetworkInterface(String name, @Nullable Long linkSpeed, boolean up, List<String> addresses)
            implements Part {}

    /**
     * A virtual router on this director.
     *
     * @param name Name of the VirtualRouter.
     * @param state Initialize, Backup, Active, HandingOver, Withdrawn or Fault.
     * @param since When it entered the state, RFC 3339.
     * @param priority The priority that it advertises, 0 to 254.
     * @param warnings What works but not as written, such as a password that was cut.
     * @param reason Why it takes no part, such as the check that failed. Absent while it does.
     * @param problems What is wrong with VRRP there now or was within the last minute; one of each reason and peer.
     * @param measured What goes through this director for the addresses of the router. Absent before the first minute was
     *     measured.
     */
    public record Router(
            String name,
            String state,
            String since,
            int priority,
            @Nullable List<String> warnings,
            @Nullable String reason,
            @Nullable List<Problem> problems,
            @Nullable Measured measured)
            implements Part {}

    /**
     * The mean of the last minute, by the counters of IPVS, and the peak. Rounded to three digits, and reported anew at most
     * once a minute and only when something changed by a tenth.
     *
     * @param bandwidth Bits per second towards this director, of IP packets without the frames around them; with Masquerade
     *     both directions.
     * @param packets Packets per second; with Masquerade both directions. Fewer than on the wire where the network card merges
     *     packets.
     * @param connections New connections per second.
     * @param peak Of each the highest such mean of the last 24 hours, or since the node-agent started.
     */
    public record Measured(long bandwidth, long packets, long connections, Load peak) implements Part {}

    /**
     * What goes through this director.
     *
     * @param measuredAt When this and measured of the virtual routers was last reported, RFC 3339.
     * @param heaviestAddresses The 20 addresses with the highest peaks of bandwidth, the highest first.
     */
    public record Demand(String measuredAt, List<AddressDemand> heaviestAddresses) implements Part {}

    /**
     * What goes through this director for one address.
     *
     * @param address The virtual IP.
     */
    public record AddressDemand(String address, Measured measured) implements Part {}

    /**
     * Something that VRRP meets on the segment, or lacks there.
     *
     * @param reason ForeignRouter: a router that is no member uses the VRID. AddressOwner: one does with priority 255.
     *     AddressListMismatch: a member advertises other addresses. WrongVersion, WrongAuthentication, WrongInterval,
     *     WrongTransport: adverts of the VRID that are refused for that. NoPeers: unicast without the address of any other member.
     *     LateWakeUp: the node-agent was kept from running for so long that a backup may have taken over.
     * @param peer Address that the adverts come from. Absent when it is not about adverts.
     * @param message What was seen and what to do.
     */
    public record Problem(String reason, @Nullable String peer, String message) implements Part {}

    /**
     * In this process since its last list the node-agent has handled every event of the resource up to this version, and
     * the kernel equals each object or the object stands in failures.
     *
     * @param resource Plural name, such as virtualrouters.
     * @param resourceVersion The version, comparable within one resource only.
     * @param instance Changes with every start of the node-agent.
     */
    public record Applied(String resource, String resourceVersion, String instance) implements Part {}

    /**
     * Counts of what IPVS holds for us.
     *
     * @param services Virtual services: one for each address and port.
     * @param destinations Destinations over all of them.
     */
    public record Kernel(int services, int destinations) implements Part {}

    /**
     * A check of vrrp.tracking as it stands on this director.
     *
     * @param pool Name of the VipPool.
     * @param name Name of the check.
     * @param state Unknown before its first run has ended, then Succeeding or Failed.
     * @param since When it entered the state, RFC 3339.
     * @param message What was wrong when it last failed.
     */
    public record TrackedCheck(
            String pool,
            String name,
            String state,
            String since,
            @Nullable String message) implements Part {}

    /**
     * Backends by the health checks of this director.
     *
     * @param tables Those that have a health check, at most 1000 of them.
     * @param omittedTables How many more there are: first those are left out of which all backends are ready. Absent means none.
     */
    public record Health(
            List<TableHealth> tables,
            FailingBackends failing,
            @Nullable Integer omittedTables) implements Part {

        /** One in which every table has room. */
        public Health(List<TableHealth> tables, FailingBackends failing) {
            this(tables, failing, null);
        }
    }

    /**
     * Backends of one forwarding table.
     *
     * @param table Name of the ForwardingTable.
     * @param ready Backends that this director sends new connections to.
     * @param total Backends that new connections are meant for.
     * @param panicSince Since when more of them fail than panicThreshold allows, so that those used before are used on,
     *     RFC 3339. Absent when they do not.
     * @param fallbackSince Since when the fallback takes the new connections of a family, because fewer backends than the quorum
     *     are up, RFC 3339. Absent when it does not.
     */
    public record TableHealth(
            String table,
            int ready,
            int total,
            @Nullable String panicSince,
            @Nullable String fallbackSince) implements Part {

        public TableHealth(String table, int ready, int total, @Nullable String panicSince) {
            this(table, ready, total, panicSince, null);
        }
    }

    /**
     * Backends whose health check fails.
     *
     * @param total Their count.
     * @param items The first 20 of them.
     */
    public record FailingBackends(int total, List<FailingBackend> items) implements Part {}

    /**
     * A backend whose health check fails.
     *
     * @param table Name of the ForwardingTable.
     * @param address Its address.
     * @param since When it began to count as failed, RFC 3339.
     * @param message What was wrong then.
     */
    public record FailingBackend(String table, String address, String since, String message) implements Part {}

    /**
     * A forwarding table that drains.
     *
     * @param table Name of the ForwardingTable.
     * @param connections Connections that it still has on this director.
     */
    public record Draining(String table, long connections) implements Part {}

    /**
     * Objects that this director could not put into effect.
     *
     * @param total Their count.
     * @param items The first 20 of them.
     */
    public record Failures(int total, List<Failure> items) implements Part {}

    /**
     * An object that this director could not put into effect.
     *
     * @param resource Plural name, such as forwardingtables.
     * @param name Name of the object.
     * @param message What failed and what to do.
     */
    public record Failure(String resource, String name, String message) implements Part {}

    /**
     * The node-agent itself.
     *
     * @param version Its version.
     * @param features What it can do beyond the first version: IPv6, Unicast, Tracking, VirtualMac, Masquerade, Tunnel,
     *     HealthChecks, Fallback, SlowStart, DataPathChecks, SourceRanges. The operator publishes what needs one of them once every live
     *     agent has it.
     */
    public record Agent(String version, List<String> features) implements Part {}
}
