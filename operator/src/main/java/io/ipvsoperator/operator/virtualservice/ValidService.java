package io.ipvsoperator.operator.virtualservice;

import io.ipvsoperator.crds.forwardingtable.ForwardingTableHealthCheck;
import io.ipvsoperator.operator.address.AddressFamily;
import io.ipvsoperator.operator.allocation.IpAddress;
import io.ipvsoperator.operator.director.AgentFeature;
import io.ipvsoperator.operator.placement.Amounts;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a VirtualService or a Service of type LoadBalancer asks for, checked as far as that needs nothing but itself: the input of every later step.
 *
 * @param families in which it wants addresses, the same count of each
 * @param demand of the whole service; empty: the pool's default
 * @param endpoints none as long as those of the backend service are not resolved
 * @param source where its endpoints come from
 * @param fallback what takes over from the endpoints while too few are up; there is a health check then
 * @param healthCheck as it is published to the directors
 * @param slowStart how long a weight that rises takes; empty: it rises at once
 * @param sourceRanges networks of the clients that alone may use it; none: everybody may
 */
public record ValidService(
        ServiceIdentity identity,
        String poolName,
        Set<AddressFamily> families,
        AddressCount count,
        List<IpAddress> requested,
        Optional<Amounts> demand,
        List<Port> ports,
        Forwarding forwarding,
        Scheduler scheduler,
        Optional<Persistence> persistence,
        List<Endpoint> endpoints,
        BackendSource source,
        Optional<Fallback> fallback,
        Optional<ForwardingTableHealthCheck> healthCheck,
        Optional<Duration> slowStart,
        List<IpPrefix> sourceRanges,
        Duration drainTimeout) {

    /** How many addresses. */
    public sealed interface AddressCount {
        record Fixed(int count) implements AddressCount {
            @Override
            public String toString() {
                return Integer.toString(count);
            }
        }

        /** As many as the demand and the directors suggest. */
        record Auto() implements AddressCount {
            @Override
            public String toString() {
                return "Auto";
            }
        }
    }

    /**
     * @param protocol {@code TCP}, {@code UDP} or {@code SCTP}
     * @param targetPort the endpoints' port
     * @param onePacket every UDP packet is scheduled on its own
     */
    public record Port(String protocol, int port, int targetPort, boolean onePacket) {
        PortKey key() {
            return new PortKey(protocol, port);
        }
    }

    /** What no two ports of a service have in common. */
    public record PortKey(String protocol, int port) {}

    /** How packets get to the endpoints. */
    public sealed interface Forwarding {
        /** As the API names it. */
        String method();

        /** What directors' agents must know; empty: every one does. */
        Optional<AgentFeature> feature();

        /** True if packets arrive with the virtual address and port, which an endpoint must accept then. */
        boolean keepsTheDestination();

        record DirectRouting() implements Forwarding {
            @Override
            public String method() {
                return "DirectRouting";
            }

            @Override
            public Optional<AgentFeature> feature() {
                return Optional.empty();
            }

            @Override
            public boolean keepsTheDestination() {
                return true;
            }
        }

        /**
         * @param type {@code IPIP}, {@code GUE} or {@code GRE}
         * @param port UDP port of GUE
         * @param checksum {@code None}, {@code Full} or {@code RemoteOffload}
         */
        record Tunnel(String type, Optional<Integer> port, String checksum) implements Forwarding {
            @Override
            public String method() {
                return "Tunnel";
            }

            @Override
            public Optional<AgentFeature> feature() {
                return Optional.of(AgentFeature.TUNNEL);
            }

            @Override
            public boolean keepsTheDestination() {
                return true;
            }
        }

        /** @param sourceAddress {@code Director} or {@code Client} */
        record Masquerade(String sourceAddress) implements Forwarding {
            @Override
            public String method() {
                return "Masquerade";
            }

            @Override
            public Optional<AgentFeature> feature() {
                return Optional.of(AgentFeature.MASQUERADE);
            }

            @Override
            public boolean keepsTheDestination() {
                return false;
            }
        }
    }

    public record Scheduler(String name, List<String> flags) {}

    /** @param engine {@code sip}; empty: clients are told apart by their address */
    public record Persistence(Duration timeout, int ipv4PrefixLength, int ipv6PrefixLength, Optional<String> engine) {}

    /**
     * @param weight 0 takes no new connections
     * @param ports its own, one for each port of the service in their order; empty: the targetPort of each
     * @param upperThreshold connections from which on it takes no new ones
     * @param lowerThreshold connections below which it takes new ones again
     */
    public record Endpoint(
            IpAddress address,
            int weight,
            List<Integer> ports,
            Optional<Integer> upperThreshold,
            Optional<Integer> lowerThreshold) {
        public Endpoint {
            ports = List.copyOf(ports);
        }

        /** Without limits. */
        public Endpoint(IpAddress address, int weight, List<Integer> ports) {
            this(address, weight, ports, Optional.empty(), Optional.empty());
        }
    }

    /**
     * @param addresses one of each family at most
     * @param minimum endpoints of a family that must be up
     * @param hysteresis less than minimum
     */
    public record Fallback(List<IpAddress> addresses, int minimum, int hysteresis) {
        public Fallback {
            addresses = List.copyOf(addresses);
        }
    }

    /** Where endpoints come from. */
    public sealed interface BackendSource {
        /** They are written down. */
        record Written() implements BackendSource {}

        /**
         * They are those of a Service of the same namespace.
         *
         * @param ports which of its ports is meant, for each port of the virtual service
         */
        record EndpointsOf(Map<PortKey, BackendPort> ports, ZoneWeights weights) implements BackendSource {
            public EndpointsOf {
                ports = Map.copyOf(ports);
            }
        }

        /** They are nodes, whose kube-proxy knows the endpoints. */
        record Nodes(TrafficPolicy policy) implements BackendSource {}
    }

    /** {@code externalTrafficPolicy} of a Service. */
    public enum TrafficPolicy {
        /** Every node takes connections and may pass them on to another. */
        CLUSTER,
        /** Only nodes with endpoints of their own, which then see the clients' addresses. */
        LOCAL
    }

    /** Which port of a Service. */
    public sealed interface BackendPort {
        /** The one that clients of the virtual service name, too. */
        record Same() implements BackendPort {}

        record Named(String name) implements BackendPort {}

        /** Whichever port of an endpoint has that number. */
        record OfEndpoint(int number) implements BackendPort {}
    }

    public ValidService {
        families = Set.copyOf(families);
        requested = List.copyOf(requested);
        ports = List.copyOf(ports);
        endpoints = List.copyOf(endpoints);
        sourceRanges = List.copyOf(sourceRanges);
    }

    /** Addresses of the fallback. */
    List<IpAddress> fallbackAddresses() {
        return fallback.map(Fallback::addresses).orElse(List.of());
    }

    ValidService withEndpoints(List<Endpoint> resolved) {
        return new ValidService(
                identity,
                poolName,
                families,
                count,
                requested,
                demand,
                ports,
                forwarding,
                scheduler,
                persistence,
                resolved,
                source,
                fallback,
                healthCheck,
                slowStart,
                sourceRanges,
                drainTimeout);
    }
}
