package io.ipvsoperator.operator.virtualservice;

import io.fabric8.kubernetes.api.model.IntOrString;
import io.ipvsoperator.crds.forwardingtable.ForwardingTableHealthCheck;
import io.ipvsoperator.crds.virtualservice.VirtualService;
import io.ipvsoperator.crds.virtualservice.VirtualServiceHealthCheck;
import io.ipvsoperator.crds.virtualservice.VirtualServiceSpec;
import io.ipvsoperator.operator.address.AddressFamily;
import io.ipvsoperator.operator.allocation.IpAddress;
import io.ipvsoperator.operator.kubernetes.DurationText;
import io.ipvsoperator.operator.placement.Sizing;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Turns the spec of a VirtualService into a {@link ValidService}, or says the first thing that is wrong with it. */
public final class ServiceValidation {
    /** Schedulers of the kernel, net/netfilter/ipvs/ip_vs_*.c. */
    private static final Set<String> SCHEDULERS =
            Set.of("rr", "wrr", "lc", "wlc", "fo", "ovf", "lblc", "lblcr", "dh", "sh", "mh", "sed", "nq", "twos");

    private static final Set<String> PROTOCOLS = Set.of("TCP", "UDP", "SCTP");

    /** What validation comes to. */
    public sealed interface Outcome {
        record Valid(ValidService service) implements Outcome {}

        record Invalid(Refusal refusal) implements Outcome {}
    }

    /** Ends validation at the first problem; never leaves this class. */
    private static final class InvalidException extends Exception {
        private static final long serialVersionUID = 1;
        private final transient Refusal refusal;

        InvalidException(String reason, String message) {
            super(message, null, false, false);
            refusal = new Refusal(reason, message);
        }
    }

    private ServiceValidation() {}

    public static Outcome validate(VirtualService service) {
        VirtualServiceSpec spec = service.getSpec();
        try {
            ValidService.Forwarding forwarding = valid(ForwardingValidation.validate(spec.forwarding()));
            requireBackendsOutside(spec, forwarding);
            Optional<ValidService.Fallback> fallback = valid(FallbackValidation.validate(spec));
            return new Outcome.Valid(new ValidService(
                    ServiceIdentity.of(service),
                    spec.poolName(),
                    families(spec.addresses().families()),
                    count(spec.addresses().count()),
                    requested(orEmpty(spec.addresses().requested())),
                    Optional.ofNullable(spec.demand()).map(RatesText::amounts),
                    ports(spec, forwarding),
                    forwarding,
                    scheduler(spec.scheduler()),
                    persistence(spec.persistence()),
                    endpoints(orEmpty(spec.backends().endpoints())),
                    source(spec),
                    fallback,
                    healthCheck(spec.healthCheck(), forwarding, fallback),
                    valid(SlowStartValidation.validate(spec)),
                    List.of(),
                    duration("drain.timeout", spec.drain().timeout())));
        } catch (InvalidException invalid) {
            return new Outcome.Invalid(invalid.refusal);
        }
    }

    private static void requireBackendsOutside(VirtualServiceSpec spec, ValidService.Forwarding forwarding)
            throws InvalidException {
        VirtualServiceSpec.ServiceReference service = spec.backends().service();
        if (service != null && forwarding instanceof ValidService.Forwarding.Tunnel) {
            throw unsupported(
                    "backends.service.name",
                    service.name(),
                    "Tunnel reaches hosts outside of the cluster only, listed in backends.endpoints; use Masquerade or"
                            + " DirectRouting");
        }
    }

    private static Set<AddressFamily> families(List<String> texts) throws InvalidException {
        Set<AddressFamily> families = EnumSet.noneOf(AddressFamily.class);
        for (String text : texts) {
            families.add(AddressFamily.parse(text)
                    .orElseThrow(() -> invalid("addresses.families", texts, "must be of IPv4 and IPv6")));
        }
        if (families.isEmpty()) {
            throw invalid("addresses.families", texts, "must have IPv4, IPv6 or both");
        }
        return families;
    }

    private static ValidService.AddressCount count(IntOrString count) throws InvalidException {
        if ("Auto".equals(count.getStrVal())) {
            return new ValidService.AddressCount.Auto();
        }
        Integer number = count.getIntVal();
        if (number == null || number < 1 || number > Sizing.MAXIMUM_COUNT) {
            throw invalid(
                    "addresses.count", count.getValue(), "must be from 1 to " + Sizing.MAXIMUM_COUNT + ", or Auto");
        }
        return new ValidService.AddressCount.Fixed(number);
    }

    private static List<IpAddress> requested(List<String> texts) throws InvalidException {
        List<IpAddress> result = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            result.add(address("addresses.requested[" + i + "]", texts.get(i)));
        }
        return result;
    }

    private static <T> T valid(Checked<T> checked) throws InvalidException {
        return switch (checked) {
            case Checked.Valid<T>(T value) -> value;
            case Checked.Invalid<T>(Refusal refusal) -> throw new InvalidException(refusal.reason(), refusal.message());
        };
    }

    private static List<ValidService.Port> ports(VirtualServiceSpec spec, ValidService.Forwarding forwarding)
            throws InvalidException {
        List<VirtualServiceSpec.Port> ports = spec.ports();
        boolean ofService = spec.backends().service() != null;
        List<ValidService.Port> result = new ArrayList<>();
        for (int i = 0; i < ports.size(); i++) {
            VirtualServiceSpec.Port port = ports.get(i);
            if (!PROTOCOLS.contains(port.protocol())) {
                throw invalid("ports[" + i + "].protocol", port.protocol(), "must be TCP, UDP or SCTP");
            }
            boolean onePacket = Boolean.TRUE.equals(port.onePacket());
            if (onePacket && !port.protocol().equals("UDP")) {
                throw invalid("ports[" + i + "].onePacket", true, "only UDP packets can be scheduled one by one");
            }
            result.add(new ValidService.Port(
                    port.protocol(), port.port(), targetPort(i, port, forwarding, ofService), onePacket));
        }
        return result;
    }

    private static ValidService.BackendSource source(VirtualServiceSpec spec) {
        return spec.backends().service() == null
                ? new ValidService.BackendSource.Written()
                : new ValidService.BackendSource.EndpointsOf(
                        spec.ports().stream()
                                .collect(Collectors.toMap(
                                        port -> new ValidService.PortKey(port.protocol(), port.port()),
                                        port -> backendPort(port.targetPort()),
                                        (first, second) -> first)),
                        ZoneWeights.of(spec.backends().service()));
    }

    private static ValidService.BackendPort backendPort(@Nullable IntOrString target) {
        if (target == null) {
            return new ValidService.BackendPort.Same();
        }
        return target.getStrVal() == null
                ? new ValidService.BackendPort.OfEndpoint(target.getIntVal())
                : new ValidService.BackendPort.Named(target.getStrVal());
    }

    /** Where it is a Service's port, endpoints have ports of their own. */
    private static int targetPort(
            int index, VirtualServiceSpec.Port port, ValidService.Forwarding forwarding, boolean ofService)
            throws InvalidException {
        IntOrString target = port.targetPort();
        if (target == null || (ofService && target.getStrVal() != null)) {
            return port.port();
        }
        String field = "ports[" + index + "].targetPort";
        Integer number = target.getIntVal();
        if (forwarding.keepsTheDestination() && !Integer.valueOf(port.port()).equals(number)) {
            throw invalid(
                    field,
                    target.getValue(),
                    "must be absent or " + port.port() + ": " + forwarding.method() + " keeps the port");
        }
        if (number == null) {
            throw invalid(field, target.getValue(), "must be a number: endpoints by address have no named ports");
        }
        return number;
    }

    private static ValidService.Scheduler scheduler(VirtualServiceSpec.Scheduler scheduler) throws InvalidException {
        if (!SCHEDULERS.contains(scheduler.name())) {
            throw new InvalidException(
                    "UnknownScheduler",
                    "spec.scheduler.name is " + scheduler.name() + " but the kernel has only "
                            + String.join(", ", new TreeSet<>(SCHEDULERS)));
        }
        return new ValidService.Scheduler(scheduler.name(), orEmpty(scheduler.flags()));
    }

    private static Optional<ValidService.Persistence> persistence(VirtualServiceSpec.@Nullable Persistence persistence)
            throws InvalidException {
        if (persistence == null) {
            return Optional.empty();
        }
        VirtualServiceSpec.PrefixLength prefix = persistence.prefixLength();
        Duration timeout = duration("persistence.timeout", persistence.timeout());
        if (timeout.compareTo(Duration.ofSeconds(1)) < 0) {
            throw invalid(
                    "persistence.timeout", persistence.timeout(), "must be at least 1s: the kernel counts seconds");
        }
        return Optional.of(new ValidService.Persistence(
                timeout,
                prefix == null ? 32 : prefix.ipv4(),
                prefix == null ? 128 : prefix.ipv6(),
                Optional.ofNullable(persistence.engine())));
    }

    private static List<ValidService.Endpoint> endpoints(List<VirtualServiceSpec.Endpoint> endpoints)
            throws InvalidException {
        List<ValidService.Endpoint> result = new ArrayList<>();
        for (int i = 0; i < endpoints.size(); i++) {
            VirtualServiceSpec.Endpoint endpoint = endpoints.get(i);
            result.add(new ValidService.Endpoint(
                    address("backends.endpoints[" + i + "].address", endpoint.address()),
                    endpoint.weight(),
                    List.of(),
                    Optional.ofNullable(endpoint.upperThreshold()),
                    Optional.ofNullable(endpoint.lowerThreshold())));
        }
        return result;
    }

    private static Optional<ForwardingTableHealthCheck> healthCheck(
            @Nullable VirtualServiceHealthCheck check,
            ValidService.Forwarding forwarding,
            Optional<ValidService.Fallback> fallback)
            throws InvalidException {
        try {
            return check == null ? Optional.empty() : Optional.of(HealthCheckSettings.of(check, forwarding, fallback));
        } catch (HealthCheckSettings.InvalidCheck invalid) {
            throw new InvalidException("InvalidSpec", String.valueOf(invalid.getMessage()));
        }
    }

    private static IpAddress address(String field, String text) throws InvalidException {
        return IpAddress.parse(text)
                .orElseThrow(() -> invalid(field, text, "must be an address such as 192.0.2.1 or 2001:db8::1"));
    }

    private static Duration duration(String field, String text) throws InvalidException {
        return DurationText.parse(text).orElseThrow(() -> invalid(field, text, "must be a duration such as 30s or 5m"));
    }

    private static InvalidException unsupported(String field, Object value, String hint) {
        return new InvalidException(
                "Unsupported", "spec." + field + " is " + value + ", which is not supported: " + hint);
    }

    private static InvalidException invalid(String field, Object value, String right) {
        return new InvalidException("InvalidSpec", "spec." + field + " is " + value + " but " + right);
    }

    /** An empty list may be absent on the wire. */
    private static <T> List<T> orEmpty(@Nullable List<T> list) {
        return list == null ? List.of() : list;
    }
}
