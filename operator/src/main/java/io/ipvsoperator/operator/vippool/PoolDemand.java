package io.ipvsoperator.operator.vippool;

import io.ipvsoperator.crds.DemandComparison;
import io.ipvsoperator.crds.virtualrouter.VirtualRouter;
import io.ipvsoperator.crds.virtualrouter.VirtualRouterSpec;
import io.ipvsoperator.operator.demand.Comparison;
import io.ipvsoperator.operator.demand.MeasuredDemand;
import io.ipvsoperator.operator.demand.MeasuredLoad;
import io.ipvsoperator.operator.kubernetes.ConditionValue;
import io.ipvsoperator.operator.placement.Amounts;
import io.ipvsoperator.operator.placement.Director;
import io.ipvsoperator.operator.placement.Peak;
import io.ipvsoperator.operator.virtualservice.HeldAddress;
import io.ipvsoperator.operator.virtualservice.ServiceDemand;
import io.ipvsoperator.operator.virtualservice.ServiceSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the services of a pool were planned with beside what was measured of them.
 *
 * @param services that hold addresses, by namespace and name; of those that share some, one stands for all
 * @param worst the highest share of a capacity that the measured peaks would make after a loss that is to be tolerated
 */
record PoolDemand(Map<String, ServiceDemand> services, MeasuredDemand measured, Optional<Peak> worst) {
    private static final int MOST_NAMED = 5;

    PoolDemand {
        services = new TreeMap<>(services);
    }

    static PoolDemand of(PoolInputs inputs, List<Director> directors) {
        MeasuredDemand measured = MeasuredDemand.of(inputs.directors());
        List<VirtualRouter> routers = inputs.ownRouters();
        Map<String, ServiceDemand> services = new LinkedHashMap<>();
        Map<String, List<VirtualRouter>> holding = holding(routers);
        sharing(inputs).forEach((holder, sharers) -> {
            List<VirtualRouter> own = holding.getOrDefault(holder, List.of());
            if (!own.isEmpty()) {
                ServiceSource first = sharers.getFirst();
                services.put(
                        first.identity().title(),
                        ServiceDemand.of(
                                first, sharers.subList(1, sharers.size()), Optional.of(inputs.pool()), own, measured));
            }
        });
        int tolerated = inputs.pool().getSpec().redundancy().toleratedFailures();
        return new PoolDemand(
                services, measured, new MeasuredLoad(units(routers, measured), directors).worst(tolerated));
    }

    /** By holder, what is served by the same addresses, oldest first: it is counted once. */
    private static Map<String, List<ServiceSource>> sharing(PoolInputs inputs) {
        Map<String, List<ServiceSource>> sharing = new LinkedHashMap<>();
        inputs.services().stream()
                .filter(service ->
                        !service.holding().isShared() || service.holding().runs())
                .sorted(Comparator.comparing(service -> service.identity().created()))
                .forEach(service -> sharing.computeIfAbsent(service.holder(), absent -> new ArrayList<>())
                        .add(service));
        return sharing;
    }

    /** By holder, the routers with an address that is not released. */
    private static Map<String, List<VirtualRouter>> holding(List<VirtualRouter> routers) {
        Map<String, List<VirtualRouter>> holding = new HashMap<>();
        for (VirtualRouter router : routers) {
            router.getSpec().addresses().stream()
                    .filter(address -> !RouterSweep.isReleased(address))
                    .map(VirtualRouterSpec.Address::holder)
                    .distinct()
                    .forEach(holder -> holding.computeIfAbsent(holder, absent -> new ArrayList<>())
                            .add(router));
        }
        return holding;
    }

    private static List<MeasuredLoad.Unit> units(List<VirtualRouter> routers, MeasuredDemand measured) {
        return routers.stream()
                .flatMap(router -> Optional.ofNullable(
                        measured.routers().get(router.getMetadata().getName()))
                        .map(peak -> new MeasuredLoad.Unit(HeldAddress.order(router), peak))
                        .stream())
                .toList();
    }

    @Nullable
    DemandComparison status() {
        return new Comparison(
                        sum(services.values().stream()
                                        .map(service -> service.comparison().planned())
                                        .toList())
                                .orElse(Amounts.UNKNOWN),
                        sum(services.values().stream()
                                .flatMap(service -> service.comparison().measured().stream())
                                .toList()),
                        measured.at())
                .status();
    }

    private static Optional<Amounts> sum(List<Amounts> amounts) {
        return amounts.stream().reduce(Amounts::plus);
    }

    ConditionValue condition() {
        List<String> exceeding = exceeding();
        Optional<Peak> overload = worst.filter(peak -> peak.excess() > 0);
        if (!exceeding.isEmpty() || overload.isPresent()) {
            List<String> parts = new ArrayList<>(exceeding);
            overload.ifPresent(peak -> parts.addFirst("with the measured peaks " + peak.describe()));
            return ConditionValue.isFalse(
                    Comparison.CONDITION,
                    overload.isPresent() ? "MeasuredOverload" : "DemandExceeded",
                    String.join(". ", parts));
        }
        if (services.values().stream()
                .noneMatch(service -> service.comparison().measured().isPresent())) {
            return ConditionValue.unknown(
                    Comparison.CONDITION, "NotMeasured", "no director has reported a minute of its traffic yet");
        }
        return ConditionValue.isTrue(
                Comparison.CONDITION,
                "WithinPlan",
                worst.map(peak -> "with the measured peaks " + peak.describe())
                        .orElse("no service exceeds what is planned with"));
    }

    private List<String> exceeding() {
        List<String> exceeding = new ArrayList<>();
        services.values().forEach(demand -> {
            if (!demand.excesses().isEmpty()) {
                exceeding.add(demand.identity().kindAndName() + ": " + demand.describeExcesses());
            }
        });
        return exceeding.size() <= MOST_NAMED
                ? exceeding
                : List.copyOf(withRest(exceeding.subList(0, MOST_NAMED), exceeding.size() - MOST_NAMED));
    }

    private static List<String> withRest(List<String> named, int rest) {
        List<String> all = new ArrayList<>(named);
        all.add("and " + rest + " more; see the condition " + Comparison.CONDITION + " of each service");
        return all;
    }
}
