package io.ipvsoperator.agent.address;

import io.ipvsoperator.agent.announce.Announcements;
import io.ipvsoperator.agent.announce.OwnershipProbe;
import io.ipvsoperator.netlink.NetlinkError;
import io.ipvsoperator.time.MonotonicInstant;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What this host knows about its virtual addresses, and what follows from it: no sockets, no clock. Who reads and writes the
 * kernel tells it what was seen and what was done. Used by one thread.
 */
final class AddressBook {
    private static final Duration RETRY_AFTER = Duration.ofMillis(500);
    /** A sign of life wakes nobody. */
    private static final Duration SILENT_LOOKED_AT_AGAIN_AFTER = Duration.ofMillis(20);

    private final Map<VirtualAddress, Lease> leases = new LinkedHashMap<>();
    private final Set<VirtualAddress> present = new LinkedHashSet<>();
    /** The grant under which an address was lost: it is not taken again under the same one. */
    private final Map<VirtualAddress, Long> lostUnder = new HashMap<>();

    private final Map<VirtualAddress, Long> announcedUnder = new HashMap<>();
    private final AddressFailures failures = new AddressFailures();
    private final Map<VirtualAddress, MonotonicInstant> retryAt = new HashMap<>();
    private Map<VirtualAddress, Wish> wanted = Map.of();
    private final Announcements<VirtualAddress> announcements = new Announcements<>(VirtualAddress::interfaceIndex);
    private OwnershipProbe<VirtualAddress> probe = OwnershipProbe.nothing();
    private Optional<MonotonicInstant> silentLookedAtAgainAt = Optional.empty();
    private long putBack;
    private long leasesLost;

    /** Replaces what the kernel showed before. */
    void observed(Set<VirtualAddress> shown) {
        present.clear();
        present.addAll(shown);
    }

    /** Somebody removed it, or its lifetime ended. */
    void vanished(VirtualAddress address) {
        present.remove(address);
    }

    /** What is to be done now; every change is answered by {@link #done} or {@link #refused}. */
    List<AddressChange> changes(Map<VirtualAddress, Wish> wishes, MonotonicInstant now) {
        forget(wishes);
        probe = probe.wanting(toProbe(wishes), now);
        wanted = new LinkedHashMap<>(wishes);
        wanted.entrySet().removeIf(wish -> !isAllowed(wish.getKey(), wish.getValue()));
        AddressDifference difference = AddressDifference.between(wanted, leases, present, now);
        difference.lost().forEach(this::lose);
        silentLookedAtAgainAt = wanted.values().stream().allMatch(Wish::alive)
                ? Optional.empty()
                : Optional.of(now.plus(SILENT_LOOKED_AT_AGAIN_AFTER));
        announceAnew(now);
        retryAt.values().removeIf(again -> again.isReachedAt(now));
        return difference.changes().stream()
                .filter(change -> !retryAt.containsKey(change.address()))
                .toList();
    }

    private void forget(Map<VirtualAddress, Wish> wishes) {
        lostUnder.keySet().retainAll(wishes.keySet());
        announcedUnder.keySet().retainAll(wishes.keySet());
        failures.retain(wishes.keySet());
        announcements.end(address -> !isAnnounced(wishes, address));
    }

    private static boolean isAnnounced(Map<VirtualAddress, Wish> wishes, VirtualAddress address) {
        Wish wish = wishes.get(address);
        return wish != null && wish.announced();
    }

    private Set<VirtualAddress> toProbe(Map<VirtualAddress, Wish> wishes) {
        return wishes.entrySet().stream()
                .filter(wish -> wish.getValue().probed() && !leases.containsKey(wish.getKey()))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    private boolean isAllowed(VirtualAddress address, Wish wish) {
        boolean free =
                !wish.probed() || leases.containsKey(address) || probe.free().contains(address);
        return free && !isUnder(lostUnder.get(address), wish);
    }

    private static boolean isUnder(@Nullable Long grant, Wish wish) {
        return grant != null && grant == wish.grant();
    }

    private void lose(VirtualAddress address) {
        leases.remove(address);
        present.remove(address);
        Optional.ofNullable(wanted.get(address)).ifPresent(wish -> lostUnder.put(address, wish.grant()));
        announcements.end(address::equals);
        leasesLost++;
    }

    /** The router asks for it although the address is there, such as after a lower-priority router was heard. */
    private void announceAnew(MonotonicInstant now) {
        wanted.forEach((address, wish) -> {
            if (leases.containsKey(address) && !isUnder(announcedUnder.get(address), wish)) {
                announce(address, now);
            }
        });
    }

    private void announce(VirtualAddress address, MonotonicInstant now) {
        Wish wish = wanted.get(address);
        if (wish != null && wish.announced()) {
            announcements.begin(address, wish.terms().announcements(), now);
            announcedUnder.put(address, wish.grant());
        }
    }

    /** Neighbors and switches may have forgotten, or learned something else, while the interface carried nothing. */
    void linkRestored(int interfaceIndex, MonotonicInstant now) {
        leases.keySet().stream()
                .filter(address -> address.interfaceIndex() == interfaceIndex)
                .forEach(address -> announce(address, now));
    }

    /** @param sentAt before the kernel got the request */
    void done(AddressChange change, MonotonicInstant sentAt) {
        VirtualAddress address = change.address();
        failures.clear(address);
        switch (change) {
            case AddressChange.Remove ignored -> {
                leases.remove(address);
                present.remove(address);
            }
            case AddressChange.Put put -> {
                leases.put(address, Lease.sent(put.terms().lease(), sentAt));
                present.add(address);
                if (put instanceof AddressChange.PutBack) {
                    putBack++;
                }
                if (!(put instanceof AddressChange.Refresh)) {
                    announce(address, sentAt);
                }
            }
        }
    }

    void refused(AddressChange change, NetlinkError error, MonotonicInstant at) {
        if (change.isDoneAlready(error)) {
            done(change, at);
            return;
        }
        retryAt.put(change.address(), at.plus(RETRY_AFTER));
        failures.refused(change, error);
    }

    /** The address of which one announcement is to be sent now. */
    Optional<VirtualAddress> announcementDue(MonotonicInstant now) {
        return announcements.takeDue(now);
    }

    /** The addresses for which one probe each is to be sent now. */
    List<VirtualAddress> probesDue(MonotonicInstant now) {
        OwnershipProbe.Step<VirtualAddress> step = probe.at(now);
        probe = step.next();
        return step.probes();
    }

    /**
     * The probe did not leave, so that silence says nothing: the question is put anew after a while.
     *
     * @param problem why
     */
    void notAsked(VirtualAddress address, String problem, MonotonicInstant now) {
        probe = probe.postponed(address, now.plus(RETRY_AFTER));
        failures.notAsked(address, problem);
    }

    OwnershipProbe<VirtualAddress> probe() {
        return probe;
    }

    /** Somebody else on the segment said that the address is theirs. */
    void claimed(VirtualAddress address, MonotonicInstant now) {
        probe = probe.claimed(address, now);
        failures.clear(address);
    }

    /** When the next change, announcement or probe is due if nobody wants anything else. */
    Optional<MonotonicInstant> deadline() {
        Stream<MonotonicInstant> leaseDeadlines = leases.entrySet().stream()
                .filter(lease -> !retryAt.containsKey(lease.getKey()))
                .map(lease -> isAlive(lease.getKey())
                        ? lease.getValue().refreshAt()
                        : lease.getValue().expiresAt());
        Stream<MonotonicInstant> others = Stream.of(announcements.deadline(), probe.deadline(), silentLookedAtAgainAt)
                .flatMap(Optional::stream);
        return Stream.of(leaseDeadlines, retryAt.values().stream(), others)
                .flatMap(each -> each)
                .reduce(MonotonicInstant::earlier);
    }

    private boolean isAlive(VirtualAddress address) {
        return Optional.ofNullable(wanted.get(address)).filter(Wish::alive).isPresent();
    }

    /**
     * Until when every address of a router is certainly there, by router, as far as the kernel took them. One that it has not got
     * counts from now, in every look anew: a router whose address is refused stays active with the others, and the refusal
     * stands in the failures.
     */
    Map<String, MonotonicInstant> leasedUntil(MonotonicInstant now) {
        Map<String, MonotonicInstant> earliest = new HashMap<>();
        wanted.forEach((address, wish) -> {
            Lease lease = leases.get(address);
            MonotonicInstant until = lease != null
                    ? lease.expiresAt()
                    : now.plus(wish.terms().lease().lifetime());
            earliest.merge(wish.router(), until, MonotonicInstant::earlier);
        });
        return earliest;
    }

    /** Routers that lost an address under the grant that they still claim. */
    Set<String> losers(Map<VirtualAddress, Wish> wishes) {
        return wishes.entrySet().stream()
                .filter(wish -> isUnder(lostUnder.get(wish.getKey()), wish.getValue()))
                .map(wish -> wish.getValue().router())
                .collect(Collectors.toSet());
    }

    AddressReport report(DeviceReport devices) {
        Set<VirtualAddress> held = new LinkedHashSet<>(present);
        held.addAll(leases.keySet());
        return new AddressReport(
                held.stream().map(VirtualAddress::address).collect(Collectors.toSet()),
                probe.taken().keySet().stream().map(VirtualAddress::address).collect(Collectors.toSet()),
                failures.byAddress(),
                devices,
                putBack,
                leasesLost);
    }
}
