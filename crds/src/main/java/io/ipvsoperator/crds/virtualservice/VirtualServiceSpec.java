package io.ipvsoperator.crds.virtualservice;

import io.fabric8.kubernetes.api.model.IntOrString;
import io.ipvsoperator.crds.Part;
import io.ipvsoperator.crds.Rates;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Ports on virtual IPs and the backends behind them.
 *
 * @param poolName Name of the VipPool that gives the addresses. Immutable.
 * @param demand What the whole service needs. Bandwidth counts bits towards the directors; with Masquerade both
 *     directions. Absent means the pool's defaultDemand.
 * @param ports The ports that the service answers on, on each of its addresses.
 * @param persistence Absent means that each connection is scheduled anew.
 * @param healthCheck Absent means that directors ask no backend how it is.
 */
public record VirtualServiceSpec(
        String poolName,
        Addresses addresses,
        @Nullable Rates demand,
        List<Port> ports,
        Scheduler scheduler,
        Forwarding forwarding,
        @Nullable Persistence persistence,
        Backends backends,
        @Nullable VirtualServiceHealthCheck healthCheck,
        Drain drain)
        implements Part {

    /**
     * The addresses that the service asks for.
     *
     * @param count Addresses of each family: 1 to 64, or Auto: as many as spread the demand well over the directors.
     * @param families IPv4, IPv6, or both.
     * @param requested Addresses of the pool that the service must have. The rest up to count is chosen.
     */
    public record Addresses(
            IntOrString count,
            List<String> families,
            List<String> requested,
            @Nullable Sharing sharing) implements Part {}

    /**
     * Lets services of one namespace with disjoint ports share addresses. All ask for the same families, count and addresses.
     *
     * @param key Services of one pool with the same key share, and so do Services of type LoadBalancer that have it as annotation.
     *     What runs keeps the key that it runs with.
     */
    public record Sharing(String key) implements Part {}

    /**
     * A port of the service.
     *
     * @param name Required when there are several ports; unique among them.
     * @param protocol TCP, UDP or SCTP.
     * @param port The port that clients connect to.
     * @param targetPort The backends' port, a number; with backends.service also the name of a Service port. Absent
     *     means the same as port, with backends.service: the Service port of that number. With DirectRouting and Tunnel
     *     backends must listen on the port itself.
     * @param onePacket True schedules every UDP packet on its own, for protocols of one question and one answer. Absent
     *     means false.
     */
    public record Port(
            @Nullable String name,
            String protocol,
            int port,
            @Nullable IntOrString targetPort,
            @Nullable Boolean onePacket)
            implements Part {

        public Port(@Nullable String name, String protocol, int port, @Nullable IntOrString targetPort) {
            this(name, protocol, port, targetPort, null);
        }
    }

    /**
     * How the kernel chooses a backend for a new connection.
     *
     * @param name A scheduler of IPVS by the kernel's name for it: rr, wrr, lc, wlc, lblc, lblcr, dh, sh, mh, sed, nq,
     *     fo, ovf or twos.
     * @param flags sh-fallback and sh-port with scheduler sh, mh-fallback and mh-port with scheduler mh.
     */
    public record Scheduler(String name, List<String> flags) implements Part {}

    /**
     * How packets get from a director to a backend.
     *
     * @param method DirectRouting: to the backend's MAC address, and replies bypass the director. Masquerade: rewritten
     *     both ways, and replies pass the director. Tunnel: encapsulated, and replies bypass the director.
     * @param tunnel Only with method: Tunnel, and required there.
     * @param sourceAddress Only with method: Masquerade: whose address backends see. Director: a director's, so that
     *     answers come back to it from anywhere. Client: the client's own; then the backends' routes to clients must lead
     *     through the director that owns the virtual IP. Absent means Director.
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
     * @param port UDP port of the tunnel. Only with type: GUE, and required there.
     * @param checksum Of the outer packet: None, Full, or with type: GUE also RemoteOffload. Absent means None, and with
     *     type: IPIP it can be nothing else.
     */
    public record Tunnel(
            String type, @Nullable Integer port, @Nullable String checksum) implements Part {}

    /**
     * Clients of one prefix stay with one backend.
     *
     * @param timeout How long they stay after their last connection, in whole seconds from 1s, such as 300s.
     * @param engine What tells clients apart instead of their address: sip, by Call-ID, for UDP ports only. Absent means
     *     by address.
     */
    public record Persistence(
            String timeout,
            @Nullable PrefixLength prefixLength,
            @Nullable String engine) implements Part {}

    /**
     * The clients that are sent to the same backend.
     *
     * @param ipv4 Clients whose addresses agree in that many leading bits.
     * @param ipv6 Clients whose addresses agree in that many leading bits.
     */
    public record PrefixLength(int ipv4, int ipv6) implements Part {}

    /**
     * Where connections go. Exactly one of endpoints and service.
     *
     * @param endpoints Backends by address.
     */
    public record Backends(
            @Nullable List<Endpoint> endpoints,
            @Nullable ServiceReference service,
            @Nullable Fallback fallback,
            @Nullable SlowStart slowStart)
            implements Part {

        public Backends(@Nullable List<Endpoint> endpoints, @Nullable ServiceReference service) {
            this(endpoints, service, null, null);
        }
    }

    /**
     * A server that takes the new connections while too few backends are up, such as one that says sorry. Each director decides
     * for itself, by its own health checks, and does not check the fallback.
     *
     * @param addresses One of each family at most; each must lie in the pool's allowedEndpoints. It is reached like the
     *     backends and listens on the targetPort of each port, or on the port itself where targetPort is a name.
     * @param quorum How many backends of a family must be up.
     */
    public record Fallback(List<String> addresses, Quorum quorum) implements Part {}

    /**
     * How many backends of a family must be up, so that the fallback of that family rests.
     *
     * @param minimum Backends. With fewer than this less hysteresis the fallback takes over from all of them.
     * @param hysteresis It gives back when as many more than minimum are up, or all of them.
     */
    public record Quorum(int minimum, int hysteresis) implements Part {}

    /**
     * A backend that comes, or comes back, gets its weight in steps, so that it can warm up. Only with a scheduler that weighs:
     * wrr, wlc, sed, nq or twos.
     *
     * @param duration From a tenth of the weight to all of it, 10s to 1h.
     */
    public record SlowStart(String duration) implements Part {}

    /**
     * A backend by its address.
     *
     * @param address Must lie in the pool's allowedEndpoints.
     * @param weight Its share of the connections compared to the others. 0 takes no new ones.
     * @param upperThreshold Connections from which on a director sends it no new ones. Absent means no limit.
     * @param lowerThreshold Connections below which it gets new ones again. Absent means three quarters of
     *     upperThreshold.
     */
    public record Endpoint(
            String address,
            int weight,
            @Nullable Integer upperThreshold,
            @Nullable Integer lowerThreshold) implements Part {

        public Endpoint(String address, int weight) {
            this(address, weight, null, null);
        }
    }

    /**
     * The ready endpoints of a Service of the same namespace. What is the address of no Pod of the namespace must lie in
     * the pool's allowedEndpoints.
     *
     * @param name Name of the Service.
     * @param zones What endpoints weigh, by the zone of their nodes; in zones that are not named 1. Absent means 1 everywhere. Only with a
     *     scheduler that takes notice of weights.
     */
    public record ServiceReference(String name, @Nullable List<Zone> zones) implements Part {

        /** Whose endpoints all weigh the same. */
        public ServiceReference(String name) {
            this(name, null);
        }
    }

    /**
     * A zone of the cluster.
     *
     * @param name As the label topology.kubernetes.io/zone of its nodes says.
     * @param weight Of each endpoint there.
     */
    public record Zone(String name, int weight) implements Part {}

    /**
     * What happens to connections when a backend or the service itself leaves.
     *
     * @param timeout How long they may go on, such as 60s. 0s ends them at once.
     */
    public record Drain(String timeout) implements Part {}
}
