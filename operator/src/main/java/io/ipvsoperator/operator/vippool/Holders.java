package io.ipvsoperator.operator.vippool;

import io.ipvsoperator.crds.virtualrouter.VirtualRouter;
import io.ipvsoperator.crds.virtualrouter.VirtualRouterSpec;
import io.ipvsoperator.operator.address.AddressFamily;
import io.ipvsoperator.operator.allocation.AllocationProblem.Claim;
import io.ipvsoperator.operator.allocation.IpAddress;
import io.ipvsoperator.operator.placement.Amounts;
import io.ipvsoperator.operator.virtualservice.Admission;
import io.ipvsoperator.operator.virtualservice.PoolRules;
import io.ipvsoperator.operator.virtualservice.RatesText;
import io.ipvsoperator.operator.virtualservice.Refusal;
import io.ipvsoperator.operator.virtualservice.ServiceIdentity;
import io.ipvsoperator.operator.virtualservice.ServiceSource;
import io.ipvsoperator.operator.virtualservice.ServiceValidation;
import io.ipvsoperator.operator.virtualservice.SharingGroup;
import io.ipvsoperator.operator.virtualservice.ValidService;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Who holds or wants addresses of a pool: a service, or all that share. */
final class Holders {
    private final PoolInputs inputs;
    private final PlacementMemory placements;
    private final PoolRules rules;
    private final Map<String, List<ServiceSource>> services;
    /** Of those that share, by holder. */
    private final Map<String, SharingGroup> groups = new HashMap<>();

    /** @param placements answers of before */
    Holders(PoolInputs inputs, PlacementMemory placements) {
        this.inputs = inputs;
        this.placements = placements;
        this.rules = PoolRules.of(inputs.pool(), inputs.otherPools(), inputs.nodes(), inputs.nodeAddresses());
        this.services = inputs.services().stream()
                .collect(Collectors.groupingBy(ServiceSource::holder, LinkedHashMap::new, Collectors.toList()));
        Map<String, List<IpAddress>> held = held(inputs.ownRouters());
        services.forEach((holder, sharers) -> {
            if (sharers.getFirst().holding().isShared()) {
                groups.put(holder, SharingGroup.of(sharers, this::refusal, held.getOrDefault(holder, List.of())));
            }
        });
    }

    /** By holder, the lowest first. */
    private static Map<String, List<IpAddress>> held(List<VirtualRouter> routers) {
        return routers.stream()
                .flatMap(router -> router.getSpec().addresses().stream())
                .filter(entry -> !RouterSweep.isReleased(entry))
                .collect(Collectors.groupingBy(
                        VirtualRouterSpec.Address::holder,
                        Collectors.collectingAndThen(
                                Collectors.toList(),
                                entries -> entries.stream()
                                        .map(entry -> IpAddress.of(entry.address()))
                                        .sorted()
                                        .toList())));
    }

    private Optional<Refusal> refusal(ValidService service) {
        return Admission.refusal(service, rules, namespaceLabels(service.identity()));
    }

    /** A service that is being deleted holds its addresses until its table is empty; of those that share the last that is served does. */
    boolean holds(String holder) {
        SharingGroup group = groups.get(holder);
        return group == null ? holdsAlone(holder) : !group.counted().isEmpty();
    }

    private boolean holdsAlone(String holder) {
        return services.getOrDefault(holder, List.of()).stream()
                .anyMatch(service ->
                        !service.isLeaving() || !inputs.emptiedTables().contains(service.uid()));
    }

    /** One claim for each holder that has addresses or may have some. */
    List<Claim> claims(ValidPool pool, Function<String, Map<AddressFamily, Integer>> held) {
        List<Claim> claims = new ArrayList<>();
        services.forEach((holder, sharers) ->
                claim(holder, sharers.getFirst(), pool, held.apply(holder)).ifPresent(claims::add));
        return claims;
    }

    /** Declared demand, or the pool's default; of those that share the sum. */
    Amounts demand(String holder, ValidPool pool) {
        return sources(holder).stream()
                .map(service -> service.demand() == null ? pool.defaultDemand() : RatesText.amounts(service.demand()))
                .reduce(Amounts::plus)
                .orElse(pool.defaultDemand());
    }

    /** Those that are to be reckoned with. */
    private List<ServiceSource> sources(String holder) {
        SharingGroup group = groups.get(holder);
        return group == null ? services.getOrDefault(holder, List.of()) : group.counted();
    }

    /** One text for each service, that changes with its spec. */
    List<String> basis() {
        return inputs.services().stream()
                .map(service -> service.uid() + " " + service.version() + " " + service.isLeaving())
                .toList();
    }

    private Optional<Claim> claim(
            String holder, ServiceSource service, ValidPool pool, Map<AddressFamily, Integer> held) {
        SharingGroup group = groups.get(holder);
        ServiceIdentity identity = group == null ? service.identity() : group.identity();
        return (group == null ? allowed(service) : group.agreed())
                .map(valid -> claim(holder, identity, wanted(holder, valid, pool, held), valid.requested()))
                .or(() -> keepingOnly(holder, identity, held));
    }

    private Optional<ValidService> allowed(ServiceSource service) {
        return service.isLeaving()
                        || !(service.validate() instanceof ServiceValidation.Outcome.Valid(ValidService valid))
                ? Optional.empty()
                : Optional.of(valid).filter(asked -> refusal(asked).isEmpty());
    }

    /** What is no longer allowed keeps what it has and gets nothing new. */
    private Optional<Claim> keepingOnly(String holder, ServiceIdentity identity, Map<AddressFamily, Integer> held) {
        return held.isEmpty() || !holds(holder)
                ? Optional.empty()
                : Optional.of(claim(holder, identity, held, List.of()));
    }

    /** The same number of each family. */
    private Map<AddressFamily, Integer> wanted(
            String holder, ValidService service, ValidPool pool, Map<AddressFamily, Integer> held) {
        int count = switch (service.count()) {
            case ValidService.AddressCount.Fixed(int fixed) -> fixed;
            case ValidService.AddressCount.Auto() ->
                held.values().stream().reduce(recommended(holder, pool), Math::max);
        };
        return service.families().stream().collect(Collectors.toMap(family -> family, family -> count));
    }

    private int recommended(String holder, ValidPool pool) {
        return Recommendations.of(demand(holder, pool), pool, placements);
    }

    private static Claim claim(
            String holder, ServiceIdentity identity, Map<AddressFamily, Integer> counts, List<IpAddress> requested) {
        return new Claim(holder, identity.namespace(), identity.claimName(), identity.created(), counts, requested);
    }

    private Map<String, String> namespaceLabels(ServiceIdentity identity) {
        return inputs.namespaceLabels().getOrDefault(identity.namespace(), Map.of());
    }
}
