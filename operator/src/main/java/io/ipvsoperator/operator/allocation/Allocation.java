package io.ipvsoperator.operator.allocation;

import io.ipvsoperator.operator.address.AddressFamily;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The answer to an {@link AllocationProblem}. No address ever changes its router.
 *
 * @param routers all of them with the entries they shall have, new routers included, by identifier
 * @param grants one a claim, oldest first
 */
public record Allocation(List<AllocationProblem.Router> routers, List<Grant> grants, AddressPool.Usage usage) {

    /**
     * @param kept of what it had; a refusal leaves it all that it had
     * @param outsidePool those kept that the pool does not list any longer
     */
    public record Grant(
            AllocationProblem.Claim claim,
            List<IpAddress> kept,
            List<IpAddress> added,
            List<IpAddress> removed,
            Set<IpAddress> outsidePool,
            Optional<Refusal> refusal) {
        public Grant {
            kept = List.copyOf(kept);
            added = List.copyOf(added);
            removed = List.copyOf(removed);
            outsidePool = Set.copyOf(outsidePool);
        }
    }

    /** Why a claim did not get what it lacks. It gets all of that or nothing. */
    public sealed interface Refusal {

        String describe();

        record AddressNotInPool(IpAddress address) implements Refusal {
            @Override
            public String describe() {
                return "requested address " + address
                        + " is not in the pool; request one that is, or add it to the pool";
            }
        }

        /** @param by namespace/name of the holder, or its uid when it has no claim any longer */
        record AddressInUse(IpAddress address, String by) implements Refusal {
            @Override
            public String describe() {
                return "requested address " + address + " is in use by " + by + "; request another one";
            }
        }

        record AddressReleasing(IpAddress address) implements Refusal {
            @Override
            public String describe() {
                return "requested address " + address + " is given back by its former holder, but not every director of"
                        + " its virtual router has acknowledged that; it is given as soon as they have, or as the Node of"
                        + " one that is gone for good is deleted";
            }
        }

        record PoolExhausted(AddressFamily family, long free, int wanted) implements Refusal {
            @Override
            public String describe() {
                return "the pool has " + free + " free " + family + " addresses but " + wanted
                        + " are wanted; add addresses to the pool or lower the count";
            }
        }

        record NoVirtualRouterId(AllocationProblem.IdentifierBudget budget) implements Refusal {
            @Override
            public String describe() {
                return "every virtual router identifier from " + budget.first() + " to " + budget.last()
                        + " is in use by other pools; widen vrrp.virtualRouterIds: 1 more identifier is enough";
            }
        }
    }

    public Allocation {
        routers = List.copyOf(routers);
        grants = List.copyOf(grants);
    }
}
