package io.ipvsoperator.operator.vippool;

import io.ipvsoperator.operator.allocation.Allocation;
import io.ipvsoperator.operator.virtualservice.Refusal;

/** The reason of a condition for each refusal of the allocator. */
final class RefusalReasons {
    private RefusalReasons() {}

    static Refusal of(Allocation.Refusal refusal, String pool) {
        String reason = switch (refusal) {
            case Allocation.Refusal.AddressNotInPool ignored -> "AddressNotInPool";
            case Allocation.Refusal.AddressInUse ignored -> "AddressInUse";
            case Allocation.Refusal.PoolExhausted ignored -> "PoolExhausted";
            case Allocation.Refusal.NoVirtualRouterId ignored -> "NoVirtualRouterId";
        };
        return new Refusal(reason, "VipPool " + pool + ": " + refusal.describe());
    }
}
