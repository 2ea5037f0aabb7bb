package io.ipvsoperator.operator.virtualservice;

import io.ipvsoperator.crds.virtualservice.VirtualServiceSpec;
import io.ipvsoperator.operator.address.AddressFamily;
import io.ipvsoperator.operator.allocation.IpAddress;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What {@code spec.backends.fallback} of a service means, or the first thing that is wrong with it. */
final class FallbackValidation {
    private static final String FIELD = "spec.backends.fallback";
    /** The healthCheck.panicThreshold at which there never is a panic. */
    private static final int NEVER_A_PANIC = 100;

    private final VirtualServiceSpec spec;
    private final VirtualServiceSpec.Fallback fallback;

    private FallbackValidation(VirtualServiceSpec spec, VirtualServiceSpec.Fallback fallback) {
        this.spec = spec;
        this.fallback = fallback;
    }

    /** The fallback; empty if the service has none. */
    static Checked<Optional<ValidService.Fallback>> validate(VirtualServiceSpec spec) {
        VirtualServiceSpec.@Nullable Fallback fallback = spec.backends().fallback();
        return fallback == null
                ? new Checked.Valid<>(Optional.empty())
                : new FallbackValidation(spec, fallback).outcome();
    }

    private Checked<Optional<ValidService.Fallback>> outcome() {
        List<IpAddress> addresses = new ArrayList<>();
        List<IpAddress> endpoints = endpoints();
        Optional<Refusal> refusal = addresses(addresses)
                .or(() -> roomRefusal(endpoints))
                .or(() -> minimumRefusal(addresses, endpoints))
                .or(() -> ownBackendRefusal(addresses, endpoints))
                .or(this::quorumRefusal)
                .or(this::healthCheckRefusal)
                .or(this::schedulerRefusal);
        return refusal.isPresent()
                ? new Checked.Invalid<>(refusal.get())
                : new Checked.Valid<>(Optional.of(new ValidService.Fallback(
                        addresses,
                        fallback.quorum().minimum(),
                        fallback.quorum().hysteresis())));
    }

    /** @param read filled with the addresses */
    private Optional<Refusal> addresses(List<IpAddress> read) {
        Set<AddressFamily> seen = EnumSet.noneOf(AddressFamily.class);
        for (String text : fallback.addresses()) {
            Optional<IpAddress> address = IpAddress.parse(text);
            if (address.isEmpty()) {
                return invalid(".addresses", text, "must be addresses such as 192.0.2.1 or 2001:db8::1");
            }
            AddressFamily family = address.get().family();
            if (!spec.addresses().families().contains(family.toString())) {
                return invalid(
                        ".addresses",
                        text,
                        "must be of spec.addresses.families, which are "
                                + spec.addresses().families() + ": a packet keeps its family");
            }
            if (!seen.add(family)) {
                return invalid(".addresses", text, "must be the only address of its family");
            }
            read.add(address.get());
        }
        return read.isEmpty() ? invalid(".addresses", read, "must have one") : Optional.empty();
    }

    /** Those that people wrote; of the others nobody knows yet how many there will be. */
    private List<IpAddress> endpoints() {
        @Nullable List<VirtualServiceSpec.Endpoint> written = spec.backends().endpoints();
        return written == null
                ? List.of()
                : written.stream()
                        .flatMap(endpoint -> IpAddress.parse(endpoint.address()).stream())
                        .toList();
    }

    private Optional<Refusal> roomRefusal(List<IpAddress> endpoints) {
        int most = TableComposition.MAXIMUM_DESTINATIONS - fallback.addresses().size();
        return endpoints.size() <= most
                ? Optional.empty()
                : invalid(
                        ".addresses",
                        fallback.addresses(),
                        "finds no room: with it backends.endpoints must have at most " + most + ", and it has "
                                + endpoints.size());
    }

    /** Directors count each family for itself. */
    private Optional<Refusal> minimumRefusal(List<IpAddress> addresses, List<IpAddress> endpoints) {
        if (spec.backends().endpoints() == null) {
            return Optional.empty();
        }
        int minimum = fallback.quorum().minimum();
        for (IpAddress address : addresses) {
            long most = endpoints.stream()
                    .filter(endpoint -> endpoint.family() == address.family())
                    .count();
            if (minimum > most) {
                return invalid(
                        ".quorum.minimum",
                        minimum,
                        "must be at most " + most + ", the number of endpoints of " + address.family()
                                + ", or the fallback " + address + " serves for ever");
            }
        }
        return Optional.empty();
    }

    private static Optional<Refusal> ownBackendRefusal(List<IpAddress> addresses, List<IpAddress> endpoints) {
        return endpoints.stream()
                .filter(addresses::contains)
                .findFirst()
                .flatMap(address -> invalid(
                        ".addresses",
                        address,
                        "must not be in backends.endpoints: a backend cannot stand in for itself"));
    }

    private Optional<Refusal> quorumRefusal() {
        VirtualServiceSpec.Quorum quorum = fallback.quorum();
        if (quorum.minimum() < 1) {
            return invalid(".quorum.minimum", quorum.minimum(), "must be at least 1, or the fallback never serves");
        }
        return quorum.hysteresis() >= 0 && quorum.hysteresis() < quorum.minimum()
                ? Optional.empty()
                : invalid(
                        ".quorum.hysteresis",
                        quorum.hysteresis(),
                        "must be from 0 to less than minimum, which is " + quorum.minimum()
                                + ", or the fallback never serves");
    }

    private Optional<Refusal> healthCheckRefusal() {
        if (spec.healthCheck() == null) {
            return invalid(
                    ".addresses",
                    fallback.addresses(),
                    "needs healthCheck: without one no director knows which backends are up");
        }
        int threshold = spec.healthCheck().panicThreshold();
        return threshold == NEVER_A_PANIC
                ? Optional.empty()
                : Optional.of(new Refusal(
                        "InvalidSpec",
                        "spec.healthCheck.panicThreshold is " + threshold + " but must be " + NEVER_A_PANIC
                                + " with backends.fallback: while too few backends are up the fallback serves, and not those"
                                + " that fail"));
    }

    /** Both hash some clients to the fallback, weight or not. */
    private Optional<Refusal> schedulerRefusal() {
        VirtualServiceSpec.Scheduler scheduler = spec.scheduler();
        boolean refusesClients = scheduler.name().equals("dh")
                || (scheduler.name().equals("sh")
                        && (scheduler.flags() == null || !scheduler.flags().contains("sh-fallback")));
        return refusesClients
                ? Optional.of(new Refusal(
                        "InvalidSpec",
                        "spec.scheduler.name is " + scheduler.name()
                                + " but with backends.fallback it must be sh with the flag sh-fallback, or another than dh and"
                                + " sh: these refuse the clients that they hash to a server without weight"))
                : Optional.empty();
    }

    private static Optional<Refusal> invalid(String field, Object value, String right) {
        return Optional.of(new Refusal("InvalidSpec", FIELD + field + " is " + value + " but " + right));
    }
}
