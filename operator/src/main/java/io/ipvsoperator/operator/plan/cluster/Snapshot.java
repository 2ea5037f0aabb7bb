package io.ipvsoperator.operator.plan.cluster;

import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Service;
import io.ipvsoperator.crds.director.Director;
import io.ipvsoperator.crds.forwardingtable.ForwardingTable;
import io.ipvsoperator.crds.realserver.RealServer;
import io.ipvsoperator.crds.vippool.VipPool;
import io.ipvsoperator.crds.virtualrouter.VirtualRouter;
import io.ipvsoperator.crds.virtualservice.VirtualService;
import io.ipvsoperator.operator.vippool.PoolInputs;
import io.ipvsoperator.operator.virtualservice.Holdings;
import io.ipvsoperator.operator.virtualservice.LoadBalancers;
import io.ipvsoperator.operator.virtualservice.NodeAddresses;
import io.ipvsoperator.operator.virtualservice.PoolChoice;
import io.ipvsoperator.operator.virtualservice.ServiceSource;
import io.ipvsoperator.operator.virtualservice.TableNames;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** All objects that plans depend on, as they were at one moment. */
public record Snapshot(
        List<VipPool> pools,
        List<VirtualService> services,
        List<Service> kubernetesServices,
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
        kubernetesServices = List.copyOf(kubernetesServices);
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
        Holdings holdings = Holdings.of(routers, tables);
        List<ServiceSource> own = Stream.<ServiceSource>concat(
                        services.stream()
                                .map(service -> new ServiceSource.OfVirtualService(service, holdings.of(service))),
                        kubernetesServices.stream()
                                .filter(LoadBalancers::isOurs)
                                .map(service -> balancer(service, holdings)))
                .filter(source -> name.equals(source.poolName()))
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

    private ServiceSource balancer(Service service, Holdings holdings) {
        PoolChoice choice = PoolChoice.of(service, pools, labels(service), holdings);
        return new ServiceSource.OfLoadBalancer(service, choice, holdings.of(service, choice.pool()));
    }

    private Map<String, String> labels(Service service) {
        return namespaces.stream()
                .filter(namespace -> namespace
                        .getMetadata()
                        .getName()
                        .equals(service.getMetadata().getNamespace()))
                .findFirst()
                .map(namespace -> namespace.getMetadata().getLabels())
                .orElseGet(Map::of);
    }

    /** Services of which no table has an address. */
    private Set<String> emptied(List<ServiceSource> own) {
        Set<String> programmed = tables.stream()
                .filter(table -> !table.getSpec().addresses().isEmpty())
                .map(table -> table.getMetadata().getName())
                .collect(Collectors.toSet());
        return own.stream()
                .map(ServiceSource::uid)
                .filter(uid -> !programmed.contains(TableNames.of(uid)))
                .collect(Collectors.toSet());
    }
}
