package io.ipvsoperator.operator.virtualservice;

import io.ipvsoperator.crds.forwardingtable.ForwardingTableSpec;
import io.ipvsoperator.crds.forwardingtable.ForwardingTableSpec.Destination;
import io.ipvsoperator.crds.virtualservice.VirtualService;
import io.ipvsoperator.crds.virtualservice.VirtualServiceSpec;
import io.ipvsoperator.operator.address.AddressFamily;
import io.ipvsoperator.operator.allocation.IpAddress;
import io.ipvsoperator.operator.endpoints.ClusterBackends;
import io.ipvsoperator.operator.endpoints.EndpointOrigin;
import io.ipvsoperator.operator.endpoints.Readiness;
import io.ipvsoperator.operator.endpoints.ServiceEndpoint;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a refused VirtualService may still send to, of what is in its table.
 *
 * @param rules of the pool; empty when there is none: then nothing is believed but Pods
 */
record StandingEndpoints(ForwardingTableSpec published, BackendReadiness backends, Optional<PoolRules> rules) {

    /** By address; those that are missing drain. */
    Map<String, Integer> weights(VirtualService service, Optional<ClusterBackends> cluster) {
        VirtualServiceSpec.@Nullable ServiceReference reference =
                service.getSpec().backends().service();
        ZoneWeights zones = ZoneWeights.of(reference);
        Map<IpAddress, ServiceEndpoint> believed = cluster.map(this::believed).orElse(Map.of());
        Set<AddressFamily> served = believed.values().stream()
                .filter(endpoint -> endpoint.readiness() == Readiness.READY)
                .map(endpoint -> endpoint.address().family())
                .collect(Collectors.toSet());
        Map<String, Integer> weights = new HashMap<>();
        for (Destination destination : published.destinations()) {
            OptionalInt weight = isOfSlices(destination, reference != null)
                    ? weight(destination, believed, served, zones)
                    : writtenWeight(destination);
            weight.ifPresent(found -> weights.put(destination.address(), found));
        }
        return weights;
    }

    private static OptionalInt writtenWeight(Destination destination) {
        return destination.drainUntil() == null ? OptionalInt.of(destination.weight()) : OptionalInt.empty();
    }

    /** @param served families in which one is ready */
    private OptionalInt weight(
            Destination destination,
            Map<IpAddress, ServiceEndpoint> believed,
            Set<AddressFamily> served,
            ZoneWeights zones) {
        IpAddress address = IpAddress.of(destination.address());
        @Nullable ServiceEndpoint endpoint = believed.get(address);
        if (endpoint == null || !BackendDrain.hasItsPorts(destination, published)) {
            return OptionalInt.empty();
        }
        boolean wanted = switch (endpoint.readiness()) {
            case READY -> true;
            case TERMINATING -> !served.contains(address.family());
            case NOT_READY -> false;
        };
        return OptionalInt.of(wanted && backends.accepts(address, published) ? zones.of(endpoint) : 0);
    }

    /** With Masquerade ports of its own tell it; else, what the service names now. */
    private boolean isOfSlices(Destination destination, boolean backedByService) {
        if (destination.fallbackWeight() != null) {
            return false;
        }
        return RealServerWriter.sendsToVirtualAddresses(published)
                ? backedByService
                : destination.targetPorts() != null;
    }

    /** Destinations that the slices have and that may be sent to. */
    private Map<IpAddress, ServiceEndpoint> believed(ClusterBackends cluster) {
        if (cluster.service().isEmpty()) {
            return Map.of();
        }
        Set<String> destinations =
                published.destinations().stream().map(Destination::address).collect(Collectors.toSet());
        return cluster.endpoints().endpoints().stream()
                .filter(endpoint -> destinations.contains(endpoint.address().toString()))
                .filter(this::isBelieved)
                .collect(Collectors.toMap(ServiceEndpoint::address, endpoint -> endpoint));
    }

    private boolean isBelieved(ServiceEndpoint endpoint) {
        IpAddress address = endpoint.address();
        String text = address.toString();
        return switch (endpoint.origin()) {
            case EndpointOrigin.OfPod ignored ->
                isReached(address)
                        && rules.flatMap(pool -> Admission.neverAnEndpoint(text, address, pool))
                                .isEmpty();
            case EndpointOrigin.OnlyWritten ignored ->
                rules.filter(pool ->
                                Admission.endpointRefusal(text, address, pool).isEmpty())
                        .isPresent();
        };
    }

    /** Packets to virtual addresses arrive at nodes alone. */
    private boolean isReached(IpAddress address) {
        return !RealServerWriter.sendsToVirtualAddresses(published)
                || !(backends.hostOf(address) instanceof EndpointHost.Outside);
    }
}
