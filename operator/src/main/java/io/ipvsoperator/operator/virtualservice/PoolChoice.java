package io.ipvsoperator.operator.virtualservice;

import io.fabric8.kubernetes.api.model.Service;
import io.ipvsoperator.crds.vippool.VipPool;
import io.ipvsoperator.crds.virtualrouter.VirtualRouter;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which pool a Service gets its addresses from. Once it has some it stays there, whatever pools come and go.
 *
 * @param pool empty text when there is none
 */
public record PoolChoice(String pool, Optional<Refusal> refusal) {

    /** @param labels of its namespace */
    public static PoolChoice of(
            Service service, Collection<VipPool> pools, Map<String, String> labels, List<VirtualRouter> routers) {
        Optional<String> named = LoadBalancers.annotation(service, LoadBalancers.POOL);
        Optional<String> holding = holding(service.getMetadata().getUid(), routers);
        if (holding.isPresent()) {
            boolean moved = named.isPresent() && !named.equals(holding);
            return new PoolChoice(
                    holding.get(), moved ? Optional.of(changed(named.get(), holding.get())) : Optional.empty());
        }
        return named.or(() -> firstAutomatic(pools, labels))
                .map(pool -> new PoolChoice(pool, Optional.empty()))
                .orElseGet(() -> new PoolChoice("", Optional.of(none(service))));
    }

    private static Optional<String> holding(String uid, List<VirtualRouter> routers) {
        return routers.stream()
                .map(VirtualRouter::getSpec)
                .filter(router -> router.addresses().stream()
                        .anyMatch(entry -> entry.holder().equals(uid) && !Boolean.TRUE.equals(entry.released())))
                .map(router -> router.pool())
                .min(Comparator.naturalOrder());
    }

    private static Optional<String> firstAutomatic(Collection<VipPool> pools, Map<String, String> labels) {
        return pools.stream()
                .filter(pool -> pool.getMetadata().getDeletionTimestamp() == null)
                .filter(pool -> "Automatic".equals(pool.getSpec().allocation()))
                .filter(pool -> Admission.allows(pool.getSpec().allowedNamespaces(), labels))
                .map(pool -> pool.getMetadata().getName())
                .min(Comparator.naturalOrder());
    }

    private static Refusal changed(String named, String holding) {
        return new Refusal(
                "PoolChanged",
                "metadata.annotations[" + LoadBalancers.POOL + "] is " + named
                        + " but the Service has its addresses from VipPool " + holding
                        + "; put " + holding + " back, or delete the Service and create it anew");
    }

    private static Refusal none(Service service) {
        return new Refusal(
                "PoolNotFound",
                "no VipPool with allocation: Automatic allows namespace "
                        + service.getMetadata().getNamespace() + "; name one in metadata.annotations["
                        + LoadBalancers.POOL + "], or have one allow the namespace");
    }
}
