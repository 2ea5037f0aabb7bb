package io.ipvsoperator.operator.virtualservice;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Node;
import io.ipvsoperator.operator.allocation.IpAddress;
import io.ipvsoperator.operator.testing.Given;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class NodeAddressesTest {
    private static final Node W1 = Given.node("w1", "10.9.0.31", false);
    private static final Node W2 = Given.node("w2", "10.9.0.32", false);

    @Test
    void a_node_has_what_the_API_server_says_and_what_its_agent_says_as_backend_and_as_director() {
        NodeAddresses addresses = NodeAddresses.of(
                List.of(W1),
                List.of(Given.director("w1", "10.9.0.41", 0)),
                List.of(ServiceFixture.having("w1", "10.9.0.51, 10.9.0.52")));

        assertThat(List.of("10.9.0.31", "10.9.0.41", "10.9.0.51", "10.9.0.52"))
                .allSatisfy(address -> assertThat(host(addresses, address)).isEqualTo(new EndpointHost.OnNode("w1")));
    }

    @Test
    void what_nobody_has_is_outside_of_the_cluster() {
        assertThat(host(NodeAddresses.of(List.of(W1), List.of(), List.of()), "10.9.0.30"))
                .isEqualTo(new EndpointHost.Outside());
    }

    @Test
    void what_two_nodes_have_is_contested() {
        NodeAddresses addresses =
                NodeAddresses.of(List.of(W1, W2), List.of(), List.of(ServiceFixture.having("w2", "10.9.0.31")));

        assertThat(host(addresses, "10.9.0.31")).isEqualTo(new EndpointHost.Contested(Set.of("w1", "w2")));
    }

    @Test
    void what_one_node_says_in_several_places_is_no_contest() {
        NodeAddresses addresses =
                NodeAddresses.of(List.of(W1), List.of(), List.of(ServiceFixture.having("w1", "10.9.0.31")));

        assertThat(host(addresses, "10.9.0.31")).isEqualTo(new EndpointHost.OnNode("w1"));
    }

    @Test
    void nobody_speaks_for_a_node_that_is_gone() {
        NodeAddresses addresses = NodeAddresses.of(
                List.of(W1),
                List.of(Given.director("gone", "10.9.0.31", 0)),
                List.of(ServiceFixture.having("gone", "10.9.0.31, 10.9.0.51")));

        assertThat(host(addresses, "10.9.0.31")).isEqualTo(new EndpointHost.OnNode("w1"));
        assertThat(host(addresses, "10.9.0.51")).isEqualTo(new EndpointHost.Outside());
    }

    @Test
    void what_is_no_address_is_passed_over() {
        NodeAddresses addresses = NodeAddresses.of(
                List.of(W1), List.of(), List.of(ServiceFixture.having("w1", "10.9.0.51/24, '2001:db8::1', 10.9.0.52")));

        assertThat(host(addresses, "10.9.0.51")).isEqualTo(new EndpointHost.Outside());
        assertThat(host(addresses, "10.9.0.52")).isEqualTo(new EndpointHost.OnNode("w1"));
    }

    private static EndpointHost host(NodeAddresses addresses, String address) {
        return addresses.hostOf(IpAddress.of(address));
    }
}
