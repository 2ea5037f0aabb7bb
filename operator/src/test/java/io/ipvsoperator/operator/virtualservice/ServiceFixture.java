package io.ipvsoperator.operator.virtualservice;

import io.fabric8.kubernetes.api.model.Node;
import io.ipvsoperator.crds.director.Director;
import io.ipvsoperator.crds.forwardingtable.ForwardingTable;
import io.ipvsoperator.crds.realserver.RealServer;
import io.ipvsoperator.crds.vippool.VipPool;
import io.ipvsoperator.crds.virtualrouter.VirtualRouter;
import io.ipvsoperator.crds.virtualservice.VirtualService;
import io.ipvsoperator.operator.endpoints.ClusterBackends;
import io.ipvsoperator.operator.testing.Given;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Service {@code shop/web} with address 10.9.0.200 on directors d1 and d2; a test replaces what it is about. */
final class ServiceFixture {
    static final String TABLE = "vs-web-uid";

    VirtualService service = Given.service();

    @Nullable
    ServiceSource source;

    Optional<VipPool> pool = Optional.of(Given.pool());
    List<VirtualRouter> routers = List.of(router(33, "10.9.0.200", false));
    Optional<ForwardingTable> table = Optional.empty();
    List<Node> nodes = List.of(
            Given.node("d1", "10.9.0.11", true),
            Given.node("d2", "10.9.0.12", true),
            Given.node("w1", "10.9.0.31", false));
    Map<String, Director> directors = Map.of("d1", director("d1", 0), "d2", director("d2", 0));
    Map<String, RealServer> realServers = Map.of();
    List<VipPool> otherPools = List.of();
    Optional<ClusterBackends> clusterBackends = Optional.empty();
    Optional<PlannedAllocations.Planned> planned = Optional.empty();
    /** Others that ask to share, with their tables. */
    List<VirtualService> others = List.of();

    List<ForwardingTable> tablesOfOthers = List.of();

    static Director director(String name, long applied) {
        return Given.director(name, "10.9.0.1" + name.substring(1), applied);
    }

    /** At version 100. */
    static VirtualRouter router(int identifier, String address, boolean released) {
        return router(identifier, address, released, "web-uid");
    }

    static VirtualRouter router(int identifier, String address, boolean released, String holder) {
        return Given.router("""
                metadata: {name: edge-%1$d-v4, resourceVersion: "100"}
                spec:
                  pool: edge
                  virtualRouterId: %1$d
                  addressFamily: IPv4
                  addresses: [{address: %2$s, holder: %4$s, released: %3$s}]
                  members: [{director: d1, priority: 250}, {director: d2, priority: 240}]
                  vrrp: {version: 3, transport: Multicast, advertisementIntervalMilliseconds: 1000, failback: {policy: Immediate}}
                """.formatted(identifier, address, released, holder));
    }

    /** At version 200. */
    static ForwardingTable table(String addresses, String destinations) {
        return Given.table("""
                metadata: {name: vs-web-uid, resourceVersion: "200"}
                spec:
                  source: {kind: VirtualService, namespace: shop, name: web, uid: web-uid, generation: 1}
                  pool: edge
                  addresses: [%s]
                  services: [{protocol: TCP, port: 80, targetPort: 80, scheduler: rr, schedulerFlags: []}]
                  forwarding: {method: DirectRouting}
                  destinations: [%s]
                """.formatted(addresses, destinations));
    }

    static RealServer accepting(String node, String addresses) {
        return Given.realServer("""
                metadata: {name: %s, resourceVersion: "1"}
                spec: {addresses: [%s]}
                status: {addresses: [%s]}
                """.formatted(node, addresses, addresses));
    }

    /** A node without virtual addresses, whose agent reports these of its own. */
    static RealServer having(String node, String addresses) {
        return Given.realServer("""
                metadata: {name: %s, resourceVersion: "1"}
                spec: {addresses: []}
                status: {addresses: [], nodeAddresses: [%s]}
                """.formatted(node, addresses));
    }

    /** The agents of d1 and d2 have these features. */
    void agentsKnow(String... features) {
        directors = Map.of(
                "d1", Given.knowing(director("d1", 0), features), "d2", Given.knowing(director("d2", 0), features));
    }

    ServiceDecision decide() {
        return ServiceDecision.decide(inputs(), Instant.EPOCH);
    }

    void refused(String reason, String message) {
        planned = Optional.of(new PlannedAllocations.Planned(0, Optional.of(new Refusal(reason, message))));
    }

    ServiceInputs inputs() {
        Holdings holdings = Holdings.of(
                routers, Stream.concat(table.stream(), tablesOfOthers.stream()).toList());
        ServiceSource own = source == null ? new ServiceSource.OfVirtualService(service, holdings.of(service)) : source;
        return new ServiceInputs(
                own,
                pool,
                otherPools,
                Map.of(),
                routers,
                table,
                nodes,
                directors,
                realServers,
                clusterBackends,
                planned,
                others.stream()
                        .<ServiceSource>map(other -> new ServiceSource.OfVirtualService(other, holdings.of(other)))
                        .toList(),
                table.map(published -> holdings.lost(published.getSpec(), own.holder()))
                        .orElse(Set.of()));
    }
}
