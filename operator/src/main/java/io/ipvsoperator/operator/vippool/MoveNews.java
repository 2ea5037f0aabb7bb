package io.ipvsoperator.operator.vippool;

import io.ipvsoperator.crds.virtualrouter.VirtualRouterSpec;
import io.ipvsoperator.operator.pacing.Move;
import java.util.stream.Collectors;

/** Moves in words, with the addresses that people know. */
final class MoveNews {
    private static final int MOST_ADDRESSES = 8;

    private MoveNews() {}

    /** "172.28.128.200 (virtual router edge-33) moves from d1 to d2: back to its home order". */
    static String planned(Move move, PoolPlan plan) {
        return what(move.unit(), plan) + " moves from " + move.from() + " to " + move.to() + ": " + move.reason();
    }

    /** "172.28.128.200 (virtual router edge-33) has moved: d2 is active, d1 is not". */
    static String done(MovesPlan.Done done, PoolPlan plan) {
        return what(done.move().unit(), plan) + " " + done.outcome();
    }

    private static String what(String unit, PoolPlan plan) {
        String addresses = plan.routers().stream()
                .filter(router -> PoolPlan.unitName(router.pool(), router.virtualRouterId())
                        .equals(unit))
                .flatMap(router -> router.addresses().stream())
                .filter(address -> !RouterSweep.isReleased(address))
                .map(VirtualRouterSpec.Address::address)
                .limit(MOST_ADDRESSES)
                .collect(Collectors.joining(", "));
        return addresses.isEmpty() ? "virtual router " + unit : addresses + " (virtual router " + unit + ")";
    }
}
