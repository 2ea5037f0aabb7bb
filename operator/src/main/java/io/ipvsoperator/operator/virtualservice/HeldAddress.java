package io.ipvsoperator.operator.virtualservice;

import io.ipvsoperator.crds.forwardingtable.ForwardingTable;
import io.ipvsoperator.crds.virtualrouter.VirtualRouter;
import io.ipvsoperator.crds.virtualrouter.VirtualRouterSpec;
import io.ipvsoperator.operator.allocation.IpAddress;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * An address that a service may use, by the word of the router that holds it.
 *
 * @param order directors that may take it, first the active one
 */
public record HeldAddress(IpAddress address, String router, List<String> order) {
    public HeldAddress {
        order = List.copyOf(order);
    }

    /** Lowest address first. */
    public static List<HeldAddress> of(String holder, List<VirtualRouter> routers) {
        return routers.stream()
                .flatMap(router -> router.getSpec().addresses().stream()
                        .filter(entry -> entry.holder().equals(holder) && !Boolean.TRUE.equals(entry.released()))
                        .map(entry -> new HeldAddress(
                                IpAddress.of(entry.address()),
                                router.getMetadata().getName(),
                                order(router))))
                .sorted(Comparator.comparing(HeldAddress::address))
                .toList();
    }

    /** Those of them that a table serves already. */
    static List<HeldAddress> servedBy(Optional<ForwardingTable> table, List<HeldAddress> held) {
        List<String> served = table.map(known -> known.getSpec().addresses()).orElse(List.of());
        return held.stream()
                .filter(one -> served.contains(one.address().toString()))
                .toList();
    }

    /** Directors that may take the router, first the active one; those with priority 0 take nothing. */
    public static List<String> order(VirtualRouter router) {
        return router.getSpec().members().stream()
                .filter(member -> member.priority() > 0)
                .sorted(Comparator.comparingInt(VirtualRouterSpec.Member::priority)
                        .reversed())
                .map(VirtualRouterSpec.Member::director)
                .toList();
    }
}
