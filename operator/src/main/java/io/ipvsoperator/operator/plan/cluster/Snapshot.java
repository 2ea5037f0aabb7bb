package io.ipvsoperator.operator.plan.cluster;

import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Node;
import io.ipvsoperator.crds.director.Director;
import io.ipvsoperator.crds.forwardingtable.ForwardingTable;
import io.ipvsoperator.crds.realserver.RealServer;
import io.ipvsoperator.crds.vippool.VipPool;
import io.ipvsoperator.crds.virtualrouter.VirtualRouter;
import io.ipvsoperator.crds.virtualservice.VirtualService;
import io.ipvsoperator.operator.vippool.PoolInputs;
import io.ipvsoperator.operator.virtualservice.NodeAddresses;
import io.ipvsoperator.operator.virtualservice.TableNames;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** All objects that plans depend on, as they were at one moment. */
public record Snapshot(
        List<VipPool> pools,
        List<VirtualService> services,
        List<Node> nodes,
        List<Director> directors,
        List<RealServer> realServers,
        List<VirtualRouter> routers,
        List<ForwardingTable> tables,
        List<Namespace> namespaces) {

    /** Passwords are not read: one that a pool names is taken to be there. */
    private static final byte[] SOME_PASSWORD = {'*'};

    public Snapshot {
        pools = pools.stream()
                .sorted(Comparator.comparing(pool -> pool.getMetadata().getName()))
                .toList();
        services = List.copyOf(services);
        nodes = List.copyOf(nodes);
        directors = List.copyOf(directors);
        realServers = List.copyOf(realServers);
        routers = List.copyOf(routers);
        tables = List.copyOf(tables);
        namespaces = List.copyOf(namespaces);
    }

    /** As the operator gathers them. */
    public PoolInputs inputsOf(VipPool pool) {
        String name = pool.getMetadata().getName();
        List<VirtualService> own = services.stream()
                .filter(service -> name.equals(service.getSpec().poolName()))
                .toList();
        return new PoolInputs(
                pool,
                pools.stream()
                        .filter(other -> !other.getMetadata().getName().equals(name))
                        .toList(),
                own,
                nodes,
                directors,
                NodeAddresses.of(nodes, directors, realServers),
                routers,
                namespaces.stream()
                        .collect(Collectors.toMap(
                                namespace -> namespace.getMetadata().getName(),
                                namespace -> Objects.requireNonNullElse(
                                        namespace.getMetadata().getLabels(), Map.of()))),
                emptied(own),
                Optional.of(SOME_PASSWORD));
    }

    /** Services of which no table has an address. */
    private Set<String> emptied(List<VirtualService> own) {
        Set<String> programmed = tables.stream()
                .filter(table -> !table.getSpec().addresses().isEmpty())
                .map(table -> table.getMetadata().getName())
                .collect(Collectors.toSet());
        return own.stream()
                .map(service -> service.getMetadata().getUid())
                .filter(uid -> !programmed.contains(TableNames.of(uid)))
                .collect(Collectors.toSet());
    }
}
