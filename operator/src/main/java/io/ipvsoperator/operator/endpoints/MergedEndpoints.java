package io.ipvsoperator.operator.endpoints;

import io.fabric8.kubernetes.api.model.ObjectReference;
import io.fabric8.kubernetes.api.model.discovery.v1.Endpoint;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointPort;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.ipvsoperator.operator.address.AddressFamily;
import io.ipvsoperator.operator.allocation.IpAddress;
import io.ipvsoperator.operator.endpoints.ServiceEndpoint.PortName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * All slices of a Service as one list; the same whatever the order in which the slices came.
 *
 * @param endpoints by their addresses
 * @param unusable what is in the slices and no endpoint, for people
 */
public record MergedEndpoints(List<ServiceEndpoint> endpoints, List<String> unusable) {
    public MergedEndpoints {
        endpoints = List.copyOf(endpoints);
        unusable = List.copyOf(unusable);
    }

    /** Those alone that are of one of the families. */
    public MergedEndpoints of(Set<AddressFamily> families) {
        return new MergedEndpoints(
                endpoints.stream()
                        .filter(endpoint -> families.contains(endpoint.address().family()))
                        .toList(),
                unusable);
    }

    static MergedEndpoints of(Collection<EndpointSlice> slices, PodAddresses pods) {
        Map<IpAddress, ServiceEndpoint> endpoints = new TreeMap<>();
        List<String> unusable = new ArrayList<>();
        slices.stream()
                .sorted(Comparator.comparing(slice -> slice.getMetadata().getName()))
                .forEach(slice -> add(slice, pods, endpoints, unusable));
        return new MergedEndpoints(List.copyOf(endpoints.values()), unusable);
    }

    private static void add(
            EndpointSlice slice, PodAddresses pods, Map<IpAddress, ServiceEndpoint> endpoints, List<String> unusable) {
        String name = slice.getMetadata().getName();
        Map<PortName, Integer> ports = ports(slice);
        for (Endpoint endpoint : orEmpty(slice.getEndpoints())) {
            String text = first(endpoint);
            Optional<IpAddress> address = IpAddress.parse(text);
            if (address.isEmpty()) {
                unusable.add("EndpointSlice " + name + " has \"" + text + "\" of type " + slice.getAddressType()
                        + ", but packets are sent to addresses: name a Service whose EndpointSlices have some");
                continue;
            }
            endpoints.merge(
                    address.get(),
                    new ServiceEndpoint(
                            address.get(),
                            Readiness.of(endpoint.getConditions()),
                            origin(slice, endpoint, address.get(), pods),
                            ports,
                            Optional.ofNullable(endpoint.getNodeName()),
                            Optional.ofNullable(endpoint.getZone())),
                    ServiceEndpoint::merged);
        }
    }

    /** All addresses of an endpoint are the same to a client; as kube-proxy does, only the first is used. */
    private static String first(Endpoint endpoint) {
        List<String> addresses = orEmpty(endpoint.getAddresses());
        return addresses.isEmpty() ? "" : addresses.getFirst();
    }

    private static EndpointOrigin origin(EndpointSlice slice, Endpoint endpoint, IpAddress address, PodAddresses pods) {
        ObjectReference target = endpoint.getTargetRef();
        String namespace = slice.getMetadata().getNamespace();
        boolean isPod = target != null
                && "Pod".equals(target.getKind())
                && (target.getNamespace() == null || target.getNamespace().equals(namespace))
                && target.getName() != null
                && pods.has(target.getName(), address);
        return isPod
                ? new EndpointOrigin.OfPod(target.getName())
                : new EndpointOrigin.OnlyWritten(slice.getMetadata().getName());
    }

    /** A port without a number stands for all, which no table can say. */
    private static Map<PortName, Integer> ports(EndpointSlice slice) {
        Map<PortName, Integer> ports = new HashMap<>();
        for (EndpointPort port : orEmpty(slice.getPorts())) {
            if (port.getPort() != null) {
                PortName name = new PortName(
                        Objects.requireNonNullElse(port.getName(), ""),
                        Objects.requireNonNullElse(port.getProtocol(), "TCP"));
                ports.merge(name, port.getPort(), Math::min);
            }
        }
        return ports;
    }

    private static <T> List<T> orEmpty(@Nullable List<T> list) {
        return list == null ? List.of() : list;
    }
}
