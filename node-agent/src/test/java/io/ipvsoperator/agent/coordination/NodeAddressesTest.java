package io.ipvsoperator.agent.coordination;

import static io.ipvsoperator.agent.coordination.Situations.ETH1;
import static io.ipvsoperator.agent.coordination.Situations.OTHER;
import static io.ipvsoperator.agent.coordination.Situations.VIRTUAL;
import static io.ipvsoperator.agent.coordination.Situations.accepting;
import static io.ipvsoperator.agent.coordination.Situations.plan;
import static io.ipvsoperator.agent.coordination.Situations.router;
import static io.ipvsoperator.agent.coordination.Situations.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.ipvsoperator.agent.kernel.NetworkInterfaceName;
import io.ipvsoperator.agent.link.HostLink;
import io.ipvsoperator.agent.link.HostLinks;
import io.ipvsoperator.agent.link.OwnAddress;
import io.ipvsoperator.agent.plan.Plan;
import io.ipvsoperator.agent.status.RealServerObservation;
import io.ipvsoperator.wire.IpAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NodeAddressesTest {
    private final Plan told = accepting(plan(List.of(), List.of()));

    @Test
    void addresses_of_all_interfaces_are_reported_without_prefix_lengths() {
        assertThat(reported(told, link("eth1", "172.28.128.30"), link("eth2", "192.168.1.13")))
                .containsExactly("172.28.128.30", "192.168.1.13");
    }

    @Test
    void an_interface_that_is_down_has_its_addresses_nevertheless() {
        HostLink down =
                new HostLink(ETH1, 2, false, 1500, link("eth1", "172.28.128.30").addresses());

        assertThat(reported(told, down)).containsExactly("172.28.128.30");
    }

    @Test
    void neither_loopback_nor_the_device_of_virtual_addresses_is_the_nodes_own() {
        assertThat(reported(told, link("lo", "10.0.0.1"), link("ipvs-vips", "10.0.0.2")))
                .isEmpty();
    }

    @Test
    void a_virtual_address_is_not_the_nodes_own_on_whatever_interface() {
        Plan plan = accepting(plan(List.of(router("edge-33-v4", 33, VIRTUAL)), List.of()), OTHER);
        Situation situation = with(
                Situations.programmed(Situations.of(plan)),
                HostLinks.of(List.of(link("eth1", "192.0.2.10", VIRTUAL.toString(), OTHER.toString()))));

        assertThat(observed(situation).orElseThrow().nodeAddresses()).containsExactly("192.0.2.10");
    }

    @Test
    void nothing_is_said_before_the_interfaces_were_looked_at() {
        assertThat(observed(with(Situations.of(told), HostLinks.none()))).isEmpty();
    }

    @Test
    void more_addresses_than_there_is_room_for_are_a_failure_that_says_so() {
        HostLink crowded = link(
                "eth1",
                IntStream.rangeClosed(1, 70).mapToObj(last -> "10.0.0." + last).toArray(String[]::new));
        RealServerObservation observation = observed(with(Situations.of(told), HostLinks.of(List.of(crowded))))
                .orElseThrow();

        assertThat(observation.nodeAddresses())
                .hasSize(64)
                .startsWith("10.0.0.1")
                .endsWith("10.0.0.64");
        assertThat(observation.failures()).singleElement().asString().contains("70 addresses", "the first 64");
    }

    private static List<String> reported(Plan plan, HostLink... links) {
        return observed(with(Situations.of(plan), HostLinks.of(List.of(links))))
                .orElseThrow()
                .nodeAddresses();
    }

    private static Optional<RealServerObservation> observed(Situation situation) {
        return SituationObservation.of(situation, List.of(), Map.of(), Optional.empty())
                .realServer();
    }

    private static HostLink link(String name, String... addresses) {
        return new HostLink(
                new NetworkInterfaceName(name),
                2,
                true,
                1500,
                List.of(addresses).stream()
                        .map(address -> new OwnAddress(IpAddress.parse(address), 24, false))
                        .toList());
    }
}
