package io.ipvsoperator.crds.forwardingtable;

import io.ipvsoperator.crds.Part;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Every service of the table answers on every address and sends to the destinations of the address's family that have a port for it and weight.
 * A table without addresses, services and destinations is a tombstone: directors acknowledge it, then it is deleted.
 *
 * @param pool Name of the VipPool.
 * @param addresses Virtual IPs. A director programs the table for those that a virtual router gives to it.
 * @param services What IPVS calls virtual services, for each of the addresses.
 * @param destinations In the same order on every director, which hashing schedulers need.
 * @param healthCheck Absent: every destination keeps its weight, whatever it answers, and there is no fallback.
 * @param slowStartSeconds How long a weight that rises takes, from a tenth to all of it. Directors program ten times the weights then, so
 *     that each has a tenth, and take no weight above 6553. Absent: it rises at once.
 * @param sourceRanges Networks of the clients that alone may use it, such as 192.0.2.0/24; where all are of one family, nobody may use the
 *     addresses of the other. Directors drop what comes from elsewhere, and take no new connections while they cannot. Absent: everybody may.
 */
public record ForwardingTableSpec(
        Source source,
        String pool,
        List<String> addresses,
        List<Service> services,
        Forwarding forwarding,
        List<Destination> destinations,
        @Nullable ForwardingTableHealthCheck healthCheck,
        @Nullable Integer slowStartSeconds,
        @Nullable List<String> sourceRanges)
        implements Part {

    /** One for everybody, in which weights rise at once. */
    public ForwardingTableSpec(
            Source source,
            String pool,
            List<String> addresses,
            List<Service> services,
            Forwarding forwarding,
            List<Destination> destinations,
            @Nullable ForwardingTableHealthCheck healthCheck) {
        this(source, pool, addresses, services, forwarding, destinations, healthCheck, null, null);
    }

    /**
     * The object that the table was compiled from.
     *
     * @param kind Its kind.
     * @param namespace Its namespace.
     * @param name Its name.
     * @param uid Its uid, which is also the holder of its addresses.
     * @param generation metadata.generation of the spec that was compiled.
     */
    public record Source(String kind, String namespace, String name, String uid, long generation) implements Part {}

    /**
     * A port and how the kernel serves it.
     *
     * @param protocol TCP, UDP or SCTP.
     * @param port The port that clients connect to.
     * @param targetPort The destinations' port.
     * @param scheduler A scheduler by the kernel's name for it.
     * @param schedulerFlags Flags of the scheduler, such as mh-port.
     * @param onePacket True schedules every UDP packet on its own. Absent means false.
     */
    public record Service(
            String protocol,
            int port,
            int targetPort,
            String scheduler,
            List<String> schedulerFlags,
            @Nullable Persistence persistence,
            @Nullable Boolean onePacket)
            implements Part {

        public Service(
                String protocol,
                int port,
                int targetPort,
                String scheduler,
                List<String> schedulerFlags,
                @Nullable Persistence persistence) {
            this(protocol, port, targetPort, scheduler, schedulerFlags, persistence, null);
        }
    }

    /**
     * Clients of one prefix stay with one destination.
     *
     * @param timeoutSeconds How long after their last connection.
     * @param ipv4PrefixLength Leading bits of a client's address that count.
     * @param ipv6PrefixLength Leading bits of a client's address that count.
     * @param engine What tells clients apart instead of their address: sip, by Call-ID. Absent means by address.
     */
    public record Persistence(
            int timeoutSeconds,
            int ipv4PrefixLength,
            int ipv6PrefixLength,
            @Nullable String engine) implements Part {}

    /**
     * How packets get to the destinations.
     *
     * @param method DirectRouting, Masquerade or Tunnel.
     * @param sourceAddress With Masquerade whose address destinations see: Director or Client. Absent means Director.
     */
    public record Forwarding(
            String method,
            @Nullable Tunnel tunnel,
            @Nullable String sourceAddress) implements Part {

        public Forwarding(String method, @Nullable Tunnel tunnel) {
            this(method, tunnel, null);
        }
    }

    /**
     * The encapsulation of method Tunnel.
     *
     * @param type IPIP, GUE or GRE.
     * @param port UDP port of the tunnel, with GUE.
     * @param checksum Of the outer packet, with GUE and GRE: None, Full or, with GUE, RemoteOffload. Absent means None.
     */
    public record Tunnel(
            String type, @Nullable Integer port, @Nullable String checksum) implements Part {}

    /**
     * A backend.
     *
     * @param address Its address.
     * @param weight 0 takes no new connections and keeps the old ones.
     * @param targetPorts Its own ports, one for each of services and in their order; 0 where it does not serve. Absent
     *     means the targetPort of each.
     * @param forwarding How packets get to it. Absent means as the table says for all.
     * @param upperThreshold Connections from which on it gets no new ones. Absent means no limit.
     * @param lowerThreshold Connections below which it gets new ones again. Absent means three quarters of the upper.
     * @param drainUntil It has left its service, and at this time, RFC 3339, it leaves the table with what connections it still has. Directors pass it over.
     * @param fallbackWeight It is a fallback: its weight is 0, and this while fewer destinations of its family are up than healthCheck.quorum
     *     asks for. Absent means that it is none.
     */
    public record Destination(
            String address,
            int weight,
            @Nullable List<Integer> targetPorts,
            @Nullable Forwarding forwarding,
            @Nullable Integer upperThreshold,
            @Nullable Integer lowerThreshold,
            @Nullable String drainUntil,
            @Nullable Integer fallbackWeight)
            implements Part {

        public Destination(
                String address,
                int weight,
                @Nullable List<Integer> targetPorts,
                @Nullable Forwarding forwarding,
                @Nullable Integer upperThreshold,
                @Nullable Integer lowerThreshold) {
            this(address, weight, targetPorts, forwarding, upperThreshold, lowerThreshold, null, null);
        }

        /** One that takes over from the others. */
        public static Destination fallback(String address, int weight) {
            return new Destination(address, 0, null, null, null, null, null, weight);
        }

        /** As the table says for all. */
        public Destination(String address, int weight) {
            this(address, weight, null, null, null, null);
        }

        /** Whether new connections may go there: it has weight, or stands by as a fallback. */
        public boolean mayServe() {
            return weight > 0 || (fallbackWeight != null && fallbackWeight > 0);
        }

        /** Without any weight to come. */
        public Destination stopped() {
            return new Destination(
                    address, 0, targetPorts, forwarding, upperThreshold, lowerThreshold, drainUntil, null);
        }

        /** With that weight, and not on its way out. */
        public Destination serving(int other) {
            return new Destination(
                    address, other, targetPorts, forwarding, upperThreshold, lowerThreshold, null, fallbackWeight);
        }

        /**
         * Without weight, and gone at that time.
         *
         * @param ports its own ports, or null for those of the services
         */
        public Destination draining(@Nullable List<Integer> ports, String until) {
            return new Destination(address, 0, ports, forwarding, upperThreshold, lowerThreshold, until, null);
        }
    }
}
