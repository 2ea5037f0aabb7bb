package io.ipvsoperator.operator.vippool;

import io.ipvsoperator.crds.virtualrouter.VirtualRouterSpec;
import io.ipvsoperator.operator.allocation.AllocationProblem;
import io.ipvsoperator.operator.allocation.IpFamily;
import io.ipvsoperator.operator.placement.Director;
import io.ipvsoperator.operator.placement.FailoverPriority;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The specs of a pool's routers. */
final class RouterComposition {
    private final ValidPool pool;
    private final Map<String, Director> directors;

    RouterComposition(ValidPool pool) {
        this.pool = pool;
        directors = pool.directors().stream().collect(Collectors.toMap(Director::name, director -> director));
    }

    /**
     * A router for each family that the slot has entries of, all with the same order.
     *
     * @param before routers of the slot as published and swept; their members that are no longer wanted stay until they know
     */
    List<VirtualRouterSpec> compose(AllocationProblem.Router slot, List<String> order, List<VirtualRouterSpec> before) {
        List<VirtualRouterSpec> routers = new ArrayList<>();
        for (IpFamily family : IpFamily.values()) {
            List<AllocationProblem.Entry> entries = slot.entries().stream()
                    .filter(entry -> entry.address().family() == family)
                    .toList();
            if (!entries.isEmpty()) {
                VirtualRouterSpec published = before.stream()
                        .filter(router -> router.addressFamily().equals(family.toString()))
                        .findFirst()
                        .orElse(null);
                routers.add(compose(slot.virtualRouterId(), family, entries, members(order, published)));
            }
        }
        return routers;
    }

    private VirtualRouterSpec compose(
            int identifier,
            IpFamily family,
            List<AllocationProblem.Entry> entries,
            List<VirtualRouterSpec.Member> members) {
        return new VirtualRouterSpec(
                pool.name(),
                identifier,
                family.toString(),
                pool.networkInterface(),
                entries.stream()
                        .sorted(Comparator.comparing(AllocationProblem.Entry::address))
                        .map(entry -> new VirtualRouterSpec.Address(
                                entry.address().toString(), entry.holder(), entry.released() ? true : null))
                        .toList(),
                members,
                VrrpSettings.in(family, pool.vrrp()));
    }

    private List<VirtualRouterSpec.Member> members(List<String> order, @Nullable VirtualRouterSpec before) {
        List<VirtualRouterSpec.Member> members = new ArrayList<>();
        for (int i = 0; i < order.size(); i++) {
            members.add(new VirtualRouterSpec.Member(
                    order.get(i), priority(order.get(i), i + 1), addresses(order.get(i), before)));
        }
        if (before != null) {
            before.members().stream()
                    .filter(member -> !directors.containsKey(member.director()))
                    .forEach(members::add);
        }
        return members;
    }

    /** As published; {@link MemberAddresses} follows what the director reports. */
    private static @Nullable List<String> addresses(String director, @Nullable VirtualRouterSpec before) {
        return before == null
                ? null
                : before.members().stream()
                        .filter(member -> member.director().equals(director))
                        .findFirst()
                        .map(VirtualRouterSpec.Member::addresses)
                        .orElse(null);
    }

    private int priority(String director, int rank) {
        Director known = directors.get(director);
        boolean out = known != null && known.availability() == Director.Availability.MAINTENANCE;
        return out ? FailoverPriority.MAINTENANCE : FailoverPriority.ofRank(rank);
    }
}
