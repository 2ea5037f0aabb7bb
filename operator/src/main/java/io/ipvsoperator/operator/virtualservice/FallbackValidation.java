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

    /** What validation comes to. */
    sealed interface Outcome {
        /** @param fallback empty if the service has none */
        record Valid(Optional<ValidService.Fallback> fallback) implements Outcome {}

        record Invalid(Refusal refusal) implements Outcome {}
    }

    static Outcome validate(VirtualServiceSpec spec) {
        VirtualServiceSpec.@Nullable Fallback fallback = spec.backends().fallback();
        return fallback == null
                ? new Outcome.Valid(Optional.empty())
                : new FallbackValidation(spec, fallback).outcome();
    }

    private Outcome outcome() {
        List<IpAddress> addresses = new ArrayList<>();
        Optional<Refusal> refusal = addresses(addresses)
                .or(this::endpointsRefusal)
                .or(this::quorumRefusal)
                .or(this::healthCheckRefusal)
                .or(this::schedulerRefusal);
        return refusal.isPresent()
                ? new Outcome.Invalid(refusal.get())
                : new Outcome.Valid(Optional.of(new ValidService.Fallback(
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

    private Optional<Refusal> endpointsRefusal() {
        List<VirtualServiceSpec.Endpoint> endpoints = spec.backends().endpoints();
        if (endpoints == null) {
            return Optional.empty();
        }
        int most = TableComposition.MAXIMUM_DESTINATIONS - fallback.addresses().size();
        if (endpoints.size() > most) {
            return invalid(
                    ".addresses",
                    fallback.addresses(),
                    "finds no room: with it backends.endpoints must have at most " + most + ", and it has "
                            + endpoints.size());
        }
        if (fallback.quorum().minimum() > endpoints.size()) {
            return invalid(
                    ".quorum.minimum",
                    fallback.quorum().minimum(),
                    "must be at most " + endpoints.size()
                            + ", the number of endpoints, or the fallback serves for ever");
        }
        return endpoints.stream()
                .map(VirtualServiceSpec.Endpoint::address)
                .filter(fallback.addresses()::contains)
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
