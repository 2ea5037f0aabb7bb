package io.ipvsoperator.operator.vippool;

import io.fabric8.kubernetes.api.model.Node;
import io.ipvsoperator.crds.director.Director;
import io.ipvsoperator.crds.vippool.VipPool;
import io.ipvsoperator.crds.virtualrouter.VirtualRouter;
import io.ipvsoperator.operator.virtualservice.NodeAddresses;
import io.ipvsoperator.operator.virtualservice.ServiceSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Everything that a decision about one pool depends on, as it was at one moment.
 *
 * @param otherPools all but this one
 * @param services those that get their addresses from this pool
 * @param nodeAddresses which node has which address
 * @param routers of all pools
 * @param namespaceLabels by name of the namespace
 * @param emptiedTables uids of services whose table is empty by now, or was never written
 * @param password of the pool's authentication, when it names one that exists
 */
public record PoolInputs(
        VipPool pool,
        List<VipPool> otherPools,
        List<ServiceSource> services,
        List<Node> nodes,
        List<Director> directors,
        NodeAddresses nodeAddresses,
        List<VirtualRouter> routers,
        Map<String, Map<String, String>> namespaceLabels,
        Set<String> emptiedTables,
        Optional<byte[]> password) {

    public String poolName() {
        return pool.getMetadata().getName();
    }

    List<VirtualRouter> ownRouters() {
        return routers.stream()
                .filter(router -> router.getSpec().pool().equals(poolName()))
                .toList();
    }

    List<VirtualRouter> routersOf(VipPool other) {
        String name = other.getMetadata().getName();
        return routers.stream()
                .filter(router -> router.getSpec().pool().equals(name))
                .toList();
    }
}
