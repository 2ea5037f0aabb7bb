package io.ipvsoperator.crds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.ipvsoperator.crds.director.Director;
import io.ipvsoperator.crds.director.DirectorStatus;
import io.ipvsoperator.crds.forwardingtable.ForwardingTable;
import io.ipvsoperator.crds.forwardingtable.ForwardingTableSpec;
import io.ipvsoperator.crds.testing.ApiServer;
import io.ipvsoperator.crds.virtualrouter.VirtualRouter;
import io.ipvsoperator.crds.virtualrouter.VirtualRouterSpec;
import io.ipvsoperator.crds.virtualservice.VirtualService;
import io.ipvsoperator.crds.virtualservice.VirtualServiceSpec;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Lists at their limit, which is accepted, and one above it, which is not. */
class LimitsApiServerIT {
    @RegisterExtension
    static final ApiServer SERVER = new ApiServer();

    @Test
    void a_virtual_service_has_at_most_1000_backends() {
        String namespace = SERVER.newNamespace();
        assertLimit(1000, "spec.backends.endpoints: Too many: 1001: must have at most 1000 items", count -> {
            var service = named(new VirtualService(), "limit");
            service.getMetadata().setNamespace(namespace);
            service.setSpec(serviceWithEndpoints(count));
            return service;
        });
    }

    @Test
    void a_forwarding_table_has_at_most_1000_destinations() {
        assertLimit(1000, "spec.destinations: Too many: 1001: must have at most 1000 items", count -> {
            var table = named(new ForwardingTable(), "limit");
            table.setSpec(tableWithDestinations(count));
            return table;
        });
    }

    @Test
    void a_virtual_router_has_at_most_1024_addresses() {
        assertLimit(1024, "spec.addresses: Too many: 1025: must have at most 1024 items", count -> {
            var router = named(new VirtualRouter(), "limit");
            router.setSpec(routerWithAddresses(count));
            return router;
        });
    }

    @Test
    void a_director_reports_at_most_20_failures() {
        var director = SERVER.client().resource(named(new Director(), "limit")).serverSideApply();
        try {
            director.getMetadata().setManagedFields(List.of());
            director.setStatus(statusWithFailures(20));
            assertThat(SERVER.client()
                            .resource(director)
                            .updateStatus()
                            .getStatus()
                            .failures())
                    .extracting(DirectorStatus.Failures::total)
                    .isEqualTo(20);
            director.getMetadata().setResourceVersion(null);
            director.setStatus(statusWithFailures(21));
            assertThatThrownBy(() -> SERVER.client().resource(director).updateStatus())
                    .hasMessageContaining("status.failures.items: Too many: 21: must have at most 20 items");
        } finally {
            SERVER.client().resource(director).delete();
        }
    }

    @Test
    void a_director_names_at_most_20_addresses_and_what_was_measured_of_them_stays() {
        var director = SERVER.client().resource(named(new Director(), "limit")).serverSideApply();
        try {
            director.getMetadata().setManagedFields(List.of());
            director.setStatus(statusWithAddresses(20));
            assertThat(SERVER.client().resource(director).updateStatus().getStatus())
                    .isEqualTo(statusWithAddresses(20));
            director.getMetadata().setResourceVersion(null);
            director.setStatus(statusWithAddresses(21));
            assertThatThrownBy(() -> SERVER.client().resource(director).updateStatus())
                    .hasMessageContaining("status.demand.heaviestAddresses: Too many: 21: must have at most 20 items");
        } finally {
            SERVER.client().resource(director).delete();
        }
    }

    private static void assertLimit(int limit, String message, IntFunction<HasMetadata> ofSize) {
        assertThat(SERVER.client().resource(ofSize.apply(limit)).dryRun().create())
                .isNotNull();
        assertThatThrownBy(() -> SERVER.client()
                        .resource(ofSize.apply(limit + 1))
                        .dryRun()
                        .create())
                .isInstanceOf(KubernetesClientException.class)
                .hasMessageContaining(message);
    }

    private static <R extends CustomResource<?, ?>> R named(R resource, String name) {
        resource.setMetadata(new ObjectMetaBuilder().withName(name).build());
        return resource;
    }

    private static VirtualServiceSpec serviceWithEndpoints(int count) {
        return new VirtualServiceSpec(
                "edge",
                new VirtualServiceSpec.Addresses(new IntOrString(1), List.of("IPv4"), List.of(), null),
                null,
                List.of(new VirtualServiceSpec.Port(null, "TCP", 80, null)),
                new VirtualServiceSpec.Scheduler("rr", List.of()),
                new VirtualServiceSpec.Forwarding("DirectRouting", null),
                null,
                new VirtualServiceSpec.Backends(
                        addresses(count)
                                .map(address -> new VirtualServiceSpec.Endpoint(address, 1))
                                .toList(),
                        null),
                null,
                new VirtualServiceSpec.Drain("60s"));
    }

    private static ForwardingTableSpec tableWithDestinations(int count) {
        return new ForwardingTableSpec(
                new ForwardingTableSpec.Source("VirtualService", "default", "web", "uid", 1),
                "edge",
                List.of("172.28.128.200"),
                List.of(new ForwardingTableSpec.Service("TCP", 80, 80, "rr", List.of(), null)),
                new ForwardingTableSpec.Forwarding("DirectRouting", null),
                addresses(count)
                        .map(address -> new ForwardingTableSpec.Destination(address, 1))
                        .toList(),
                null);
    }

    private static VirtualRouterSpec routerWithAddresses(int count) {
        return new VirtualRouterSpec(
                "edge",
                33,
                "IPv4",
                null,
                addresses(count)
                        .map(address -> new VirtualRouterSpec.Address(address, "uid", null))
                        .toList(),
                List.of(new VirtualRouterSpec.Member("d1", 250, null)),
                null,
                new VirtualRouterSpec.Vrrp(
                        3,
                        "Multicast",
                        1000,
                        new VirtualRouterSpec.Failback("Immediate", null),
                        null,
                        null,
                        null,
                        null,
                        null,
                        null));
    }

    private static DirectorStatus statusWithAddresses(int count) {
        var measured = new DirectorStatus.Measured(720_000_000, 60_000, 12, new Load(900_000_000L, 75_000L, 40L));
        return new DirectorStatus(
                null,
                null,
                List.of(new DirectorStatus.Router(
                        "edge-33-v4", "Active", "2026-01-02T03:04:05Z", 250, null, null, null, measured)),
                null,
                null,
                null,
                null,
                null,
                null,
                new DirectorStatus.Demand(
                        "2026-01-02T03:04:05Z",
                        addresses(count)
                                .map(address -> new DirectorStatus.AddressDemand(address, measured))
                                .toList()),
                null);
    }

    private static DirectorStatus statusWithFailures(int count) {
        var failures = IntStream.range(0, count)
                .mapToObj(i -> new DirectorStatus.Failure("forwardingtables", "vs-" + i, "no such scheduler"))
                .toList();
        return new DirectorStatus(
                null,
                null,
                null,
                null,
                null,
                null,
                new DirectorStatus.Failures(count, failures),
                null,
                null,
                null,
                null);
    }

    private static Stream<String> addresses(int count) {
        return IntStream.range(0, count).mapToObj(i -> "10.0." + i / 256 + "." + i % 256);
    }
}
