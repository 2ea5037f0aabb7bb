package io.ipvsoperator.operator.allocation;

import io.ipvsoperator.operator.address.AddressFamily;
import io.ipvsoperator.operator.allocation.Allocation.Grant;
import io.ipvsoperator.operator.allocation.Allocation.Refusal;
import io.ipvsoperator.operator.allocation.AllocationProblem.Claim;
import io.ipvsoperator.operator.allocation.AllocationProblem.Entry;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
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
    private final Map<IpAddress, String> holders = new HashMap<>();
    private final Map<String, String> titles;
    private final Set<IpAddress> requested = new HashSet<>();
    private final Map<AddressFamily, FreeAddresses> unclaimed = new EnumMap<>(AddressFamily.class);

    private Allocator(AllocationProblem problem) {
        this.problem = problem;
        slots = new RouterSlots(problem);
        titles = problem.claims().stream().collect(Collectors.toMap(Claim::uid, Claim::title));
        problem.claims().forEach(claim -> requested.addAll(claim.requested()));
        problem.routers().stream()
                .flatMap(router -> router.entries().stream())
                .forEach(entry -> holders.put(entry.address(), entry.holder()));
    }

    private FreeAddresses unclaimedOf(AddressFamily family) {
        return new FreeAddresses(problem.pool().of(family), this::isClaimed);
    }

    private boolean isClaimed(IpAddress address) {
        return holders.containsKey(address) || requested.contains(address);
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
        Map<Boolean, Set<IpAddress>> byRelease = slots.routers().stream()
                .flatMap(router -> router.entries().stream())
                .collect(Collectors.partitioningBy(
                        Entry::released, Collectors.mapping(Entry::address, Collectors.toSet())));
        return problem.pool().usage(byRelease.getOrDefault(false, Set.of()), byRelease.getOrDefault(true, Set.of()));
    }

    private Grant grant(Claim claim) {
        List<IpAddress> held = slots.heldBy(claim.uid());
        List<IpAddress> keep = new ArrayList<>();
        List<IpAddress> added = new ArrayList<>();
        Optional<Refusal> refusal = Optional.empty();
        for (AddressFamily family : AddressFamily.values()) {
            List<IpAddress> kept = toKeep(claim, family, held, keep);
            Share share = share(claim, family, held, kept);
            keep.addAll(kept);
            added.addAll(share.added());
            refusal = refusal.or(share::refusal);
        }
        return refusal.isPresent() ? refused(claim, held, refusal) : granted(claim, held, keep, added);
    }

    /** What a claim gets of one family. */
    private record Share(List<IpAddress> added, Optional<Refusal> refusal) {}

    private Share share(Claim claim, AddressFamily family, List<IpAddress> held, List<IpAddress> kept) {
        List<IpAddress> lacking = claim.requested(family).stream()
                .filter(address -> !held.contains(address))
                .toList();
        int others = claim.wanted(family) - kept.size() - lacking.size();
        List<IpAddress> chosen = free(claim, family, others);
        Optional<Refusal> refusal =
                lacking.stream().flatMap(address -> refusal(address).stream()).findFirst();
        if (refusal.isEmpty() && chosen.size() < others) {
            refusal = Optional.of(new Refusal.PoolExhausted(family, chosen.size(), others));
        }
        List<IpAddress> added = new ArrayList<>(lacking);
        added.addAll(chosen);
        if (refusal.isEmpty() && !added.isEmpty() && !slots.anyFor(family)) {
            refusal = Optional.of(new Refusal.NoVirtualRouterId(problem.budget()));
        }
        return new Share(added, refusal);
    }

    /**
     * Requested ones first, then those whose other half stays, lowest first.
     *
     * @param halves addresses of the other family that the claim keeps
     */
    private List<IpAddress> toKeep(Claim claim, AddressFamily family, List<IpAddress> held, List<IpAddress> halves) {
        List<IpAddress> requested = claim.requested(family);
        List<IpAddress> keep =
                new ArrayList<>(held.stream().filter(requested::contains).toList());
        held.stream()
                .filter(address -> address.family() == family && !requested.contains(address))
                .sorted(Comparator.<IpAddress, Boolean>comparing(address -> !slots.sharesOneWithAny(address, halves))
                        .thenComparing(Comparator.naturalOrder()))
                .limit(claim.wanted(family) - requested.size())
                .forEach(keep::add);
        return keep;
    }

    private Optional<Refusal> refusal(IpAddress address) {
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
    private List<IpAddress> free(Claim claim, AddressFamily family, int wanted) {
        List<IpAddress> free = new ArrayList<>(
                unclaimed.computeIfAbsent(family, this::unclaimedOf).lowest(wanted));
        free.addAll(problem.pool()
                .of(family)
                .lowestFree(
                        address -> holders.containsKey(address)
                                || free.contains(address)
                                || claim.requested().contains(address),
                        wanted - free.size()));
        return free;
    }

    private Grant granted(Claim claim, List<IpAddress> held, List<IpAddress> keep, List<IpAddress> added) {
        List<IpAddress> removed =
                held.stream().filter(address -> !keep.contains(address)).toList();
        slots.release(removed);
        for (IpAddress address : added) {
            slots.open(address, claim.uid());
            holders.put(address, claim.uid());
        }
        return new Grant(claim, keep, added, removed, outsidePool(keep), Optional.empty());
    }

    private Grant refused(Claim claim, List<IpAddress> held, Optional<Refusal> refusal) {
        return new Grant(claim, held, List.of(), List.of(), outsidePool(held), refusal);
    }

    private Set<IpAddress> outsidePool(List<IpAddress> addresses) {
        return addresses.stream()
                .filter(address -> !problem.pool().contains(address))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
