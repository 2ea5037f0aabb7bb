package io.ipvsoperator.operator.allocation;

import io.ipvsoperator.operator.allocation.Allocation.Grant;
import io.ipvsoperator.operator.allocation.Allocation.Refusal;
import io.ipvsoperator.operator.allocation.AllocationProblem.Claim;
import io.ipvsoperator.operator.allocation.AllocationProblem.Entry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Gives addresses to claims, oldest first. One allocator decides one problem. */
public final class Allocator {
    private final AllocationProblem problem;
    private final RouterSlots slots;
    private final Map<Ipv4Address, String> holders = new HashMap<>();
    private final Map<String, String> titles;
    private final Set<Ipv4Address> requested = new HashSet<>();

    private Allocator(AllocationProblem problem) {
        this.problem = problem;
        slots = new RouterSlots(problem);
        titles = problem.claims().stream().collect(Collectors.toMap(Claim::uid, Claim::title));
        problem.claims().forEach(claim -> requested.addAll(claim.requested()));
        problem.routers().stream()
                .flatMap(router -> router.entries().stream())
                .forEach(entry -> holders.put(entry.address(), entry.holder()));
    }

    public static Allocation allocate(AllocationProblem problem) {
        return new Allocator(problem).allocate();
    }

    private Allocation allocate() {
        slots.releaseUnless(titles::containsKey);
        List<Grant> grants = problem.claims().stream().map(this::grant).toList();
        return new Allocation(slots.routers(), grants, usage());
    }

    private AddressPool.Usage usage() {
        Map<Boolean, Set<Ipv4Address>> byRelease = slots.routers().stream()
                .flatMap(router -> router.entries().stream())
                .collect(Collectors.partitioningBy(
                        Entry::released, Collectors.mapping(Entry::address, Collectors.toSet())));
        return problem.pool().usage(byRelease.getOrDefault(false, Set.of()), byRelease.getOrDefault(true, Set.of()));
    }

    private Grant grant(Claim claim) {
        List<Ipv4Address> held = slots.heldBy(claim.uid());
        List<Ipv4Address> keep = toKeep(claim, held);
        List<Ipv4Address> lacking = claim.requested().stream()
                .filter(address -> !held.contains(address))
                .toList();
        Optional<Refusal> refusal =
                lacking.stream().flatMap(address -> refusal(address).stream()).findFirst();
        int others = claim.wanted() - keep.size() - lacking.size();
        List<Ipv4Address> added = new ArrayList<>(lacking);
        added.addAll(free(claim, others));
        if (refusal.isEmpty() && added.size() < lacking.size() + others) {
            refusal = Optional.of(new Refusal.PoolExhausted(added.size() - lacking.size(), others));
        }
        if (refusal.isEmpty() && !added.isEmpty() && !slots.anyFor()) {
            refusal = Optional.of(new Refusal.NoVirtualRouterId(problem.budget()));
        }
        return refusal.isPresent() ? refused(claim, held, refusal) : granted(claim, held, keep, added);
    }

    /** Requested ones first, then those that were there, lowest first. */
    private static List<Ipv4Address> toKeep(Claim claim, List<Ipv4Address> held) {
        List<Ipv4Address> keep = new ArrayList<>(
                held.stream().filter(claim.requested()::contains).toList());
        int others = claim.wanted() - claim.requested().size();
        held.stream()
                .filter(address -> !claim.requested().contains(address))
                .limit(others)
                .forEach(keep::add);
        return keep;
    }

    private Optional<Refusal> refusal(Ipv4Address address) {
        if (!problem.pool().contains(address)) {
            return Optional.of(new Refusal.AddressNotInPool(address));
        }
        if (slots.isReleasing(address)) {
            return Optional.of(new Refusal.AddressReleasing(address));
        }
        return Optional.ofNullable(holders.get(address))
                .map(holder -> new Refusal.AddressInUse(address, titles.getOrDefault(holder, holder)));
    }

    /** The lowest free addresses, those that somebody requests last. */
    private List<Ipv4Address> free(Claim claim, int wanted) {
        List<Ipv4Address> free = new ArrayList<>(problem.pool()
                .lowestFree(address -> holders.containsKey(address) || requested.contains(address), wanted));
        free.addAll(problem.pool()
                .lowestFree(
                        address -> holders.containsKey(address)
                                || free.contains(address)
                                || claim.requested().contains(address),
                        wanted - free.size()));
        return free;
    }

    private Grant granted(Claim claim, List<Ipv4Address> held, List<Ipv4Address> keep, List<Ipv4Address> added) {
        List<Ipv4Address> removed =
                held.stream().filter(address -> !keep.contains(address)).toList();
        slots.release(removed);
        for (Ipv4Address address : added) {
            slots.open(address, claim.uid());
            holders.put(address, claim.uid());
        }
        return new Grant(claim, keep, added, removed, outsidePool(keep), Optional.empty());
    }

    private Grant refused(Claim claim, List<Ipv4Address> held, Optional<Refusal> refusal) {
        return new Grant(claim, held, List.of(), List.of(), outsidePool(held), refusal);
    }

    private Set<Ipv4Address> outsidePool(List<Ipv4Address> addresses) {
        return addresses.stream()
                .filter(address -> !problem.pool().contains(address))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
