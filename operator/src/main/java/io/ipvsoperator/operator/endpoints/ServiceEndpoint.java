package io.ipvsoperator.operator.endpoints;

import io.ipvsoperator.operator.allocation.IpAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * An endpoint of a Service, whatever number of slices have it.
 *
 * @param ports its own port of each port of the Service
 * @param node by the slice, unproven
 * @param zone by the slice, unproven
 */
public record ServiceEndpoint(
        IpAddress address,
        Readiness readiness,
        EndpointOrigin origin,
        Map<PortName, Integer> ports,
        Optional<String> node,
        Optional<String> zone) {

    /**
     * A port of a Service by what its slices call it.
     *
     * @param name empty for the only port of a Service
     * @param protocol {@code TCP}, {@code UDP} or {@code SCTP}
     */
    public record PortName(String name, String protocol) {}

    public ServiceEndpoint {
        ports = Map.copyOf(ports);
    }

    public OptionalInt port(PortName name) {
        Integer port = ports.get(name);
        return port == null ? OptionalInt.empty() : OptionalInt.of(port);
    }

    /** The same address by another slice: ready if one says so, a Pod's if one is right in that, the lower port of two. */
    ServiceEndpoint merged(ServiceEndpoint other) {
        Map<PortName, Integer> all = new HashMap<>(ports);
        other.ports.forEach((name, port) -> all.merge(name, port, Math::min));
        return new ServiceEndpoint(
                address,
                readiness.or(other.readiness),
                origin instanceof EndpointOrigin.OfPod ? origin : other.origin,
                all,
                node.or(() -> other.node),
                zone.or(() -> other.zone));
    }
}
