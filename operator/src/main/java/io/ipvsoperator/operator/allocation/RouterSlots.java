package io.ipvsoperator.operator.allocation;

import io.ipvsoperator.operator.allocation.AllocationProblem.Entry;
import io.ipvsoperator.operator.allocation.AllocationProblem.IdentifierBudget;
import io.ipvsoperator.operator.allocation.AllocationProblem.Router;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/** The virtual routers of a pool while a decision is made: slots that addresses enter and leave. Owned by one allocator. */
final class RouterSlots {
    private final Map<Integer, List<Entry>> entries = new TreeMap<>();
    private final IdentifierBudget budget;
    private final Collection<Integer> taken;

    RouterSlots(AllocationProblem problem) {
        problem.routers().forEach(router -> entries.put(router.virtualRouterId(), new ArrayList<>(router.entries())));
        budget = problem.budget();
        taken = problem.identifiersTaken();
    }

    List<Router> routers() {
        return entries.entrySet().stream()
                .map(slot -> new Router(slot.getKey(), slot.getValue()))
                .toList();
    }

    List<Ipv4Address> heldBy(String holder) {
        return entries.values().stream()
                .flatMap(List::stream)
                .filter(entry -> !entry.released() && entry.holder().equals(holder))
                .map(Entry::address)
                .sorted()
                .toList();
    }

    boolean isReleasing(Ipv4Address address) {
        return entries.values().stream()
                .flatMap(List::stream)
                .anyMatch(entry -> entry.released() && entry.address().equals(address));
    }

    void releaseUnless(Predicate<String> holds) {
        releaseIf(entry -> !holds.test(entry.holder()));
    }

    void release(List<Ipv4Address> addresses) {
        releaseIf(entry -> addresses.contains(entry.address()));
    }

    private void releaseIf(Predicate<Entry> condition) {
        entries.values()
                .forEach(slot -> slot.replaceAll(
                        entry -> condition.test(entry) ? new Entry(entry.address(), entry.holder(), true) : entry));
    }

    /** Whether a new address finds a router at all. */
    boolean anyFor() {
        return !entries.isEmpty() || unused().findAny().isPresent();
    }

    /** Its own router while there is one to be had, empty ones first; then the one with the fewest addresses of this holder, then of all. */
    void open(Ipv4Address address, String holder) {
        int identifier = entries.entrySet().stream()
                .filter(slot -> slot.getValue().isEmpty())
                .map(Map.Entry::getKey)
                .findFirst()
                .or(() -> unused().boxed().findFirst())
                .orElseGet(() -> emptiest(holder));
        entries.computeIfAbsent(identifier, key -> new ArrayList<>()).add(new Entry(address, holder, false));
    }

    private IntStream unused() {
        return IntStream.rangeClosed(budget.first(), budget.last())
                .filter(identifier -> !entries.containsKey(identifier) && !taken.contains(identifier));
    }

    private int emptiest(String holder) {
        return entries.entrySet().stream()
                .min(Comparator.<Map.Entry<Integer, List<Entry>>>comparingLong(slot -> slot.getValue().stream()
                                .filter(entry -> entry.holder().equals(holder))
                                .count())
                        .thenComparingInt(slot -> slot.getValue().size())
                        .thenComparing(Map.Entry::getKey))
                .orElseThrow()
                .getKey();
    }
}
