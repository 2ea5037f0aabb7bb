package io.ipvsoperator.operator.vippool;

import io.ipvsoperator.crds.virtualrouter.VirtualRouterSpec;
import io.ipvsoperator.operator.address.AddressFamily;
import io.ipvsoperator.operator.allocation.AddressPool;
import io.ipvsoperator.operator.allocation.AllocationProblem;
import io.ipvsoperator.operator.allocation.AllocationProblem.Claim;
import io.ipvsoperator.operator.allocation.IpAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a pool has to share out, and who claims it.
 *
 * @param published the pool's routers by their identifiers
 * @param usedElsewhere addresses that belong to nodes or to routers of other pools
 */
record PoolAllocation(
        ValidPool pool,
        Holders holders,
        Map<Integer, List<VirtualRouterSpec>> published,
        Set<IpAddress> usedElsewhere) {

    /** @param withNothingNew holders that keep what they have and get nothing new */
    AllocationProblem problem(Set<String> withNothingNew) {
        List<AllocationProblem.Router> routers = published.entrySet().stream()
                .map(slot -> new AllocationProblem.Router(slot.getKey(), entries(slot.getValue())))
                .toList();
        Map<String, Map<AddressFamily, Integer>> held = held(routers);
        return new AllocationProblem(
                AddressExclusion.without(offered(), usedElsewhere),
                routers,
                holders.claims(pool, holder -> held.getOrDefault(holder, Map.of())).stream()
                        .flatMap(claim -> withNothingNew.contains(claim.uid())
                                ? withNothingNew(claim, held.getOrDefault(claim.uid(), Map.of())).stream()
                                : Stream.of(claim))
                        .toList(),
                pool.identifiers(),
                pool.identifiersTaken());
    }

    /** What agents can't announce is not given away. */
    private AddressPool offered() {
        return pool.withoutIpv6().isEmpty()
                ? pool.addresses()
                : pool.addresses().of(AddressFamily.IPV4);
    }

    private static Optional<Claim> withNothingNew(Claim claim, Map<AddressFamily, Integer> held) {
        return held.isEmpty()
                ? Optional.empty()
                : Optional.of(new Claim(
                        claim.uid(), claim.namespace(), claim.name(), claim.creationTimestamp(), held, List.of()));
    }

    private static List<AllocationProblem.Entry> entries(List<VirtualRouterSpec> slot) {
        return slot.stream()
                .flatMap(router -> router.addresses().stream())
                .map(address -> new AllocationProblem.Entry(
                        IpAddress.of(address.address()), address.holder(), RouterSweep.isReleased(address)))
                .toList();
    }

    /** How many addresses of each family, by holder; who has none and a family without any are left out. */
    private static Map<String, Map<AddressFamily, Integer>> held(List<AllocationProblem.Router> routers) {
        return routers.stream()
                .flatMap(router -> router.entries().stream())
                .filter(entry -> !entry.released())
                .collect(Collectors.groupingBy(
                        AllocationProblem.Entry::holder,
                        Collectors.toMap(entry -> entry.address().family(), entry -> 1, Integer::sum)));
    }
}
