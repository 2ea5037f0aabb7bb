package io.ipvsoperator.operator.vippool;

import io.ipvsoperator.operator.address.AddressFamily;
import io.ipvsoperator.operator.allocation.AllocationProblem.Claim;
import io.ipvsoperator.operator.allocation.IpAddress;
import io.ipvsoperator.operator.placement.Amounts;
import io.ipvsoperator.operator.virtualservice.Admission;
import io.ipvsoperator.operator.virtualservice.PoolRules;
import io.ipvsoperator.operator.virtualservice.RatesText;
import io.ipvsoperator.operator.virtualservice.ServiceIdentity;
import io.ipvsoperator.operator.virtualservice.ServiceSource;
import io.ipvsoperator.operator.virtualservice.ServiceValidation;
import io.ipvsoperator.operator.virtualservice.ValidService;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Who holds or wants addresses of a pool. */
final class Holders {
    private final PoolInputs inputs;
    private final PlacementMemory placements;
    private final PoolRules rules;
    private final Map<String, ServiceSource> services;

    /** @param placements answers of before */
    Holders(PoolInputs inputs, PlacementMemory placements) {
        this.inputs = inputs;
        this.placements = placements;
        this.rules = PoolRules.of(inputs.pool(), inputs.otherPools(), inputs.nodes(), inputs.nodeAddresses());
        this.services = inputs.services().stream().collect(Collectors.toMap(ServiceSource::uid, service -> service));
    }

    /** A service that is being deleted holds its addresses until its table is empty. */
    boolean holds(String uid) {
        ServiceSource service = services.get(uid);
        return service != null
                && (!service.isLeaving() || !inputs.emptiedTables().contains(uid));
    }

    /** One claim for each service that holds addresses or may have some. */
    List<Claim> claims(ValidPool pool, Function<String, Map<AddressFamily, Integer>> held) {
        return services.values().stream()
                .flatMap(service -> claim(service, pool, held.apply(service.uid())).stream())
                .toList();
    }

    /** Declared demand, or the pool's default. */
    Amounts demand(String uid, ValidPool pool) {
        ServiceSource service = services.get(uid);
        return service == null || service.demand() == null ? pool.defaultDemand() : RatesText.amounts(service.demand());
    }

    /** One text for each service, that changes with its spec. */
    List<String> basis() {
        return services.values().stream()
                .map(service -> service.uid() + " " + service.version() + " " + service.isLeaving())
                .toList();
    }

    private Optional<Claim> claim(ServiceSource service, ValidPool pool, Map<AddressFamily, Integer> held) {
        ServiceIdentity identity = service.identity();
        boolean leaving = service.isLeaving();
        return leaving
                        || !(service.validate() instanceof ServiceValidation.Outcome.Valid(ValidService valid))
                        || Admission.refusal(valid, rules, namespaceLabels(identity))
                                .isPresent()
                ? keepingOnly(identity, held)
                : Optional.of(claim(identity, wanted(valid, pool, held), valid.requested()));
    }

    /** What is no longer allowed keeps what it has and gets nothing new. */
    private Optional<Claim> keepingOnly(ServiceIdentity identity, Map<AddressFamily, Integer> held) {
        return held.isEmpty() || !holds(identity.uid())
                ? Optional.empty()
                : Optional.of(claim(identity, held, List.of()));
    }

    /** The same number of each family. */
    private Map<AddressFamily, Integer> wanted(ValidService service, ValidPool pool, Map<AddressFamily, Integer> held) {
        int count = switch (service.count()) {
            case ValidService.AddressCount.Fixed(int fixed) -> fixed;
            case ValidService.AddressCount.Auto() ->
                held.values().stream().reduce(recommended(service, pool), Math::max);
        };
        return service.families().stream().collect(Collectors.toMap(family -> family, family -> count));
    }

    private int recommended(ValidService service, ValidPool pool) {
        Amounts demand = demand(service.identity().uid(), pool);
        return Recommendations.of(demand, pool, placements);
    }

    private static Claim claim(
            ServiceIdentity identity, Map<AddressFamily, Integer> counts, List<IpAddress> requested) {
        return new Claim(
                identity.uid(), identity.namespace(), identity.claimName(), identity.created(), counts, requested);
    }

    private Map<String, String> namespaceLabels(ServiceIdentity identity) {
        return inputs.namespaceLabels().getOrDefault(identity.namespace(), Map.of());
    }
}
