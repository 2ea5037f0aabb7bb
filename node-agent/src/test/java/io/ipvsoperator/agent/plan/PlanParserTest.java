package io.ipvsoperator.agent.plan;

import static io.ipvsoperator.agent.plan.ObjectKind.DIRECTOR;
import static io.ipvsoperator.agent.plan.ObjectKind.FORWARDING_TABLE;
import static io.ipvsoperator.agent.plan.ObjectKind.REAL_SERVER;
import static io.ipvsoperator.agent.plan.ObjectKind.VIRTUAL_ROUTER;
import static io.ipvsoperator.agent.plan.PublishedObjects.destination;
import static io.ipvsoperator.agent.plan.PublishedObjects.member;
import static io.ipvsoperator.agent.plan.PublishedObjects.router;
import static io.ipvsoperator.agent.plan.PublishedObjects.service;
import static io.ipvsoperator.agent.plan.PublishedObjects.table;
import static io.ipvsoperator.agent.plan.PublishedObjects.vrrp;
import static io.ipvsoperator.agent.plan.PublishedObjects.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.ipvsoperator.wire.IpAddress;
import io.ipvsoperator.wire.vrrp.Authentication;
import io.ipvsoperator.wire.vrrp.VrrpVersion;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlanParserTest {
    private final PlanParser parser = new PlanParser("d1");

    @Test
    void a_router_that_names_this_node_is_in_its_plan() {
        RouterPlan router = onlyRouter(new PublishedObjects()
                .and(VIRTUAL_ROUTER, "edge-33-v4", router())
                .confirmed());
        assertThat(router.virtualRouterId().value()).isEqualTo(33);
        assertThat(router.priority().value()).isEqualTo(250);
        assertThat(router.addresses()).containsExactly(IpAddress.parse("192.0.2.200"));
        assertThat(router.participates()).isTrue();
    }

    @Test
    void a_router_of_other_nodes_is_not() {
        Plan plan = parser.parse(new PublishedObjects()
                .and(VIRTUAL_ROUTER, "edge-33-v4", with(router(), "members", List.of(member("d2", 250))))
                .confirmed());
        assertThat(plan.routers()).isEmpty();
        assertThat(plan.failures()).isEmpty();
        assertThat(plan.isDirector()).isFalse();
    }

    @Test
    void nobody_may_own_a_released_address() {
        RouterPlan router = onlyRouter(new PublishedObjects()
                .and(
                        VIRTUAL_ROUTER,
                        "edge-33-v4",
                        with(
                                router(),
                                "addresses",
                                List.of(Map.of("address", "192.0.2.200", "holder", "uid-1", "released", true))))
                .confirmed());
        assertThat(router.addresses()).isEmpty();
        assertThat(router.published()).hasSize(1);
        assertThat(router.participates()).isFalse();
    }

    @Test
    void maintenance_of_this_node_withdraws_it_from_every_router() {
        RouterPlan router = onlyRouter(new PublishedObjects()
                .and(VIRTUAL_ROUTER, "edge-33-v4", router())
                .and(DIRECTOR, "d1", Map.of("maintenance", true))
                .confirmed());
        assertThat(router.participates()).isFalse();
    }

    @Test
    void a_plan_from_disk_keeps_the_order_of_the_members_below_every_confirmed_priority() {
        PublishedObjects objects = new PublishedObjects().and(VIRTUAL_ROUTER, "edge-33-v4", router());
        assertThat(onlyRouter(objects.fromDisk()).priority().value()).isEqualTo(16);
        assertThat(new PlanParser("d3")
                        .parse(objects.fromDisk())
                        .routers()
                        .getFirst()
                        .priority()
                        .value())
                .isEqualTo(14);
    }

    @Test
    void the_quickest_successor_is_the_second_in_the_order() {
        RouterPlan router = onlyRouter(new PublishedObjects()
                .and(VIRTUAL_ROUTER, "edge-33-v4", router())
                .confirmed());
        assertThat(router.successorWaits()).isEqualTo(Duration.ofMillis(3_062).plusNanos(500_000));
    }

    @Test
    void a_password_of_more_than_eight_characters_is_cut_with_a_warning() {
        RouterPlan router = onlyRouter(new PublishedObjects()
                .and(VIRTUAL_ROUTER, "edge-33-v4", with(router(), "vrrp", versionTwoWithPassword()))
                .withPassword("edge", "netology_secret")
                .confirmed());
        assertThat(router.version()).isEqualTo(new VrrpVersion.V2(Authentication.SimplePassword.of("netology")));
        assertThat(router.warnings()).singleElement().asString().contains("8 characters");
    }

    @Test
    void a_password_that_is_not_there_fails_the_router_alone() {
        Plan plan = parser.parse(new PublishedObjects()
                .and(VIRTUAL_ROUTER, "edge-33-v4", with(router(), "vrrp", versionTwoWithPassword()))
                .and(VIRTUAL_ROUTER, "other-34-v4", otherRouter("192.0.2.201"))
                .confirmed());
        assertThat(plan.routers()).extracting(RouterPlan::name).containsExactly("other-34-v4");
        assertThat(onlyFailure(plan).message()).contains("spec.vrrp.authentication.secretKey is 'edge'");
    }

    @ParameterizedTest
    @CsvSource({
        "version, 4, spec.vrrp.version is 4",
        "transport, Broadcast, spec.vrrp.transport is 'Broadcast'",
        "advertisementIntervalMilliseconds, 15, spec.vrrp.advertisementIntervalMilliseconds is 15",
        "advertisementIntervalMilliseconds, 50000, spec.vrrp.advertisementIntervalMilliseconds is 50000"
    })
    void a_failure_of_a_router_names_field_and_value(String field, String value, String message) {
        Object typed = value.chars().allMatch(Character::isDigit) ? (Object) Integer.valueOf(value) : value;
        Plan plan = parser.parse(new PublishedObjects()
                .and(VIRTUAL_ROUTER, "edge-33-v4", with(router(), "vrrp", with(vrrp(), field, typed)))
                .confirmed());
        assertThat(plan.routers()).isEmpty();
        assertThat(onlyFailure(plan).message()).startsWith(message);
    }

    @Test
    void a_field_of_another_type_fails_its_object_alone() {
        Plan plan = parser.parse(new PublishedObjects()
                .and(VIRTUAL_ROUTER, "edge-33-v4", with(router(), "members", "d1"))
                .and(VIRTUAL_ROUTER, "other-34-v4", otherRouter("192.0.2.201"))
                .confirmed());
        assertThat(plan.routers()).hasSize(1);
        assertThat(onlyFailure(plan).message()).contains("spec.members");
    }

    @Test
    void a_field_that_a_newer_operator_writes_is_passed_over() {
        Plan plan = parser.parse(new PublishedObjects()
                .and(VIRTUAL_ROUTER, "edge-33-v4", with(router(), "colour", "green"))
                .confirmed());
        assertThat(plan.failures()).isEmpty();
        assertThat(plan.routers()).hasSize(1);
    }

    @Test
    void an_address_of_two_routers_stays_with_the_first() {
        Plan plan = parser.parse(new PublishedObjects()
                .and(VIRTUAL_ROUTER, "edge-33-v4", router())
                .and(VIRTUAL_ROUTER, "other-34-v4", otherRouter("192.0.2.200"))
                .confirmed());
        assertThat(plan.routers().get(0).addresses()).hasSize(1);
        assertThat(plan.routers().get(1).addresses()).isEmpty();
        assertThat(onlyFailure(plan).message()).contains("192.0.2.200", "edge-33-v4");
    }

    @Test
    void a_table_is_programmed_for_the_addresses_of_this_nodes_routers_only() {
        Plan plan = parser.parse(new PublishedObjects()
                .and(VIRTUAL_ROUTER, "edge-33-v4", router())
                .and(FORWARDING_TABLE, "vs-1", with(table(), "addresses", List.of("192.0.2.200", "192.0.2.201")))
                .and(FORWARDING_TABLE, "vs-2", with(table(), "addresses", List.of("192.0.2.202")))
                .confirmed());
        assertThat(plan.tables()).singleElement().satisfies(table -> {
            assertThat(table.name()).isEqualTo("vs-1");
            assertThat(table.addresses()).extracting(Object::toString).containsExactly("/192.0.2.200");
        });
    }

    @Test
    void an_emptied_table_needs_nothing() {
        Map<String, Object> tombstone =
                Map.of("pool", "edge", "addresses", List.of(), "services", List.of(), "destinations", List.of());
        Plan plan = parser.parse(new PublishedObjects()
                .and(VIRTUAL_ROUTER, "edge-33-v4", router())
                .and(FORWARDING_TABLE, "vs-1", tombstone)
                .confirmed());
        assertThat(plan.tables()).isEmpty();
        assertThat(plan.failures()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "protocol, ICMP, spec.services[0].protocol is 'ICMP'",
        "port, 0, spec.services[0].port is 0",
        "targetPort, 8080, spec.services[0].targetPort is 8080",
        "scheduler, a-name-that-is-too-long, spec.services[0].scheduler is"
    })
    void a_failure_of_a_table_names_field_and_value(String field, String value, String message) {
        Object typed = value.chars().allMatch(Character::isDigit) ? (Object) Integer.valueOf(value) : value;
        Plan plan = parser.parse(new PublishedObjects()
                .and(VIRTUAL_ROUTER, "edge-33-v4", router())
                .and(FORWARDING_TABLE, "vs-1", with(table(), "services", List.of(with(service(), field, typed))))
                .and(FORWARDING_TABLE, "vs-2", table())
                .confirmed());
        assertThat(onlyFailure(plan).message()).startsWith(message);
        assertThat(plan.tables()).extracting(TablePlan::name).containsExactly("vs-2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"192.0.2", "192.0.2.030", "224.0.0.1", "127.0.0.1", "nginx", "::1"})
    void a_destination_is_a_unicast_address_written_in_full(String address) {
        Plan plan = parser.parse(new PublishedObjects()
                .and(VIRTUAL_ROUTER, "edge-33-v4", router())
                .and(FORWARDING_TABLE, "vs-1", with(table(), "destinations", List.of(destination(address, 1))))
                .confirmed());
        assertThat(onlyFailure(plan).message())
                .startsWith("spec.destinations[0].address is '" + address + "', must be");
    }

    @Test
    void a_table_whose_weights_are_all_zero_is_draining() {
        Plan plan = parser.parse(new PublishedObjects()
                .and(VIRTUAL_ROUTER, "edge-33-v4", router())
                .and(FORWARDING_TABLE, "vs-1", with(table(), "destinations", List.of(destination("192.0.2.30", 0))))
                .confirmed());
        assertThat(plan.tables()).singleElement().matches(TablePlan::isDraining);
    }

    @Test
    void the_real_server_of_this_node_names_the_addresses_to_accept() {
        Plan plan = parser.parse(new PublishedObjects()
                .and(REAL_SERVER, "d1", Map.of("addresses", List.of("192.0.2.200")))
                .and(REAL_SERVER, "other", Map.of("addresses", List.of("192.0.2.201")))
                .confirmed());
        assertThat(plan.realServer()).contains(new Plan.RealServerPlan(1, List.of(IpAddress.parse("192.0.2.200"))));
        assertThat(plan.isDirector()).isFalse();
    }

    private RouterPlan onlyRouter(ClusterView view) {
        Plan plan = parser.parse(view);
        assertThat(plan.failures()).isEmpty();
        assertThat(plan.routers()).hasSize(1);
        return plan.routers().getFirst();
    }

    private static Failure onlyFailure(Plan plan) {
        assertThat(plan.failures()).hasSize(1);
        return plan.failures().getFirst();
    }

    private static Map<String, Object> versionTwoWithPassword() {
        return with(with(vrrp(), "version", 2), "authentication", Map.of("type", "PASS", "secretKey", "edge"));
    }

    private static Map<String, Object> otherRouter(String address) {
        Map<String, Object> spec = with(router(), "virtualRouterId", 34);
        return with(spec, "addresses", List.of(Map.of("address", address, "holder", "uid-2")));
    }
}
