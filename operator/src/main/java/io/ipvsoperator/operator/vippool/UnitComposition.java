package io.ipvsoperator.operator.vippool;

import io.ipvsoperator.crds.virtualrouter.VirtualRouterSpec;
import io.ipvsoperator.operator.address.AddressFamily;
import io.ipvsoperator.operator.allocation.Allocation;
import io.ipvsoperator.operator.allocation.AllocationProblem;
import io.ipvsoperator.operator.allocation.AllocationProblem.Claim;
import io.ipvsoperator.operator.placement.Amounts;
import io.ipvsoperator.operator.placement.Director;
import io.ipvsoperator.operator.placement.IdentifierBudget;
import io.ipvsoperator.operator.placement.Mode;
import io.ipvsoperator.operator.placement.PlacementProblem;
import io.ipvsoperator.operator.placement.Terms;
import io.ipvsoperator.operator.placement.Unit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The routers of a pool as units of placement: one for each identifier, with the demand of whoever has addresses there. */
final class UnitComposition {
    private final ValidPool pool;
    private final Holders holders;
    private final Map<Integer, List<VirtualRouterSpec>> published;
    private final Function<String, Optional<String>> holder;

    /**
     * @param published the pool's routers by identifier, swept
     * @param holder of a unit, who is active though another is first
     */
    UnitComposition(
            ValidPool pool,
            Holders holders,
            Map<Integer, List<VirtualRouterSpec>> published,
            Function<String, Optional<String>> holder) {
        this.pool = pool;
        this.holders = holders;
        this.published = published;
        this.holder = holder;
    }

    PlacementProblem problem(Allocation allocation, List<Director> directors) {
        List<Claim> oldestFirst =
                allocation.grants().stream().map(Allocation.Grant::claim).toList();
        Map<String, String> titles = titles(allocation);
        Map<String, Integer> shares = shares(allocation);
        List<Unit> units = new ArrayList<>();
        allocation.routers().stream()
                .filter(router -> router.entries().stream().anyMatch(entry -> !entry.released()))
                .sorted(Comparator.comparingInt(router -> rank(router, oldestFirst)))
                .forEach(router -> units.add(unit(router, shares, titles)));
        return new PlacementProblem(
                directors,
                units,
                pool.toleratedFailures(),
                pool.policy(),
                new Mode.Keep(),
                budget(allocation, units),
                spread(units, directors));
    }

    /** By uid, what people call the services. */
    static Map<String, String> titles(Allocation allocation) {
        return allocation.grants().stream()
                .map(Allocation.Grant::claim)
                .collect(Collectors.toMap(Claim::uid, Claim::title));
    }

    /** Newcomers are admitted in the order of their claims. */
    private static int rank(AllocationProblem.Router router, List<Claim> oldestFirst) {
        Set<String> uids =
                router.entries().stream().map(AllocationProblem.Entry::holder).collect(Collectors.toSet());
        for (int i = 0; i < oldestFirst.size(); i++) {
            if (uids.contains(oldestFirst.get(i).uid())) {
                return i;
            }
        }
        return oldestFirst.size();
    }

    private Unit unit(AllocationProblem.Router router, Map<String, Integer> shares, Map<String, String> titles) {
        List<AllocationProblem.Entry> held =
                router.entries().stream().filter(entry -> !entry.released()).toList();
        List<String> uids =
                held.stream().map(AllocationProblem.Entry::holder).distinct().toList();
        Amounts demand = uids.stream()
                .flatMap(uid -> Collections.nCopies(
                        router.unitsOf(uid), holders.demand(uid, pool).dividedBy(shares.getOrDefault(uid, 1)))
                        .stream())
                .reduce(Amounts::plus)
                .orElseThrow();
        String name = PoolPlan.unitName(pool.name(), router.virtualRouterId());
        Set<AddressFamily> families =
                held.stream().map(entry -> entry.address().family()).collect(Collectors.toSet());
        return new Unit(
                name,
                titles.getOrDefault(uids.getFirst(), uids.getFirst()),
                demand,
                order(router.virtualRouterId()),
                holder.apply(name),
                home(router.virtualRouterId()),
                Terms.NONE.togetherAs(name).in(families));
    }

    /** Of how many parts each holder's demand is: one comes by one address or by one pair of both families. */
    private static Map<String, Integer> shares(Allocation allocation) {
        Map<String, Integer> shares = new HashMap<>();
        for (AllocationProblem.Router router : allocation.routers()) {
            router.entries().stream()
                    .map(AllocationProblem.Entry::holder)
                    .distinct()
                    .forEach(holder -> shares.merge(holder, router.unitsOf(holder), Integer::sum));
        }
        return shares;
    }

    /**
     * Identifiers are given by the allocator, who knows the budget; every unit has one of its own, and orders are not limited by
     * them. Those that other pools use on the segment count with those that are being released. A budget that an edit made
     * smaller than what runs is as large as that.
     */
    private IdentifierBudget budget(Allocation allocation, List<Unit> units) {
        Map<AddressFamily, Integer> gone = new EnumMap<>(AddressFamily.class);
        for (AddressFamily family : AddressFamily.values()) {
            long releasing = allocation.routers().stream()
                    .filter(router -> router.entries().stream()
                            .anyMatch(entry -> entry.address().family() == family))
                    .filter(router -> router.entries().stream()
                            .filter(entry -> entry.address().family() == family)
                            .allMatch(AllocationProblem.Entry::released))
                    .count();
            long taken = pool.identifiersTaken().getOrDefault(family, Set.of()).stream()
                    .filter(identifier -> identifier >= pool.identifiers().first()
                            && identifier <= pool.identifiers().last())
                    .count();
            gone.put(family, Math.toIntExact(releasing + taken));
        }
        int size = pool.identifiers().last() - pool.identifiers().first() + 1;
        int running = units.size() + Collections.max(gone.values());
        return new IdentifierBudget(OptionalInt.of(Math.max(size, running)), gone);
    }

    /**
     * The addresses of one service go to as many directors as can be, as long as those can carry the same: among directors of
     * different size it is their load that counts.
     */
    private static Set<String> spread(List<Unit> units, List<Director> directors) {
        boolean alike = directors.stream().map(Director::capacity).distinct().count() == 1;
        Map<String, Long> counts =
                units.stream().collect(Collectors.groupingBy(Unit::group, HashMap::new, Collectors.counting()));
        return counts.entrySet().stream()
                .filter(count -> alike && count.getValue() > 1)
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    /** Members stand in the order of failover, whatever their priorities are at the moment. */
    List<String> order(int virtualRouterId) {
        Set<String> desired = pool.directors().stream().map(Director::name).collect(Collectors.toSet());
        return published.getOrDefault(virtualRouterId, List.of()).stream()
                .flatMap(router -> router.members().stream())
                .map(VirtualRouterSpec.Member::director)
                .filter(desired::contains)
                .distinct()
                .toList();
    }

    List<String> home(int virtualRouterId) {
        return published.getOrDefault(virtualRouterId, List.of()).stream()
                .map(VirtualRouterSpec::home)
                .filter(home -> home != null && !home.isEmpty())
                .findFirst()
                .orElse(List.of());
    }
}
