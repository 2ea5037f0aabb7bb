package io.ipvsoperator.operator.virtualservice;

import static org.assertj.core.api.Assertions.assertThat;

import io.ipvsoperator.crds.forwardingtable.ForwardingTableSpec;
import io.ipvsoperator.crds.forwardingtable.ForwardingTableSpec.Destination;
import io.ipvsoperator.operator.kubernetes.Truth;
import io.ipvsoperator.operator.testing.Given;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A service with an address of each family, and backends of both. */
class ServiceFamiliesTest {
    private static final String BACKENDS =
            "endpoints: [{address: 10.9.0.31, weight: 1}, {address: \"2001:db8::31\", weight: 1}]";

    private final ServiceFixture fixture = new ServiceFixture();

    @BeforeEach
    void bothFamilies() {
        fixture.pool = Optional.of(Given.pool(
                "[10.9.0.200-10.9.0.205]",
                "[10.9.0.200-10.9.0.205, \"2001:db8::c8-2001:db8::cd\"]",
                "allowedEndpoints: [10.9.0.0/24]",
                "allowedEndpoints: [10.9.0.0/24, \"2001:db8::/64\"]"));
        fixture.service = Given.service(
                "families: [IPv4]", "families: [IPv4, IPv6]", "endpoints: [{address: 10.9.0.30, weight: 1}]", BACKENDS);
        fixture.routers = List.of(
                ServiceFixture.router(33, "10.9.0.200", false), ServiceFixture.router(34, "\"2001:db8::c8\"", false));
    }

    @Test
    void the_table_has_addresses_and_destinations_of_both() {
        assertThat(table().addresses()).containsExactly("10.9.0.200", "2001:db8::c8");
        assertThat(table().destinations())
                .extracting(Destination::address)
                .containsExactly("10.9.0.31", "2001:db8::31");
    }

    @Test
    void a_node_needs_to_accept_the_addresses_of_its_endpoints_family_only() {
        fixture.realServers = Map.of("w1", ServiceFixture.accepting("w1", "10.9.0.200"));

        assertThat(table().destinations()).contains(new Destination("10.9.0.31", 1));
    }

    @Test
    void a_destination_of_a_family_without_an_address_is_left_out() {
        fixture.routers = List.of(ServiceFixture.router(33, "10.9.0.200", false));

        assertThat(table().destinations()).extracting(Destination::address).containsExactly("10.9.0.31");
    }

    @Test
    void an_address_that_no_backend_fits_is_said() {
        fixture.table =
                Optional.of(ServiceFixture.table("10.9.0.200, \"2001:db8::c8\"", "{address: 10.9.0.31, weight: 1}"));

        var condition = new BackendsReport(
                        decide().resolved(), fixture.table.map(table -> table.getSpec()), decide().backends())
                .condition();

        assertThat(condition.truth()).isEqualTo(Truth.FALSE);
        assertThat(condition.reason()).isEqualTo("NoBackendOfFamily");
        assertThat(condition.message()).contains("2001:db8::c8");
    }

    @ParameterizedTest
    @CsvSource({
        "'::', the unspecified address",
        "'::1', the loopback address",
        "'::ffff:10.9.0.31', an IPv4-mapped address",
        "'fe80::31', a link-local address",
        "'ff02::1', a multicast address",
        "'2001:db8::c9', a virtual address of VipPool edge"
    })
    void what_can_never_be_a_backend_is_refused_in_words(String address, String kind) {
        fixture.service = Given.service("address: 10.9.0.30", "address: \"" + address + "\"");

        assertThat(decide().refusal()).hasValueSatisfying(refusal -> {
            assertThat(refusal.reason()).isEqualTo("EndpointNotAllowed");
            assertThat(refusal.message()).contains(kind + ", which can never be a backend");
        });
    }

    @Test
    void an_endpoint_outside_what_the_pool_allows_is_refused() {
        fixture.service = Given.service("address: 10.9.0.30", "address: \"2001:db8:1::31\"");

        assertThat(decide().refusal())
                .hasValueSatisfying(refusal -> assertThat(refusal.message()).contains("10.9.0.0/24, 2001:db8::/64"));
    }

    private ForwardingTableSpec table() {
        return decide().table().orElseThrow();
    }

    private ServiceDecision decide() {
        return ServiceDecision.decide(fixture.inputs(), Instant.EPOCH);
    }
}
