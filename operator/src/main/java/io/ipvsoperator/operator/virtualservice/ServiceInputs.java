package io.ipvsoperator.operator.virtualservice;

import io.fabric8.kubernetes.api.model.Node;
import io.ipvsoperator.crds.director.Director;
import io.ipvsoperator.crds.forwardingtable.ForwardingTable;
import io.ipvsoperator.crds.realserver.RealServer;
import io.ipvsoperator.crds.vippool.VipPool;
import io.ipvsoperator.crds.virtualrouter.VirtualRouter;
import io.ipvsoperator.operator.endpoints.ClusterBackends;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Everything that a decision about one service depends on, as it was at one moment.
 *
 * @param pool the one that the service names, if it exists
 * @param otherPools all but that
 * @param namespaceLabels of the service's namespace
 * @param routers those that hold an address of the service, released ones included
 * @param directors all of them, by name
 * @param realServers by the name of their node
 * @param clusterBackends endpoints of the Service that is named as its backends, or of the Service itself
 * @param planned what the pool's planner said
 * @param sharers all others that share its addresses
 * @param lost addresses of the table that it must not serve any longer: they are released, or somebody else's
 */
public record ServiceInputs(
        ServiceSource source,
        Optional<VipPool> pool,
        List<VipPool> otherPools,
        Map<String, String> namespaceLabels,
        List<VirtualRouter> routers,
        Optional<ForwardingTable> table,
        List<Node> nodes,
        Map<String, Director> directors,
        Map<String, RealServer> realServers,
        Optional<ClusterBackends> clusterBackends,
        Optional<PlannedAllocations.Planned> planned,
        List<ServiceSource> sharers,
        Set<String> lost) {

    Optional<Refusal> allocationRefusal() {
        return planned.flatMap(PlannedAllocations.Planned::refusal);
    }

    public String uid() {
        return source.uid();
    }

    /** In whose name it has addresses. */
    String holder() {
        return source.holder();
    }

    boolean isShared() {
        return source.holding().isShared();
    }

    /**
     * Present if it shares.
     *
     * @param refusal why one of them is not accepted, whatever the others ask for
     * @param held the addresses that they share
     */
    Optional<SharingGroup> sharingGroup(Function<ValidService, Optional<Refusal>> refusal, List<HeldAddress> held) {
        if (!isShared()) {
            return Optional.empty();
        }
        List<ServiceSource> all = new ArrayList<>(sharers);
        all.add(source);
        return Optional.of(SharingGroup.of(
                all, refusal, held.stream().map(HeldAddress::address).toList()));
    }

    /** Whether somebody else still holds its addresses. */
    boolean othersHold() {
        return sharers.stream()
                .anyMatch(other -> !other.isLeaving() || other.holding().runs());
    }

    NodeAddresses nodeAddresses() {
        return NodeAddresses.of(nodes, directors.values(), realServers.values());
    }

    BackendReadiness backends() {
        return new BackendReadiness(nodeAddresses(), realServers);
    }
}
