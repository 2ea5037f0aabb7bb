package io.ipvsoperator.operator.virtualservice;

import io.ipvsoperator.crds.vippool.VipPool;
import io.ipvsoperator.crds.virtualrouter.VirtualRouter;
import io.ipvsoperator.crds.virtualrouter.VirtualRouterSpec;
import io.ipvsoperator.operator.allocation.IpAddress;
import io.ipvsoperator.operator.demand.Comparison;
import io.ipvsoperator.operator.demand.Excess;
import io.ipvsoperator.operator.demand.MeasuredDemand;
import io.ipvsoperator.operator.kubernetes.ConditionValue;
import io.ipvsoperator.operator.placement.Amounts;
import io.ipvsoperator.operator.placement.Dimension;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a service was planned with beside what was measured of its addresses.
 *
 * @param pool its name
 * @param source of what is planned with, in words: "declared", or whose default it is
 * @param sharers what people call those that share the addresses, if any do: what comes to an address is for all of them
 */
public record ServiceDemand(
        ServiceIdentity identity, String pool, Comparison comparison, String source, List<String> sharers) {

    /**
     * @param sharers all others that are served by the same addresses
     * @param routers any that may hold addresses of the service
     */
    public static ServiceDemand of(
            ServiceSource service,
            List<ServiceSource> sharers,
            Optional<VipPool> pool,
            List<VirtualRouter> routers,
            MeasuredDemand measured) {
        List<ServiceSource> all =
                Stream.concat(Stream.of(service), sharers.stream()).toList();
        Amounts planned = all.stream()
                .map(one -> planned(one, pool))
                .reduce(Amounts::plus)
                .orElseThrow();
        return new ServiceDemand(
                service.identity(),
                service.poolName(),
                new Comparison(planned, measured(service.holder(), routers, measured), measured.at()),
                source(service, !sharers.isEmpty()),
                sharers.isEmpty()
                        ? List.of()
                        : all.stream()
                                .map(one -> one.identity().title())
                                .sorted()
                                .toList());
    }

    private static Amounts planned(ServiceSource service, Optional<VipPool> pool) {
        return RatesText.amounts(
                service.demand() != null
                        ? service.demand()
                        : pool.map(known -> known.getSpec().redundancy().defaultDemand())
                                .orElse(null));
    }

    private static String source(ServiceSource service, boolean shared) {
        String assumed = "assumed by redundancy.defaultDemand of VipPool " + service.poolName();
        if (shared) {
            return "declared, or " + assumed + ", by all that share the addresses together";
        }
        return service.demand() != null ? "declared" : assumed;
    }

    /** Of peaks that need not have come together. */
    private static Optional<Amounts> measured(String holder, List<VirtualRouter> routers, MeasuredDemand measured) {
        List<Amounts> parts = new ArrayList<>();
        for (VirtualRouter router : routers) {
            Amounts whole = measured.routers().get(router.getMetadata().getName());
            List<VirtualRouterSpec.Address> live = router.getSpec().addresses().stream()
                    .filter(entry -> !Boolean.TRUE.equals(entry.released()))
                    .toList();
            List<VirtualRouterSpec.Address> own =
                    live.stream().filter(entry -> entry.holder().equals(holder)).toList();
            if (whole != null && !own.isEmpty()) {
                parts.add(own.size() == live.size() ? whole : ofAddresses(own, measured));
            }
        }
        return parts.stream().reduce(Amounts::plus);
    }

    /** Of a router that several services share. What is not among the heaviest of any director is left out. */
    private static Amounts ofAddresses(List<VirtualRouterSpec.Address> own, MeasuredDemand measured) {
        Amounts none = Amounts.UNKNOWN
                .with(Dimension.BANDWIDTH, 0)
                .with(Dimension.PACKETS, 0)
                .with(Dimension.CONNECTIONS, 0);
        return own.stream()
                .flatMap(entry -> IpAddress.parse(entry.address()).stream())
                .map(address -> measured.addresses().getOrDefault(address, none))
                .reduce(none, Amounts::plus);
    }

    /** Amounts that are exceeded; none before a measurement. */
    public List<Excess> excesses() {
        return comparison
                .measured()
                .map(measured -> Excess.of(comparison.planned(), measured))
                .orElse(List.of());
    }

    /** What is exceeded and what to declare instead. */
    public String describeExcesses() {
        return excesses().stream().map(excess -> excess.describe(source)).collect(Collectors.joining("; "))
                + "; "
                + remedy(excesses().stream()
                        .map(excess -> Excess.declaration(excess.dimension(), excess.measured()))
                        .toList());
    }

    /** Of a shared address nobody knows whose part is how large. */
    private String remedy(List<String> amounts) {
        return sharers.isEmpty()
                ? identity.demandRemedy(pool, amounts)
                : "let the demands of those that share, " + String.join(", ", sharers) + ", come to "
                        + String.join(" and ", amounts) + " in sum";
    }

    ConditionValue condition() {
        if (comparison.measured().isEmpty()) {
            return ConditionValue.unknown(
                    Comparison.CONDITION, "NotMeasured", "no director has reported a minute of its traffic yet");
        }
        Amounts measured = comparison.measured().get();
        if (!excesses().isEmpty()) {
            return ConditionValue.isFalse(
                    Comparison.CONDITION,
                    "DemandExceeded",
                    "the peak is more than what is planned with: " + describeExcesses());
        }
        if (comparison.planned().equals(Amounts.UNKNOWN)) {
            return ConditionValue.unknown(
                    Comparison.CONDITION,
                    "NothingDeclared",
                    "the plan reckons with no demand; a peak of " + describe(measured) + " was measured"
                            + suggestion(measured));
        }
        return ConditionValue.isTrue(
                Comparison.CONDITION,
                "WithinPlan",
                "a peak of " + describe(measured) + " was measured, " + describe(comparison.planned()) + " is "
                        + source);
    }

    private String suggestion(Amounts measured) {
        long bandwidth = measured.bandwidth().orElse(0);
        return bandwidth == 0 ? "" : "; " + remedy(List.of(Excess.declaration(Dimension.BANDWIDTH, bandwidth)));
    }

    private static String describe(Amounts amounts) {
        List<String> parts = new ArrayList<>();
        for (Dimension dimension : Dimension.values()) {
            amounts.of(dimension).ifPresent(amount -> parts.add(dimension.describe(amount)));
        }
        return String.join(", ", parts);
    }
}
