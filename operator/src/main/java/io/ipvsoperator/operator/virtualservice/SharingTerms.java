package io.ipvsoperator.operator.virtualservice;

import io.ipvsoperator.operator.address.AddressFamily;
import io.ipvsoperator.operator.allocation.IpAddress;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What those that share say of their addresses, which has to be the same: one speaks for all. It is the oldest that runs and says
 * what they have; so an edit of one changes nothing for the others until all that run say the same. Before anybody runs it is the
 * oldest.
 */
final class SharingTerms {
    private final List<Sharer> oldestFirst;
    private final List<IpAddress> held;
    private final Optional<Sharer> spokesman;

    /** @param held the addresses that they have */
    SharingTerms(List<Sharer> oldestFirst, List<IpAddress> held) {
        this.oldestFirst = oldestFirst;
        this.held = held;
        spokesman = running()
                .filter(this::saysWhatIsHeld)
                .findFirst()
                .or(() -> running().findFirst())
                .or(() -> oldestFirst.stream().filter(Sharer::isCandidate).findFirst());
    }

    private Stream<Sharer> running() {
        return oldestFirst.stream()
                .filter(sharer -> sharer.runs() && sharer.asks().isPresent());
    }

    /** Who speaks for all; empty when nobody of them is accepted. */
    Optional<Sharer> spokesman() {
        return spokesman;
    }

    /** What is to be given to them; empty: they keep what they have. */
    Optional<ValidService> agreed() {
        boolean anyCandidate = oldestFirst.stream().anyMatch(Sharer::isCandidate);
        return spokesman
                .filter(one ->
                        anyCandidate && (saysWhatIsHeld(one) || dissenter(one).isEmpty()))
                .flatMap(Sharer::asks);
    }

    /** Who runs on other terms, or on terms that nobody knows. */
    private Optional<Sharer> dissenter(Sharer one) {
        return oldestFirst.stream()
                .filter(Sharer::runs)
                .filter(other ->
                        difference(other, one).isPresent() || other.asks().isEmpty())
                .findFirst();
    }

    /** Why one that is accepted otherwise does not get addresses as it wants. */
    Optional<Refusal> refusal(Sharer sharer) {
        return spokesman
                .flatMap(one -> isSame(one, sharer) ? refusalOfSpokesman(one) : difference(sharer, one))
                .map(difference -> new Refusal("SharingMismatch", difference));
    }

    private static boolean isSame(Sharer one, Sharer other) {
        return one.source().uid().equals(other.source().uid());
    }

    private Optional<String> refusalOfSpokesman(Sharer one) {
        return saysWhatIsHeld(one)
                ? Optional.empty()
                : running().flatMap(other -> difference(one, other).stream()).findFirst();
    }

    private boolean saysWhatIsHeld(Sharer sharer) {
        ValidService asks = sharer.asks().orElseThrow();
        boolean counts = Stream.of(AddressFamily.values()).allMatch(family -> count(asks, family));
        return counts && held.containsAll(asks.requested());
    }

    private boolean count(ValidService asks, AddressFamily family) {
        long has = held.stream().filter(address -> address.family() == family).count();
        if (!asks.families().contains(family)) {
            return has == 0;
        }
        return switch (asks.count()) {
            case ValidService.AddressCount.Fixed(int count) -> has == Math.max(count, requested(asks, family));
            case ValidService.AddressCount.Auto() -> has > 0;
        };
    }

    private static long requested(ValidService asks, AddressFamily family) {
        return asks.requested().stream()
                .filter(address -> address.family() == family)
                .count();
    }

    /** What one says otherwise than another, in words for its author. */
    private Optional<String> difference(Sharer sharer, Sharer other) {
        return isSame(sharer, other)
                ? Optional.empty()
                : sharer.asks().flatMap(own -> other.asks().flatMap(others -> difference(own, others)));
    }

    private Optional<String> difference(ValidService own, ValidService others) {
        ServiceIdentity identity = own.identity();
        if (!own.families().equals(others.families())) {
            String families = identity.familiesField() + " is " + new TreeSet<>(own.families());
            return Optional.of(words(families, says(others, new TreeSet<>(others.families())), identity));
        }
        if (!own.count().equals(others.count())) {
            return Optional.of(words(identity.countText(own.count()), says(others, others.count()), identity));
        }
        if (haveTheSameRequest(own, others)) {
            return Optional.empty();
        }
        String requested = identity.addressesField() + " has " + own.requested();
        return Optional.of(
                held.isEmpty() || held.containsAll(own.requested())
                        ? words(requested, says(others, others.requested()), identity)
                        : words(requested, others.identity().kindAndName() + " has " + held, identity));
    }

    private boolean haveTheSameRequest(ValidService own, ValidService others) {
        boolean bothHeld = held.containsAll(own.requested()) && held.containsAll(others.requested());
        boolean takesAny = held.isEmpty() && own.requested().isEmpty();
        return bothHeld || takesAny || Set.copyOf(own.requested()).equals(Set.copyOf(others.requested()));
    }

    private static String says(ValidService service, Object what) {
        return service.identity().kindAndName() + " says " + what;
    }

    private static String words(String own, String others, ServiceIdentity identity) {
        return own + " but " + others + ", and both share addresses; say the same in all that share, or choose another "
                + identity.sharingField();
    }
}
