package io.ipvsoperator.agent.plan;

import static io.ipvsoperator.agent.plan.ObjectKind.FORWARDING_TABLE;
import static io.ipvsoperator.agent.plan.ObjectKind.VIRTUAL_ROUTER;
import static io.ipvsoperator.agent.plan.PublishedObjects.destination;
import static io.ipvsoperator.agent.plan.PublishedObjects.router;
import static io.ipvsoperator.agent.plan.PublishedObjects.service;
import static io.ipvsoperator.agent.plan.PublishedObjects.table;
import static io.ipvsoperator.agent.plan.PublishedObjects.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.ipvsoperator.netlink.ipvs.AddressFamily;
import io.ipvsoperator.netlink.ipvs.DestinationKey;
import io.ipvsoperator.netlink.ipvs.ForwardingMethod;
import io.ipvsoperator.netlink.ipvs.IpvsDestination;
import io.ipvsoperator.netlink.ipvs.ServiceFlag;
import io.ipvsoperator.netlink.ipvs.Tunnel;
import io.ipvsoperator.wire.IpNetwork;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TableParserTest {
    private static Plan plan(Map<String, Object> table) {
        return new PlanParser("d1")
                .parse(new PublishedObjects()
                        .and(VIRTUAL_ROUTER, "edge-33-v4", router())
                        .and(FORWARDING_TABLE, "vs-1", table)
                        .confirmed());
    }

    private static List<IpvsDestination> programmed(Map<String, Object> table) {
        Plan plan = plan(table);
        assertThat(plan.failures()).isEmpty();
        return plan.tables().getFirst().destinationsOf(0, AddressFamily.IPV4);
    }

    private static String failure(Map<String, Object> table) {
        List<Failure> failures = plan(table).failures();
        assertThat(failures).hasSize(1);
        return failures.getFirst().message();
    }

    private static DestinationKey key(int last, int port) {
        return new DestinationKey(InetAddress.ofLiteral("192.0.2." + last), port);
    }

    private static Map<String, Object> to(String field, Object value) {
        return with(table(), "destinations", List.of(with(destination("192.0.2.30", 1), field, value)));
    }

    private static Map<String, Object> forwarding(Map<String, Object> forwarding) {
        return with(table(), "forwarding", forwarding);
    }

    private static Map<String, Object> tunnel(Map<String, Object> tunnel) {
        return forwarding(Map.of("method", "Tunnel", "tunnel", tunnel));
    }

    private static Map<String, Object> mapped(Map<String, Object> table) {
        return with(table, "services", List.of(with(service(), "targetPort", 8080)));
    }

    @Test
    void masquerade_maps_the_port() {
        assertThat(programmed(mapped(forwarding(Map.of("method", "Masquerade")))))
                .containsExactly(
                        new IpvsDestination(key(30, 8080), ForwardingMethod.MASQUERADE, 1, 0, 0, Tunnel.IPIP),
                        new IpvsDestination(key(40, 8080), ForwardingMethod.MASQUERADE, 1, 0, 0, Tunnel.IPIP));
    }

    @Test
    void what_keeps_the_port_refuses_another() {
        assertThat(failure(mapped(tunnel(Map.of("type", "IPIP")))))
                .isEqualTo(
                        "spec.services[0].targetPort is 8080, must be 80: only the method Masquerade changes the port");
    }

    @Test
    void a_tunnel_has_type_port_and_checksum() {
        assertThat(programmed(tunnel(Map.of("type", "GUE", "port", 6080, "checksum", "RemoteOffload"))))
                .first()
                .isEqualTo(new IpvsDestination(
                        key(30, 80), ForwardingMethod.TUNNEL, 1, 0, 0, new Tunnel(Tunnel.Type.GUE, 6080, 2)));
    }

    @Test
    void gre_has_a_checksum_and_no_port() {
        assertThat(programmed(tunnel(Map.of("type", "GRE", "checksum", "Full"))))
                .first()
                .extracting(IpvsDestination::tunnel)
                .isEqualTo(new Tunnel(Tunnel.Type.GRE, 0, 1));
    }

    @Test
    void gue_without_a_port_fails_the_table() {
        assertThat(failure(tunnel(Map.of("type", "GUE"))))
                .isEqualTo("spec.forwarding.tunnel.port is null, must be the UDP port of GUE");
    }

    @Test
    void a_tunnel_that_this_agent_does_not_know_fails_the_table() {
        assertThat(failure(tunnel(Map.of("type", "VXLAN"))))
                .isEqualTo("spec.forwarding.tunnel.type is 'VXLAN', this agent knows IPIP, GUE, GRE");
    }

    @Test
    void the_method_tunnel_needs_a_tunnel() {
        assertThat(failure(forwarding(Map.of("method", "Tunnel"))))
                .isEqualTo("spec.forwarding.tunnel is null, must say how packets are encapsulated");
    }

    @Test
    void a_method_that_this_agent_does_not_know_fails_the_table() {
        assertThat(failure(forwarding(Map.of("method", "Teleport"))))
                .isEqualTo("spec.forwarding.method is 'Teleport', this agent knows DirectRouting, Masquerade, Tunnel");
    }

    @Test
    void a_destination_may_be_reached_otherwise_than_the_others() {
        assertThat(programmed(to("forwarding", Map.of("method", "Tunnel", "tunnel", Map.of("type", "IPIP")))))
                .extracting(IpvsDestination::forwarding)
                .containsExactly(ForwardingMethod.TUNNEL);
    }

    @Test
    void all_destinations_are_masqueraded_or_none() {
        assertThat(failure(to("forwarding", Map.of("method", "Masquerade"))))
                .startsWith("spec.destinations[0].forwarding.method is MASQUERADE, must be absent");
    }

    @Test
    void destinations_of_a_masqueraded_service_see_the_director_unless_said_otherwise() {
        assertThat(plan(forwarding(Map.of("method", "Masquerade")))
                        .tables()
                        .getFirst()
                        .masqueraded())
                .contains(Forwarding.Source.DIRECTOR);
        assertThat(plan(forwarding(Map.of("method", "Masquerade", "sourceAddress", "Client")))
                        .tables()
                        .getFirst()
                        .masqueraded())
                .contains(Forwarding.Source.CLIENT);
    }

    @Test
    void a_destination_may_have_ports_of_its_own() {
        Map<String, Object> table =
                with(to("targetPorts", List.of(8081)), "forwarding", Map.of("method", "Masquerade"));
        assertThat(programmed(table)).extracting(IpvsDestination::key).containsExactly(key(30, 8081));
    }

    @Test
    void a_destination_with_port_0_does_not_serve() {
        assertThat(programmed(to("targetPorts", List.of(0)))).isEmpty();
    }

    @Test
    void ports_of_its_own_are_as_many_as_services() {
        assertThat(failure(to("targetPorts", List.of(80, 80))))
                .startsWith("spec.destinations[0].targetPorts is [80, 80], must hold one for each");
    }

    @Test
    void thresholds_limit_the_connections_of_a_destination() {
        Map<String, Object> limited =
                with(with(destination("192.0.2.30", 1), "upperThreshold", 100), "lowerThreshold", 80);
        assertThat(programmed(with(table(), "destinations", List.of(limited))))
                .containsExactly(
                        new IpvsDestination(key(30, 80), ForwardingMethod.DIRECT_ROUTING, 1, 100, 80, Tunnel.IPIP));
    }

    @Test
    void a_lower_threshold_is_below_the_upper_one() {
        assertThat(failure(to("lowerThreshold", 80)))
                .isEqualTo("spec.destinations[0].lowerThreshold is 80, must be less than upperThreshold, 0");
    }

    @Test
    void udp_may_be_scheduled_packet_by_packet() {
        Map<String, Object> udp = with(with(service(), "protocol", "UDP"), "onePacket", true);
        Plan plan = plan(with(table(), "services", List.of(udp)));
        assertThat(plan.tables().getFirst().services().getFirst().flags()).containsExactly(ServiceFlag.ONE_PACKET);
    }

    @Test
    void tcp_may_not() {
        assertThat(failure(with(table(), "services", List.of(with(service(), "onePacket", true)))))
                .isEqualTo("spec.services[0].onePacket is true, must be absent: only UDP packets stand alone");
    }

    @Test
    void clients_may_be_told_apart_by_the_sip_call() {
        Map<String, Object> persistence =
                Map.of("timeoutSeconds", 300, "ipv4PrefixLength", 32, "ipv6PrefixLength", 128, "engine", "sip");
        Plan plan = plan(with(table(), "services", List.of(with(service(), "persistence", persistence))));
        assertThat(plan.tables().getFirst().services().getFirst().affinity())
                .hasValueSatisfying(affinity -> assertThat(affinity.engine()).contains("sip"));
    }

    private static Map<String, Object> withFallback(Map<String, Object> quorum, int weight) {
        Map<String, Object> fallback = Map.of("address", "192.0.2.90", "weight", weight, "fallbackWeight", 1);
        Map<String, Object> check = Map.of(
                "tcp",
                Map.of(),
                "intervalMilliseconds",
                5000,
                "timeoutMilliseconds",
                5000,
                "rise",
                2,
                "fall",
                3,
                "panicThreshold",
                100,
                "quorum",
                quorum);
        return with(
                with(table(), "destinations", List.of(destination("192.0.2.30", 1), fallback)), "healthCheck", check);
    }

    @Test
    void a_fallback_has_the_weight_with_which_it_stands_in_and_none_before() {
        TablePlan plan = plan(withFallback(Map.of("minimum", 2, "hysteresis", 1), 0))
                .tables()
                .getFirst();
        assertThat(plan.destinations().getLast().isFallback()).isTrue();
        assertThat(plan.destinationsOf(0, AddressFamily.IPV4))
                .extracting(IpvsDestination::weight)
                .containsExactly(1, 0);
        assertThat(plan.healthCheck().flatMap(HealthCheck::quorum)).contains(new HealthCheck.Quorum(2, 1));
    }

    @Test
    void a_fallback_with_weight_or_without_a_quorum_is_refused() {
        assertThat(failure(withFallback(Map.of("minimum", 1, "hysteresis", 0), 1)))
                .isEqualTo("spec.destinations[1].weight is 1, must be 0 with fallbackWeight");
        assertThat(failure(to("fallbackWeight", 1))).startsWith("spec.destinations[0].weight is 1");
    }

    @Test
    void a_quorum_that_could_never_be_missed_is_refused() {
        assertThat(failure(withFallback(Map.of("minimum", 2, "hysteresis", 2), 0)))
                .isEqualTo("spec.healthCheck.quorum.hysteresis is 2, must be 0 to 1");
    }

    private static Map<String, Object> checked(String question, String path) {
        Map<String, Object> check = Map.of(
                "intervalMilliseconds",
                5000,
                "timeoutMilliseconds",
                5000,
                "rise",
                2,
                "fall",
                3,
                "panicThreshold",
                50,
                "path",
                path);
        return with(table(), "healthCheck", with(check, question, Map.of()));
    }

    @Test
    void a_check_goes_where_its_path_leads() {
        TablePlan plan = plan(checked("tcp", "DataPath")).tables().getFirst();
        assertThat(plan.healthCheck().map(HealthCheck::path)).contains(HealthCheck.Path.DATA_PATH);
    }

    @Test
    void a_path_of_a_later_version_is_refused() {
        assertThat(failure(checked("tcp", "Elsewhere"))).startsWith("spec.healthCheck.path is 'Elsewhere'");
    }

    @Test
    void an_echo_through_ipvs_is_refused() {
        assertThat(failure(checked("icmp", "DataPath")))
                .isEqualTo("spec.healthCheck.path is 'DataPath', must be RealAddress with icmp: IPVS forwards no echo");
    }

    @Test
    void the_path_of_what_is_masqueraded_is_the_real_address() {
        assertThat(failure(with(checked("tcp", "DataPath"), "forwarding", Map.of("method", "Masquerade"))))
                .startsWith("spec.healthCheck.path is 'DataPath', must be RealAddress with Masquerade");
    }

    @Test
    void with_a_slow_start_weights_are_ten_times_as_large() {
        assertThat(programmed(with(table(), "slowStartSeconds", 60)))
                .extracting(IpvsDestination::weight)
                .containsExactly(10, 10);
        assertThat(failure(with(to("weight", 6554), "slowStartSeconds", 60)))
                .isEqualTo("spec.destinations[0].weight is 6554, must be 0 to 6553");
        assertThat(failure(with(table(), "slowStartSeconds", 9)))
                .isEqualTo("spec.slowStartSeconds is 9, must be 10 to 3600");
    }

    @Test
    void source_ranges_are_networks() {
        assertThat(plan(with(table(), "sourceRanges", List.of("10.1.2.3/8", "2001:db8::/32")))
                        .tables()
                        .getFirst()
                        .sourceRanges())
                .containsExactly(IpNetwork.parse("10.0.0.0/8"), IpNetwork.parse("2001:db8::/32"));
    }

    @Test
    void without_source_ranges_everybody_may_use_a_table() {
        assertThat(plan(table()).tables().getFirst().sourceRanges()).isEmpty();
    }

    @Test
    void source_ranges_that_are_none_fail_their_table() {
        assertThat(failure(with(table(), "sourceRanges", List.of("10.0.0.0/8", "10.0.0.1"))))
                .isEqualTo(
                        "spec.sourceRanges[1] is '10.0.0.1', must be a network such as 192.0.2.0/24 or 2001:db8::/32");
        assertThat(failure(with(table(), "sourceRanges", List.of())))
                .isEqualTo("spec.sourceRanges is [], must be absent or name a network");
    }
}
