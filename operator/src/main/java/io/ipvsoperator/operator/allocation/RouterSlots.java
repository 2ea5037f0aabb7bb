package io.ipvsoperator.operator.allocation;

import io.ipvsoperator.operator.address.AddressFamily;
import io.ipvsoperator.operator.allocation.AllocationProblem.Entry;
import io.ipvsoperator.operator.allocation.AllocationProblem.Router;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The virtual routers of a pool while a decision is made: slots that addresses enter and leave. Owned by one allocator. */
final class RouterSlots {
    private final Map<Integer, List<Entry>> entries = new TreeMap<>();
    /** Addresses that are not released, by holder. */
    private final Map<String, Set<IpAddress>> held = new HashMap<>();

    private final AllocationProblem problem;

    RouterSlots(AllocationProblem problem) {
        this.problem = problem;
        for (Router router : problem.routers()) {
            entries.put(router.virtualRouterId(), new ArrayList<>(router.entries()));
            router.entries().stream().filter(entry -> !entry.released()).forEach(this::hold);
        }
    }

    private void hold(Entry entry) {
        held.computeIfAbsent(entry.holder(), holder -> new TreeSet<>()).add(entry.address());
    }

    List<Router> routers() {
        return entries.entrySet().stream()
                .map(slot -> new Router(slot.getKey(), slot.getValue()))
                .toList();
    }

    List<IpAddress> heldBy(String holder) {
        return List.copyOf(held.getOrDefault(holder, Set.of()));
    }

    boolean isReleasing(IpAddress address) {
        return entries.values().stream()
                .flatMap(List::stream)
                .anyMatch(entry -> entry.released() && entry.address().equals(address));
    }

    void releaseUnless(Predicate<String> holds) {
        releaseIf(entry -> !holds.test(entry.holder()));
    }

    void release(List<IpAddress> addresses) {
        if (!addresses.isEmpty()) {
            releaseIf(entry -> addresses.contains(entry.address()));
        }
    }

    private void releaseIf(Predicate<Entry> condition) {
        entries.values().forEach(slot -> slot.replaceAll(entry -> condition.test(entry) ? released(entry) : entry));
    }

    private Entry released(Entry entry) {
        Optional.ofNullable(held.get(entry.holder())).ifPresent(addresses -> addresses.remove(entry.address()));
        return new Entry(entry.address(), entry.holder(), true);
    }

    /** Whether slots hold one of the others together with the address. */
    boolean sharesOneWithAny(IpAddress address, List<IpAddress> others) {
        return entries.values().stream()
                .map(slot -> slot.stream().map(Entry::address).toList())
                .anyMatch(slot -> slot.contains(address) && others.stream().anyMatch(slot::contains));
    }

    /** Whether a new address of the family finds a router at all. */
    boolean anyFor(AddressFamily family) {
        return slotsFor(family).findAny().isPresent()
                || unused(family).findAny().isPresent();
    }

    /**
     * Where the holder has an address of the other family that is alone; else a slot of its own while there is one to be
     * had, empty ones first; then the one with the fewest addresses of this holder, then of all.
     */
    void open(IpAddress address, String holder) {
        AddressFamily family = address.family();
        boolean first = heldBy(holder).isEmpty();
        int identifier = (first ? Stream.<Map.Entry<Integer, List<Entry>>>empty() : slotsFor(family))
                .filter(slot -> lacksHalf(slot.getValue(), family, holder))
                .findFirst()
                .or(() -> slotsFor(family)
                        .filter(slot -> slot.getValue().isEmpty())
                        .findFirst())
                .map(Map.Entry::getKey)
                .or(() -> unused(family).boxed().findFirst())
                .orElseGet(() -> emptiest(family, holder));
        Entry entry = new Entry(address, holder, false);
        entries.computeIfAbsent(identifier, key -> new ArrayList<>()).add(entry);
        hold(entry);
    }

    private static boolean lacksHalf(List<Entry> slot, AddressFamily family, String holder) {
        Map<Boolean, Long> counts = slot.stream()
                .filter(entry -> entry.isHeldBy(holder))
                .collect(Collectors.partitioningBy(entry -> entry.address().family() == family, Collectors.counting()));
        return counts.getOrDefault(true, 0L) < counts.getOrDefault(false, 0L);
    }

    /** Slots whose identifier no other pool uses in the family. */
    private Stream<Map.Entry<Integer, List<Entry>>> slotsFor(AddressFamily family) {
        return entries.entrySet().stream()
                .filter(slot -> hasRouter(slot.getValue(), family) || !problem.isTaken(slot.getKey(), family));
    }

    private static boolean hasRouter(List<Entry> slot, AddressFamily family) {
        return slot.stream().anyMatch(entry -> entry.address().family() == family);
    }

    private IntStream unused(AddressFamily family) {
        return IntStream.rangeClosed(problem.budget().first(), problem.budget().last())
                .filter(identifier -> !entries.containsKey(identifier) && !problem.isTaken(identifier, family));
    }

    private int emptiest(AddressFamily family, String holder) {
        boolean first = heldBy(holder).isEmpty();
        return slotsFor(family)
                .min(Comparator.<Map.Entry<Integer, List<Entry>>>comparingLong(
                                slot -> first ? 0 : countOf(slot.getValue(), holder))
                        .thenComparingInt(slot -> slot.getValue().size())
                        .thenComparing(Map.Entry::getKey))
                .orElseThrow()
                .getKey();
    }

    private static long countOf(List<Entry> slot, String holder) {
        return slot.stream().filter(entry -> entry.holder().equals(holder)).count();
    }
}
