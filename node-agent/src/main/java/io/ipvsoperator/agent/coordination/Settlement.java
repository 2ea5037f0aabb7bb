package io.ipvsoperator.agent.coordination;

import io.ipvsoperator.agent.link.Segment;
import io.ipvsoperator.agent.vrrp.SegmentView;
import io.ipvsoperator.wire.IpAddress;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Whether this host has become what the plan says, so that the plan's versions may be acknowledged. Pure. */
final class Settlement {
    private Settlement() {}

    /**
     * What the health checks say does not count: it is this director's own, and may change all the time.
     * Failures do not count: they stand in the status. Nor does who owns an address, which is for VRRP to say; but one that
     * nobody may own any longer must be off this host.
     *
     * @param assigned number of the last assignment to each segment that has a loop
     */
    static boolean isReached(Situation situation, Orders orders, Map<Segment, Long> assigned) {
        KernelReport kernel = situation.kernel();
        Set<IpAddress> planned = situation.plan().routers().stream()
                .flatMap(router -> router.addresses().stream())
                .collect(Collectors.toSet());
        return kernel.order().withoutHealth().equals(orders.kernel().withoutHealth())
                && !kernel.deferred()
                && planned.containsAll(situation.addresses().held())
                && assigned.entrySet().stream()
                        .allMatch(each -> isInForce(situation.views().get(each.getKey()), each.getValue()));
    }

    private static boolean isInForce(@Nullable SegmentView view, long number) {
        return view != null && view.assignment() >= number;
    }
}
