package io.ipvsoperator.agent.address;

import io.ipvsoperator.time.MonotonicInstant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What to do so that this host has the wanted addresses and no other virtual ones. Pure.
 *
 * @param changes removals first: giving an address up is what others wait for
 * @param lost wanted addresses whose lease ran out before its refresh: somebody else may have them by now
 */
record AddressDifference(List<AddressChange> changes, Set<VirtualAddress> lost) {
    AddressDifference {
        changes = List.copyOf(changes);
        lost = Set.copyOf(lost);
    }

    /**
     * @param leases what we put into the kernel and have not removed
     * @param present virtual addresses of ours that the kernel showed last
     */
    static AddressDifference between(
            Map<VirtualAddress, Wish> wanted,
            Map<VirtualAddress, Lease> leases,
            Set<VirtualAddress> present,
            MonotonicInstant now) {
        List<AddressChange> changes = new ArrayList<>();
        Set<VirtualAddress> lost = new LinkedHashSet<>();
        Set<VirtualAddress> unwanted = new LinkedHashSet<>(present);
        unwanted.addAll(leases.keySet());
        unwanted.removeAll(wanted.keySet());
        unwanted.forEach(address -> changes.add(new AddressChange.Remove(address)));
        wanted.forEach((address, wish) -> {
            @Nullable Lease lease = leases.get(address);
            if (lease != null && !lease.holdsAt(now)) {
                lost.add(address);
            } else if (wish.alive()) {
                put(address, wish.terms(), lease, present.contains(address), now)
                        .ifPresent(changes::add);
            }
            // Else the lease, if there is one, runs out: who is silent does not keep an address.
        });
        return new AddressDifference(changes, lost);
    }

    private static Optional<AddressChange> put(
            VirtualAddress address, AddressTerms terms, @Nullable Lease lease, boolean present, MonotonicInstant now) {
        if (lease == null) {
            return Optional.of(new AddressChange.Add(address, terms));
        }
        if (!present) {
            return Optional.of(new AddressChange.PutBack(address, terms));
        }
        return lease.refreshAt().isReachedAt(now)
                ? Optional.of(new AddressChange.Refresh(address, terms))
                : Optional.empty();
    }
}
