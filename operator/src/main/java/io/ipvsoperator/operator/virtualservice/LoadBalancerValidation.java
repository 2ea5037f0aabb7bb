package io.ipvsoperator.operator.virtualservice;

import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.ServiceSpec;
import io.fabric8.kubernetes.api.model.SessionAffinityConfig;
import io.ipvsoperator.operator.address.AddressFamily;
import io.ipvsoperator.operator.allocation.IpAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Turns a Service of type LoadBalancer into a {@link ValidService}, or says the first thing that is wrong with it. Its
 * ports lead to nodes, whose kube-proxy knows the way to Pods, so target ports are of no interest here.
 */
final class LoadBalancerValidation {
    static final Duration DRAIN_TIMEOUT = Duration.ofSeconds(60);

    /** Of the API server, where it fills it in. */
    private static final int DEFAULT_AFFINITY_SECONDS = 10_800;

    private static final int MAXIMUM_PORTS = 64;

    /** Each is a rule of the packet filter for each port, which every packet to the address passes. */
    private static final int MAXIMUM_SOURCE_RANGES = 256;

    private LoadBalancerValidation() {}

    static ServiceValidation.Outcome validate(Service service, String pool) {
        Set<AddressFamily> families = families(service.getSpec());
        List<IpAddress> requested = new ArrayList<>();
        Optional<Refusal> refusal = unsupported(service).or(() -> read(service, families, requested));
        if (refusal.isPresent()) {
            return new ServiceValidation.Outcome.Invalid(refusal.get());
        }
        return switch (sourceRanges(LoadBalancers.sourceRanges(service))) {
            case Checked.Invalid<List<IpPrefix>>(Refusal invalid) -> new ServiceValidation.Outcome.Invalid(invalid);
            case Checked.Valid<List<IpPrefix>>(List<IpPrefix> ranges) ->
                new ServiceValidation.Outcome.Valid(valid(service, pool, families, requested, ranges));
        };
    }

    private static ValidService valid(
            Service service,
            String pool,
            Set<AddressFamily> families,
            List<IpAddress> requested,
            List<IpPrefix> sourceRanges) {
        ServiceSpec spec = service.getSpec();
        return new ValidService(
                ServiceIdentity.of(service),
                pool,
                families,
                new ValidService.AddressCount.Fixed(1),
                requested,
                Optional.empty(),
                ports(spec),
                new ValidService.Forwarding.DirectRouting(),
                new ValidService.Scheduler("wrr", List.of()),
                persistence(spec),
                List.of(),
                new ValidService.BackendSource.Nodes(policy(spec)),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                sourceRanges,
                DRAIN_TIMEOUT);
    }

    private static Optional<Refusal> unsupported(Service service) {
        ServiceSpec spec = service.getSpec();
        Optional<String> label = LoadBalancers.kubeProxyOptOut(service);
        if (label.isPresent()) {
            return Optional.of(new Refusal(
                    "Unsupported",
                    "metadata.labels has " + label.get()
                            + ", so kube-proxy leaves the Service alone and nodes would answer"
                            + " for its address with programs of their own: remove the label"));
        }
        int ports = orEmpty(spec.getPorts()).size();
        return ports <= MAXIMUM_PORTS
                ? Optional.empty()
                : Optional.of(new Refusal(
                        "InvalidSpec", "spec.ports has " + ports + " entries but must have at most " + MAXIMUM_PORTS));
    }

    /** The API server has seen to it that there is at least one, and no other word. */
    static Set<AddressFamily> families(ServiceSpec spec) {
        Set<AddressFamily> families = EnumSet.noneOf(AddressFamily.class);
        orEmpty(spec.getIpFamilies()).forEach(text -> AddressFamily.parse(text).ifPresent(families::add));
        return families;
    }

    /** @param requested filled with the addresses that are asked for */
    private static Optional<Refusal> read(Service service, Set<AddressFamily> families, List<IpAddress> requested) {
        Set<AddressFamily> seen = EnumSet.noneOf(AddressFamily.class);
        for (Request request : requests(service)) {
            Optional<IpAddress> address = IpAddress.parse(request.text());
            if (address.isEmpty()) {
                return Optional.of(invalid(request, "must be an address such as 192.0.2.1 or 2001:db8::1"));
            }
            AddressFamily family = address.get().family();
            if (!families.contains(family)) {
                return Optional.of(invalid(request, "must be of one of spec.ipFamilies, which are " + text(families)));
            }
            if (!seen.add(family)) {
                return Optional.of(invalid(request, "must be the only address of its family"));
            }
            requested.add(address.get());
        }
        return Optional.empty();
    }

    private static Checked<List<IpPrefix>> sourceRanges(LoadBalancers.SourceRanges written) {
        int count = written.networks().size();
        if (count > MAXIMUM_SOURCE_RANGES) {
            return Checked.invalid(
                    written.field() + " has " + count + " entries but must have at most " + MAXIMUM_SOURCE_RANGES);
        }
        List<IpPrefix> ranges = new ArrayList<>();
        for (String text : written.networks()) {
            Optional<IpPrefix> range = IpPrefix.parse(text);
            if (range.isEmpty()) {
                return Checked.invalid(written.field() + " has \"" + text
                        + "\" but must have networks such as 192.0.2.0/24 or 2001:db8::/32");
            }
            ranges.add(range.get().masked());
        }
        return new Checked.Valid<>(ranges);
    }

    /** Those of the addresses asked for that are addresses. */
    static List<IpAddress> requested(Service service) {
        return requests(service).stream()
                .flatMap(request -> IpAddress.parse(request.text()).stream())
                .toList();
    }

    private record Request(String field, String text) {}

    private static Refusal invalid(Request request, String right) {
        return new Refusal("InvalidSpec", request.field() + " is " + request.text() + " but " + right);
    }

    /** The annotation, or else the field that Kubernetes has deprecated and people still use. */
    private static List<Request> requests(Service service) {
        Optional<String> annotation = LoadBalancers.annotation(service, LoadBalancers.ADDRESSES);
        if (annotation.isPresent()) {
            String field = "metadata.annotations[" + LoadBalancers.ADDRESSES + "]";
            return Stream.of(annotation.get().split(",", -1))
                    .map(text -> new Request(field, text.strip()))
                    .toList();
        }
        String address = service.getSpec().getLoadBalancerIP();
        return address == null || address.isEmpty() ? List.of() : List.of(new Request("spec.loadBalancerIP", address));
    }

    private static String text(Set<AddressFamily> families) {
        return families.stream().map(AddressFamily::toString).collect(Collectors.joining(", "));
    }

    private static List<ValidService.Port> ports(ServiceSpec spec) {
        return orEmpty(spec.getPorts()).stream()
                .map(port -> new ValidService.Port(protocol(port), port.getPort(), port.getPort(), false))
                .toList();
    }

    private static String protocol(ServicePort port) {
        return Objects.requireNonNullElse(port.getProtocol(), "TCP");
    }

    private static Optional<ValidService.Persistence> persistence(ServiceSpec spec) {
        if (!"ClientIP".equals(spec.getSessionAffinity())) {
            return Optional.empty();
        }
        SessionAffinityConfig config = spec.getSessionAffinityConfig();
        Integer seconds = config == null || config.getClientIP() == null
                ? null
                : config.getClientIP().getTimeoutSeconds();
        return Optional.of(new ValidService.Persistence(
                Duration.ofSeconds(Objects.requireNonNullElse(seconds, DEFAULT_AFFINITY_SECONDS)),
                AddressFamily.IPV4.bits(),
                AddressFamily.IPV6.bits(),
                Optional.empty()));
    }

    static ValidService.TrafficPolicy policy(ServiceSpec spec) {
        return "Local".equals(spec.getExternalTrafficPolicy())
                ? ValidService.TrafficPolicy.LOCAL
                : ValidService.TrafficPolicy.CLUSTER;
    }

    private static <T> List<T> orEmpty(@Nullable List<T> list) {
        return list == null ? List.of() : list;
    }
}
