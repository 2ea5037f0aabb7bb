package io.ipvsoperator.operator.vippool;

import io.ipvsoperator.operator.allocation.Allocation;
import io.ipvsoperator.operator.allocation.Ipv4Address;
import io.ipvsoperator.operator.virtualservice.Refusal;

/** The reason of a condition for each refusal of the allocator. */
final class RefusalReasons {
    private RefusalReasons() {}

    static Refusal of(Allocation.Refusal refusal, ValidPool pool) {
        return refusal instanceof Allocation.Refusal.AddressNotInPool(Ipv4Address address)
                        && pool.addresses().contains(address)
                ? new Refusal(
                        "AddressInUse",
                        "VipPool " + pool.name() + ": requested address " + address
                                + " belongs to a node, or to a virtual router of another pool; request another one")
                : new Refusal(reason(refusal), "VipPool " + pool.name() + ": " + refusal.describe());
    }

    private static String reason(Allocation.Refusal refusal) {
        return switch (refusal) {
            case Allocation.Refusal.AddressNotInPool ignored -> "AddressNotInPool";
            case Allocation.Refusal.AddressInUse ignored -> "AddressInUse";
            case Allocation.Refusal.AddressReleasing ignored -> "AddressReleasing";
            case Allocation.Refusal.PoolExhausted ignored -> "PoolExhausted";
            case Allocation.Refusal.NoVirtualRouterId ignored -> "NoVirtualRouterId";
        };
    }
}
