package io.ipvsoperator.operator.vippool;

import io.ipvsoperator.operator.address.AddressFamily;
import io.ipvsoperator.operator.allocation.Allocation;
import io.ipvsoperator.operator.allocation.IpAddress;
import io.ipvsoperator.operator.virtualservice.Refusal;

/** The reason of a condition for each refusal of the allocator. */
final class RefusalReasons {
    private RefusalReasons() {}

    static Refusal of(Allocation.Refusal refusal, ValidPool pool) {
        if (!pool.withoutIpv6().isEmpty() && isAboutIpv6(refusal)) {
            return new Refusal(
                    "AgentsTooOld",
                    "VipPool " + pool.name() + ": no IPv6 address is given away while the agents of directors "
                            + String.join(", ", pool.withoutIpv6()) + " do not know IPv6; update the node-agent there");
        }
        return refusal instanceof Allocation.Refusal.AddressNotInPool(IpAddress address)
                        && pool.addresses().contains(address)
                ? new Refusal(
                        "AddressInUse",
                        "VipPool " + pool.name() + ": requested address " + address
                                + " belongs to a node, or to a virtual router of another pool; request another one")
                : new Refusal(reason(refusal), "VipPool " + pool.name() + ": " + refusal.describe());
    }

    private static boolean isAboutIpv6(Allocation.Refusal refusal) {
        return switch (refusal) {
            case Allocation.Refusal.AddressNotInPool(IpAddress address) -> address.family() == AddressFamily.IPV6;
            case Allocation.Refusal.PoolExhausted exhausted -> exhausted.family() == AddressFamily.IPV6;
            case Allocation.Refusal.AddressInUse ignored -> false;
            case Allocation.Refusal.AddressReleasing ignored -> false;
            case Allocation.Refusal.NoVirtualRouterId ignored -> false;
        };
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
