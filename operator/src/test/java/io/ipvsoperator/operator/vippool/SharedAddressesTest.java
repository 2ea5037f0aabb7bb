package io.ipvsoperator.operator.vippool;

import static org.assertj.core.api.Assertions.assertThat;

import io.ipvsoperator.crds.forwardingtable.ForwardingTable;
import io.ipvsoperator.crds.virtualrouter.VirtualRouterSpec;
import io.ipvsoperator.crds.virtualservice.VirtualService;
import io.ipvsoperator.operator.placement.Amounts;
import io.ipvsoperator.operator.testing.Given;
import io.ipvsoperator.operator.virtualservice.Holdings;
import io.ipvsoperator.operator.virtualservice.Refusal;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Services that share addresses by key front. */
class SharedAddressesTest {
    private static final Instant NOW = Instant.parse("2026-03-01T00:00:00Z");
    private static final String FRONT =
            Holdings.of(List.of(), List.of()).of(sharing("web", 80, "count: 1")).holder();

    private final PoolFixture fixture = new PoolFixture();

    private static VirtualService sharing(String name, int port, String addresses) {
        return sharing(name, port, addresses, "100M");
    }

    private static VirtualService sharing(String name, int port, String addresses, String demand) {
        return Given.service(
                "name: web",
                "name: " + name,
                "web-uid",
                name + "-uid",
                "port: 80",
                "port: " + port,
                "count: 1, families: [IPv4]}",
                addresses + ", families: [IPv4], sharing: {key: front}}\n  demand: {bandwidth: " + demand + "}");
    }

    private static ForwardingTable serving(String name, int port, String addresses) {
        return Given.table("""
                metadata: {name: vs-%1$s-uid, resourceVersion: "200"}
                spec:
                  source: {kind: VirtualService, namespace: shop, name: %1$s, uid: %1$s-uid, generation: 1}
                  pool: edge
                  addresses: [%3$s]
                  services: [{protocol: TCP, port: %2$d, targetPort: %2$d, scheduler: rr, schedulerFlags: []}]
                  forwarding: {method: DirectRouting}
                  destinations: [{address: 10.9.0.30, weight: 1}]
                """.formatted(name, port, addresses));
    }

    private PoolDecision decide() {
        return PoolDecision.decide(fixture.inputs(), new PlacementMemory(), NOW);
    }

    private List<VirtualRouterSpec.Address> addresses() {
        return decide().plan().routers().stream()
                .flatMap(router -> router.addresses().stream())
                .toList();
    }

    /** What is planned now is published, and these run. */
    private void running(ForwardingTable... tables) {
        fixture.routers =
                decide().plan().routers().stream().map(PoolFixture::published).toList();
        fixture.tables = List.of(tables);
    }

    @Test
    void services_with_one_key_get_one_address() {
        fixture.services = List.of(sharing("web", 80, "count: 1"), sharing("mail", 25, "count: 1"));

        assertThat(addresses()).containsExactly(new VirtualRouterSpec.Address("10.9.0.200", FRONT, null));
    }

    @Test
    void one_that_comes_later_gets_the_address_that_is_there() {
        fixture.services = List.of(sharing("web", 80, "count: 1"));
        running(serving("web", 80, "10.9.0.200"));
        fixture.services = List.of(sharing("web", 80, "count: 1"), sharing("mail", 25, "count: 1"));

        assertThat(addresses()).containsExactly(new VirtualRouterSpec.Address("10.9.0.200", FRONT, null));
    }

    @Test
    void services_of_two_namespaces_with_one_key_share_nothing() {
        VirtualService other = sharing("mail", 25, "count: 1");
        other.getMetadata().setNamespace("other");
        fixture.services = List.of(sharing("web", 80, "count: 1"), other);

        assertThat(addresses())
                .extracting(VirtualRouterSpec.Address::address)
                .containsExactly("10.9.0.200", "10.9.0.201");
    }

    @Test
    void what_is_planned_with_is_the_demand_of_all() {
        fixture.services = List.of(sharing("web", 80, "count: 1", "300M"), sharing("mail", 25, "count: 1", "200M"));

        assertThat(demandOf(FRONT)).isEqualTo(Amounts.ofBandwidth(500_000_000));
    }

    @Test
    void who_loses_a_port_is_not_reckoned_with() {
        fixture.services = List.of(sharing("mail", 80, "count: 1", "300M"), sharing("web", 80, "count: 1", "200M"));

        assertThat(demandOf(FRONT)).isEqualTo(Amounts.ofBandwidth(300_000_000));
    }

    private Amounts demandOf(String holder) {
        PoolInputs inputs = fixture.inputs();
        PoolDirectors directors = PoolDirectors.of(inputs.pool(), inputs.nodes(), inputs.directors());
        return PoolValidation.validate(inputs, directors) instanceof PoolValidation.Outcome.Valid(ValidPool pool)
                ? new Holders(inputs, new PlacementMemory()).demand(holder, pool)
                : Amounts.UNKNOWN;
    }

    @Test
    void an_edit_of_one_alone_changes_nothing_for_those_that_run() {
        fixture.services = List.of(sharing("web", 80, "count: 1"), sharing("mail", 25, "count: 1"));
        running(serving("web", 80, "10.9.0.200"), serving("mail", 25, "10.9.0.200"));
        fixture.services =
                List.of(sharing("web", 80, "count: 1, requested: [10.9.0.203]"), sharing("mail", 25, "count: 1"));

        assertThat(addresses()).containsExactly(new VirtualRouterSpec.Address("10.9.0.200", FRONT, null));
    }

    @Test
    void an_edit_of_all_counts() {
        fixture.services = List.of(sharing("web", 80, "count: 1"), sharing("mail", 25, "count: 1"));
        running(serving("web", 80, "10.9.0.200"), serving("mail", 25, "10.9.0.200"));
        fixture.services = List.of(sharing("web", 80, "count: 2"), sharing("mail", 25, "count: 2"));

        assertThat(addresses())
                .extracting(VirtualRouterSpec.Address::address)
                .containsExactly("10.9.0.200", "10.9.0.201");
    }

    @Test
    void one_that_runs_and_is_refused_keeps_the_address_for_all() {
        fixture.services = List.of(sharing("web", 80, "count: 1"), sharing("mail", 25, "count: 1"));
        running(serving("web", 80, "10.9.0.200"), serving("mail", 25, "10.9.0.200"));
        VirtualService wrong = Given.service(
                "web-uid",
                "mail-uid",
                "name: web",
                "name: mail",
                "name: rr",
                "name: fastest",
                "families: [IPv4]",
                "families: [IPv4], sharing: {key: front}");
        fixture.services = List.of(sharing("web", 80, "count: 1, requested: [10.9.0.203]"), wrong);

        assertThat(addresses()).containsExactly(new VirtualRouterSpec.Address("10.9.0.200", FRONT, null));
    }

    @Test
    void the_address_stays_while_one_is_left() {
        fixture.services = List.of(sharing("web", 80, "count: 1"), sharing("mail", 25, "count: 1"));
        running(serving("mail", 25, "10.9.0.200"));
        leaving(fixture.services.getFirst());
        fixture.emptiedTables = Set.of("web-uid");

        assertThat(addresses()).containsExactly(new VirtualRouterSpec.Address("10.9.0.200", FRONT, null));
    }

    @Test
    void the_address_goes_with_the_last_one() {
        fixture.services = List.of(sharing("web", 80, "count: 1"), sharing("mail", 25, "count: 1"));
        running();
        fixture.services.forEach(SharedAddressesTest::leaving);
        fixture.emptiedTables = Set.of("web-uid", "mail-uid");

        assertThat(addresses()).containsExactly(new VirtualRouterSpec.Address("10.9.0.200", FRONT, true));
    }

    private static void leaving(VirtualService service) {
        service.getMetadata().setDeletionTimestamp("2026-02-28T00:00:00Z");
    }

    @Test
    void another_key_takes_no_address_from_what_runs() {
        fixture.services = List.of(sharing("web", 80, "count: 1"));
        running(serving("web", 80, "10.9.0.200"));
        fixture.services = List.of(Given.service("families: [IPv4]", "families: [IPv4], sharing: {key: back}"));

        assertThat(addresses()).containsExactly(new VirtualRouterSpec.Address("10.9.0.200", FRONT, null));
    }

    @Test
    void whoever_asks_for_a_shared_address_is_told_who_has_it() {
        fixture.services = List.of(sharing("web", 80, "count: 1"));
        running(serving("web", 80, "10.9.0.200"));
        fixture.services = List.of(
                sharing("web", 80, "count: 1"),
                Given.service(
                        "name: web",
                        "name: late",
                        "web-uid",
                        "late-uid",
                        "families: [IPv4]",
                        "families: [IPv4], requested: [10.9.0.200]"));

        assertThat(decide().plan().refusals().get("late-uid"))
                .extracting(Refusal::message)
                .asString()
                .contains("10.9.0.200 is in use by shop/web");
    }

    @Test
    void the_status_of_the_pool_counts_what_is_measured_once() {
        fixture.services = List.of(sharing("web", 80, "count: 1", "300M"), sharing("mail", 25, "count: 1", "200M"));
        running(serving("web", 80, "10.9.0.200"), serving("mail", 25, "10.9.0.200"));
        fixture.directors = List.of(
                Given.measuring(
                        PoolFixture.director("d1", 0), "edge-33-v4", "10.9.0.200", 400_000_000, 1, NOW.toString()),
                PoolFixture.director("d2", 0),
                PoolFixture.director("d3", 0));

        assertThat(decide().demand().status()).isNotNull().satisfies(demand -> {
            assertThat(demand.declared())
                    .isNotNull()
                    .extracting(load -> load.bandwidth())
                    .isEqualTo(500_000_000L);
            assertThat(demand.measured())
                    .isNotNull()
                    .extracting(load -> load.bandwidth())
                    .isEqualTo(400_000_000L);
        });
    }
}
