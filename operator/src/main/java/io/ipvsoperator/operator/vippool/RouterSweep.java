package io.ipvsoperator.operator.vippool;

import io.ipvsoperator.crds.director.Director;
import io.ipvsoperator.crds.virtualrouter.VirtualRouter;
import io.ipvsoperator.crds.virtualrouter.VirtualRouterSpec;
import io.ipvsoperator.operator.director.Acknowledgement;
import io.ipvsoperator.operator.director.Directors;
import io.ipvsoperator.operator.placement.FailoverPriority;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What happens to published routers without any new decision: addresses of holders that are gone are marked released,
 * released ones that every member has acknowledged go, and so do members that left and have acknowledged that.
 *
 * @param nodes names of all nodes: the word of a node that is gone is not waited for
 * @param desired names of the pool's directors
 * @param directors all of them, by name
 * @param holds whether a holder still has its addresses
 */
record RouterSweep(Set<String> nodes, Set<String> desired, Map<String, Director> directors, Predicate<String> holds) {
    /** Gives its addresses away and takes none. */
    private static final int LEAVING = 0;

    VirtualRouterSpec sweep(VirtualRouter router) {
        VirtualRouterSpec spec = router.getSpec();
        List<VirtualRouterSpec.Address> addresses = spec.addresses().stream()
                .filter(address -> !isReleased(address) || !isReusable(router))
                .map(this::releasedUnlessHeld)
                .toList();
        return new VirtualRouterSpec(
                spec.pool(),
                spec.virtualRouterId(),
                spec.addressFamily(),
                spec.networkInterface(),
                addresses,
                members(router),
                home(spec),
                spec.vrrp());
    }

    /** Before somebody leaves it is remembered which rank that had. */
    private @Nullable List<String> home(VirtualRouterSpec spec) {
        List<String> order =
                spec.members().stream().map(VirtualRouterSpec.Member::director).toList();
        return spec.home() != null || desired.containsAll(order) ? spec.home() : order;
    }

    static boolean isReleased(VirtualRouterSpec.Address address) {
        return Boolean.TRUE.equals(address.released());
    }

    private VirtualRouterSpec.Address releasedUnlessHeld(VirtualRouterSpec.Address address) {
        return isReleased(address) || holds.test(address.holder())
                ? address
                : new VirtualRouterSpec.Address(address.address(), address.holder(), true);
    }

    /** Whether no member can own a released address any longer, the silent ones included. */
    private boolean isReusable(VirtualRouter router) {
        return router.getSpec().members().stream().allMatch(member -> knows(router, member.director()));
    }

    private List<VirtualRouterSpec.Member> members(VirtualRouter router) {
        List<VirtualRouterSpec.Member> members = new ArrayList<>();
        int rank = 0;
        for (VirtualRouterSpec.Member member : router.getSpec().members()) {
            if (desired.contains(member.director())) {
                rank++;
                members.add(
                        new VirtualRouterSpec.Member(member.director(), priority(member, rank), member.addresses()));
            } else if (!hasLeft(router, member)) {
                members.add(new VirtualRouterSpec.Member(member.director(), LEAVING, member.addresses()));
            }
        }
        return members;
    }

    private int priority(VirtualRouterSpec.Member member, int rank) {
        Director director = directors.get(member.director());
        return director != null && Directors.isOut(director)
                ? FailoverPriority.MAINTENANCE
                : FailoverPriority.ofRank(rank);
    }

    private boolean hasLeft(VirtualRouter router, VirtualRouterSpec.Member member) {
        return !nodes.contains(member.director()) || (member.priority() == LEAVING && knows(router, member.director()));
    }

    private boolean knows(VirtualRouter router, String name) {
        Director director = directors.get(name);
        return director == null
                || !nodes.contains(name)
                || Acknowledgement.of(director, router).isHandled();
    }
}
