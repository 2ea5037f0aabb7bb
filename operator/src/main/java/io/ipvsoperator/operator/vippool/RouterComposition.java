package io.ipvsoperator.operator.vippool;

import io.ipvsoperator.crds.virtualrouter.VirtualRouterSpec;
import io.ipvsoperator.operator.address.AddressFamily;
import io.ipvsoperator.operator.allocation.AllocationProblem;
import io.ipvsoperator.operator.placement.Director;
import io.ipvsoperator.operator.placement.FailoverPriority;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
     * What is asked of a slot's routers.
     *
     * @param order of failover
     * @param home the order to go back to
     * @param yielding who must give the addresses away before anything else; only without preemption
     */
    record Wanted(List<String> order, List<String> home, Optional<String> yielding) {}

    /**
     * A router for each family that the slot has entries of, all with the same order.
     *
     * @param before routers of the slot as published and swept; their members that are no longer wanted stay until they know
     */
    List<VirtualRouterSpec> compose(AllocationProblem.Router slot, Wanted wanted, List<VirtualRouterSpec> before) {
        List<VirtualRouterSpec> routers = new ArrayList<>();
        for (AddressFamily family : AddressFamily.values()) {
            List<AllocationProblem.Entry> entries = slot.entries().stream()
                    .filter(entry -> entry.address().family() == family)
                    .toList();
            if (!entries.isEmpty()) {
                VirtualRouterSpec published = before.stream()
                        .filter(router -> router.addressFamily().equals(family.toString()))
                        .findFirst()
                        .orElse(null);
                routers.add(compose(slot.virtualRouterId(), family, entries, wanted, members(wanted, published)));
            }
        }
        return routers;
    }

    private VirtualRouterSpec compose(
            int identifier,
            AddressFamily family,
            List<AllocationProblem.Entry> entries,
            Wanted wanted,
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
                wanted.home().isEmpty() || wanted.home().equals(wanted.order()) ? null : wanted.home(),
                VrrpSettings.in(family, pool.vrrp()));
    }

    private List<VirtualRouterSpec.Member> members(Wanted wanted, @Nullable VirtualRouterSpec before) {
        List<VirtualRouterSpec.Member> members = new ArrayList<>();
        int rank = 0;
        for (String director : wanted.order()) {
            rank++;
            boolean yields = wanted.yielding().filter(director::equals).isPresent();
            members.add(new VirtualRouterSpec.Member(
                    director,
                    yields ? FailoverPriority.MAINTENANCE : priority(director, rank),
                    addresses(director, before)));
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
