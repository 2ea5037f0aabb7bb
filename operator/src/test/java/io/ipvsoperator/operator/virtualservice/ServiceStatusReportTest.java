package io.ipvsoperator.operator.virtualservice;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Condition;
import io.ipvsoperator.crds.director.Director;
import io.ipvsoperator.crds.director.DirectorStatus;
import io.ipvsoperator.crds.virtualservice.VirtualServiceStatus;
import io.ipvsoperator.operator.kubernetes.Conditions;
import io.ipvsoperator.operator.testing.Given;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ServiceStatusReportTest {
    private static final Instant NOW = Instant.parse("2026-03-01T00:00:00Z");

    private final ServiceFixture fixture = new ServiceFixture();

    ServiceStatusReportTest() {
        fixture.table = Optional.of(ServiceFixture.table("10.9.0.200", "{address: 10.9.0.30, weight: 1}"));
        fixture.directors = Map.of("d1", ServiceFixture.director("d1", 200), "d2", ServiceFixture.director("d2", 200));
    }

    @Test
    void a_service_that_every_live_director_has_applied_is_ready() {
        assertThat(condition("Ready")).isEqualTo("True Ready");
        assertThat(status().vip()).isEqualTo("10.9.0.200");
        assertThat(status().addresses())
                .containsExactly(new VirtualServiceStatus.Address("10.9.0.200", "edge-33-v4", List.of("d1", "d2")));
        assertThat(status().backends()).isEqualTo(new VirtualServiceStatus.Backends(1, 1));
    }

    @Test
    void a_director_that_has_not_yet_applied_the_table_is_waited_for() {
        fixture.directors = Map.of("d1", ServiceFixture.director("d1", 200), "d2", ServiceFixture.director("d2", 199));

        assertThat(condition("Programmed")).isEqualTo("False Pending");
        assertThat(condition("Ready")).isEqualTo("False Pending");
    }

    @Test
    void an_address_that_an_edit_took_from_the_pool_is_named_and_kept() {
        fixture.pool = Optional.of(Given.pool("[10.9.0.200-10.9.0.205]", "[10.9.0.202-10.9.0.205]"));

        assertThat(condition("AddressesAllocated")).isEqualTo("True OutsidePool");
        assertThat(message("AddressesAllocated")).contains("no longer lists 10.9.0.200");
        assertThat(condition("Ready")).isEqualTo("True Ready");
    }

    @Test
    void a_service_that_has_got_some_of_its_addresses_waits_for_the_others() {
        fixture.service = Given.service("count: 1", "count: 3");

        assertThat(condition("AddressesAllocated")).isEqualTo("Unknown Pending");
        assertThat(message("AddressesAllocated")).startsWith("1 of 3 addresses");
        assertThat(condition("Ready")).isEqualTo("Unknown Pending");
    }

    @Test
    void a_silent_director_is_not_waited_for() {
        fixture.directors = Map.of(
                "d1",
                ServiceFixture.director("d1", 200),
                "d2",
                Given.silent(ServiceFixture.director("d2", 0), "2026-02-01T00:00:00Z"));

        assertThat(condition("Programmed")).isEqualTo("True Programmed");
    }

    @Test
    void without_any_live_director_nobody_knows() {
        fixture.directors = Map.of();

        assertThat(condition("Programmed")).isEqualTo("Unknown NoDirectorAvailable");
    }

    @Test
    void a_failure_is_quoted_with_its_director() {
        Director failing = Given.saying(
                ServiceFixture.director("d2", 200),
                "failures",
                new DirectorStatus.Failures(
                        1,
                        List.of(new DirectorStatus.Failure("forwardingtables", ServiceFixture.TABLE, "no ip_vs_mh"))));
        fixture.directors = Map.of("d1", ServiceFixture.director("d1", 200), "d2", failing);

        assertThat(condition("Programmed")).isEqualTo("False Failed");
        assertThat(message("Programmed")).contains("d2", "no ip_vs_mh");
    }

    @Test
    void an_endpoint_that_two_nodes_have_is_named_with_both() {
        fixture.table = Optional.of(ServiceFixture.table("10.9.0.200", "{address: 10.9.0.30, weight: 0}"));
        fixture.realServers =
                Map.of("w1", ServiceFixture.having("w1", "10.9.0.30"), "d1", ServiceFixture.having("d1", "10.9.0.30"));

        assertThat(condition("BackendsResolved")).isEqualTo("False NoBackendReady");
        assertThat(message("BackendsResolved"))
                .contains("10.9.0.30", "an address of node d1 and of node w1 at once", "take it from all but one");
    }

    @Test
    void an_address_in_use_is_a_request_that_cannot_be_accepted_and_names_the_winner() {
        fixture.table = Optional.empty();
        fixture.routers = List.of();
        fixture.refused("AddressInUse", "10.9.0.200 is in use by shop/old");

        assertThat(condition("Accepted")).isEqualTo("False AddressInUse");
        assertThat(message("Accepted")).contains("shop/old");
    }

    @Test
    void an_exhausted_pool_is_no_fault_of_the_request() {
        fixture.table = Optional.empty();
        fixture.routers = List.of();
        fixture.refused("PoolExhausted", "0 free");

        assertThat(condition("Accepted")).isEqualTo("True Accepted");
        assertThat(condition("AddressesAllocated")).isEqualTo("False PoolExhausted");
    }

    @Test
    void addresses_that_the_planner_counts_are_not_allocated_before_all_of_them_are_written() {
        fixture.service = Given.service("count: 1", "count: Auto");
        fixture.planned = Optional.of(new PlannedAllocations.Planned(2, Optional.empty()));

        assertThat(condition("AddressesAllocated")).isEqualTo("Unknown Pending");
        assertThat(message("AddressesAllocated")).contains("1 of 2 addresses");
    }

    @Test
    void with_all_the_addresses_that_the_planner_counts_they_are_allocated() {
        fixture.service = Given.service("count: 1", "count: Auto");
        fixture.planned = Optional.of(new PlannedAllocations.Planned(1, Optional.empty()));

        assertThat(condition("AddressesAllocated")).isEqualTo("True Allocated");
    }

    @Test
    void before_the_planner_has_counted_the_addresses_of_a_new_service_none_are_allocated() {
        fixture.service = Given.service("count: 1", "count: Auto");

        assertThat(condition("AddressesAllocated")).isEqualTo("Unknown Pending");
    }

    @Test
    void what_keeps_running_though_it_is_not_accepted_says_so() {
        fixture.service = Given.service("families: [IPv4]", "families: [IPv4], sharing: {key: k}");

        assertThat(condition("Accepted")).isEqualTo("False SharingChanged");
        assertThat(message("Accepted")).contains("keeps running");
        assertThat(condition("Programmed")).isEqualTo("True Programmed");
    }

    private VirtualServiceStatus status() {
        ServiceInputs inputs = fixture.inputs();
        ServiceDecision decision = ServiceDecision.decide(inputs, Instant.EPOCH);
        return new ServiceStatusReport(inputs, decision, inputs.table()).status(NOW);
    }

    private String condition(String type) {
        Condition condition = Conditions.find(status().conditions(), type).orElseThrow();
        return condition.getStatus() + " " + condition.getReason();
    }

    private String message(String type) {
        return Conditions.find(status().conditions(), type).orElseThrow().getMessage();
    }
}
