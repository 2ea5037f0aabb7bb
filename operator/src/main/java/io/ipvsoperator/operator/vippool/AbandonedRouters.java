package io.ipvsoperator.operator.vippool;

import io.ipvsoperator.crds.director.Director;
import io.ipvsoperator.crds.virtualrouter.VirtualRouter;
import io.ipvsoperator.crds.virtualrouter.VirtualRouterSpec;
import io.ipvsoperator.operator.director.Acknowledgement;
import io.ipvsoperator.operator.director.Directors;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Routers that outlive their pool. A silent director delays the reuse of addresses and never the deletion of a pool:
 * what it has not acknowledged stays, every address released, until it is heard again or its Node is gone. Until then
 * no other pool uses these addresses and identifiers.
 */
final class AbandonedRouters {
    private AbandonedRouters() {}

    static List<VirtualRouter> of(PoolInputs inputs) {
        Set<String> pools = inputs.otherPools().stream()
                .map(pool -> pool.getMetadata().getName())
                .collect(Collectors.toSet());
        return inputs.routers().stream()
                .filter(router -> !router.getSpec().pool().equals(inputs.poolName())
                        && !pools.contains(router.getSpec().pool()))
                .toList();
    }

    /** Those that nobody needs any longer. */
    static List<VirtualRouter> over(PoolInputs inputs, RouterSweep sweep) {
        return of(inputs).stream()
                .filter(router -> isReleased(router.getSpec()))
                .filter(router -> sweep.sweep(router).addresses().isEmpty())
                .toList();
    }

    /** Whether a router that is published as planned waits for nothing but the word of silent directors. */
    static boolean mayBeAbandoned(VirtualRouter router, List<Director> directors) {
        Set<String> members = router.getSpec().members().stream()
                .map(VirtualRouterSpec.Member::director)
                .collect(Collectors.toSet());
        return isReleased(router.getSpec())
                && directors.stream()
                        .filter(Directors::isAvailable)
                        .filter(director ->
                                members.contains(director.getMetadata().getName()))
                        .allMatch(
                                director -> Acknowledgement.of(director, router).isHandled());
    }

    private static boolean isReleased(VirtualRouterSpec router) {
        return router.addresses().stream().allMatch(RouterSweep::isReleased);
    }
}
