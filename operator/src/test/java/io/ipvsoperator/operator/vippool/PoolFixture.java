package io.ipvsoperator.operator.vippool;

import io.fabric8.kubernetes.api.model.Node;
import io.ipvsoperator.crds.director.Director;
import io.ipvsoperator.crds.forwardingtable.ForwardingTable;
import io.ipvsoperator.crds.vippool.VipPool;
import io.ipvsoperator.crds.virtualrouter.VirtualRouter;
import io.ipvsoperator.crds.virtualrouter.VirtualRouterSpec;
import io.ipvsoperator.crds.virtualservice.VirtualService;
import io.ipvsoperator.operator.testing.Given;
import io.ipvsoperator.operator.virtualservice.Holdings;
import io.ipvsoperator.operator.virtualservice.NodeAddresses;
import io.ipvsoperator.operator.virtualservice.ServiceSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Pool {@code edge} on directors d1, d2 and d3, all available; a test replaces what it is about. */
final class PoolFixture {
    VipPool pool = Given.pool();
    List<VipPool> otherPools = List.of();
    List<VirtualService> services = List.of();
    List<Node> nodes = List.of(
            Given.node("d1", "10.9.0.11", true),
            Given.node("d2", "10.9.0.12", true),
            Given.node("d3", "10.9.0.13", true));
    List<Director> directors = List.of(director("d1", 0), director("d2", 0), director("d3", 0));
    List<VirtualRouter> routers = List.of();
    Set<String> emptiedTables = Set.of();
    /** Of those that share addresses. */
    List<ForwardingTable> tables = List.of();

    Optional<byte[]> password = Optional.empty();

    static Director director(String name, long applied) {
        return Given.director(name, "10.9.0.1" + name.substring(1), applied);
    }

    /** Router 33 of the pool at version 100 with one address. */
    static VirtualRouter router(String holder, boolean released, String members) {
        return Given.router("""
                metadata: {name: edge-33-v4, resourceVersion: "100"}
                spec:
                  pool: edge
                  virtualRouterId: 33
                  addressFamily: IPv4
                  addresses: [{address: 10.9.0.200, holder: %s%s}]
                  members: [%s]
                  vrrp:
                    version: 3
                    transport: Multicast
                    advertisementIntervalMilliseconds: 1000
                    failback: {policy: Immediate}
                    checksum: PseudoHeader
                    announcements: {repeat: 5, delayMilliseconds: 5000, refreshMilliseconds: 0, refreshRepeat: 1, intervalMilliseconds: 0}
                    virtualMac: Disabled
                """.formatted(holder, released ? ", released: true" : "", withAddresses(members)));
    }

    /** As the API server would return it, at version 100. */
    static VirtualRouter published(VirtualRouterSpec spec) {
        VirtualRouter router = router("any", false, "");
        router.getMetadata().setName(PoolPlan.routerName(spec));
        router.setSpec(spec);
        return router;
    }

    /** Each member with the address that its director reports. */
    private static String withAddresses(String members) {
        return members.replaceAll("director: d([0-9])", "director: d$1, addresses: [10.9.0.1$1]");
    }

    /** A member with the address that its director reports. */
    static VirtualRouterSpec.Member member(String director, int priority) {
        return new VirtualRouterSpec.Member(director, priority, List.of("10.9.0.1" + director.substring(1)));
    }

    /** Router 33 of another pool. */
    static VirtualRouter router(String pool, String holder, String members) {
        VirtualRouter router = router(holder, false, members);
        VirtualRouterSpec spec = router.getSpec();
        router.getMetadata().setName(pool + "-33-v4");
        router.setSpec(new VirtualRouterSpec(
                pool,
                spec.virtualRouterId(),
                spec.addressFamily(),
                spec.networkInterface(),
                spec.addresses(),
                spec.members(),
                spec.home(),
                spec.vrrp()));
        return router;
    }

    PoolInputs inputs() {
        Holdings holdings = Holdings.of(routers, tables);
        return new PoolInputs(
                pool,
                otherPools,
                services.stream()
                        .<ServiceSource>map(
                                service -> new ServiceSource.OfVirtualService(service, holdings.of(service)))
                        .toList(),
                nodes,
                directors,
                NodeAddresses.of(nodes, directors, List.of()),
                routers,
                Map.of(),
                emptiedTables,
                password);
    }
}
