package io.ipvsoperator.operator.virtualservice;

import static org.assertj.core.api.Assertions.assertThat;

import io.ipvsoperator.crds.forwardingtable.ForwardingTableSpec;
import io.ipvsoperator.crds.virtualservice.VirtualServiceStatus;
import io.ipvsoperator.operator.testing.Given;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Service {@code shop/web} at port 80 shares the address 10.9.0.200 by key front. */
class SharedPortsTest {
    private final ServiceFixture fixture = SharedFixture.fixture();

    private void running() {
        fixture.table = Optional.of(ServiceFixture.table("10.9.0.200", "{address: 10.9.0.30, weight: 1}"));
    }

    private VirtualServiceStatus status() {
        return new ServiceStatusReport(fixture.inputs(), fixture.decide(), fixture.table).status(Instant.EPOCH);
    }

    @Test
    void of_two_that_ask_for_one_port_the_younger_is_told_which_and_whose_it_is() {
        fixture.others = List.of(SharedFixture.other("shop", 80, SharedFixture.OLDER));

        assertThat(fixture.decide().refusal())
                .contains(new Refusal(
                        "AddressInUse",
                        "spec.ports has TCP 80, which VirtualService shop/shop has on the addresses that both share;"
                                + " choose another port, or another spec.addresses.sharing.key, or none"));
    }

    @Test
    void who_loses_a_port_has_neither_table_nor_address() {
        fixture.others = List.of(SharedFixture.other("shop", 80, SharedFixture.OLDER));

        assertThat(fixture.decide().table()).isEmpty();
        assertThat(status().addresses()).isEmpty();
    }

    @Test
    void the_older_one_has_the_port() {
        fixture.others = List.of(SharedFixture.other("shop", 80, SharedFixture.YOUNGER));

        assertThat(fixture.decide().refusal()).isEmpty();
    }

    @Test
    void the_same_number_of_another_protocol_is_another_port() {
        fixture.others = List.of(Given.service(
                "name: web",
                "name: dns",
                "web-uid",
                "dns-uid",
                "protocol: TCP",
                "protocol: UDP",
                "families: [IPv4]",
                "families: [IPv4], sharing: {key: front}"));

        assertThat(fixture.decide().refusal()).isEmpty();
    }

    @Test
    void an_older_one_takes_no_port_from_a_younger_one_that_runs() {
        fixture.others = List.of(SharedFixture.other("shop", 80, SharedFixture.YOUNGER));
        fixture.tablesOfOthers = List.of(SharedFixture.serving("shop", 80));

        assertThat(fixture.decide().refusal()).map(Refusal::reason).contains("AddressInUse");
    }

    @Test
    void who_loses_reserves_nothing_for_itself() {
        fixture.others = List.of(
                Given.service(
                        "name: web",
                        "name: lost",
                        "web-uid",
                        "lost-uid",
                        "2026-01-02",
                        "2026-01-01",
                        "[{protocol: TCP, port: 80}]",
                        "[{name: a, protocol: TCP, port: 80}, {name: b, protocol: TCP, port: 25}]",
                        "families: [IPv4]",
                        "families: [IPv4], sharing: {key: front}"),
                SharedFixture.other("mail", 25, SharedFixture.YOUNGER));
        fixture.tablesOfOthers = List.of(SharedFixture.serving("mail", 25));

        assertThat(fixture.decide().refusal()).isEmpty();
    }

    @Test
    void a_table_whose_service_is_gone_keeps_its_port_until_it_is_empty() {
        fixture.source = new ServiceSource.OfVirtualService(
                fixture.service, Holdings.of(fixture.routers, List.of()).of(fixture.service));
        ServiceInputs inputs = fixture.inputs();
        ServiceSource orphan = new ServiceSource.Orphaned(
                SharedFixture.serving("gone", 80),
                new Holding(
                        SharedFixture.FRONT,
                        Holdings.ports(SharedFixture.serving("gone", 80).getSpec()),
                        Optional.empty()));

        SharingGroup group = SharingGroup.of(List.of(inputs.source(), orphan), service -> Optional.empty(), List.of());

        assertThat(group.portRefusal("web-uid")).map(Refusal::reason).contains("AddressInUse");
    }

    @Test
    void an_edit_that_asks_for_a_port_of_another_leaves_what_runs() {
        fixture.others = List.of(SharedFixture.other("mail", 25, SharedFixture.YOUNGER));
        fixture.tablesOfOthers = List.of(SharedFixture.serving("mail", 25));
        running();
        fixture.service = Given.service(
                "[{protocol: TCP, port: 80}]",
                "[{name: a, protocol: TCP, port: 80}, {name: b, protocol: TCP, port: 25}]",
                "families: [IPv4]",
                "families: [IPv4], sharing: {key: front}");

        assertThat(fixture.decide().table().orElseThrow().services())
                .extracting(ForwardingTableSpec.Service::port)
                .containsExactly(80);
    }
}
