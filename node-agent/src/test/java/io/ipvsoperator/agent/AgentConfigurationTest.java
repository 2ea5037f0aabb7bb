package io.ipvsoperator.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AgentConfigurationTest {
    private static final Map<String, String> LEAST = Map.of("NODE_NAME", "d1", "POD_NAMESPACE", "ipvs");

    @Test
    void what_the_environment_leaves_out_has_a_default() {
        assertThat(AgentConfiguration.from(LEAST))
                .isEqualTo(new AgentConfiguration(
                        "d1", "ipvs", Path.of("/var/lib/ipvs-operator"), 9478, Optional.empty()));
    }

    @Test
    void a_missing_name_of_the_node_is_said_with_what_it_must_hold() {
        assertThatThrownBy(() -> AgentConfiguration.from(Map.of("POD_NAMESPACE", "ipvs")))
                .hasMessageStartingWith("NODE_NAME is not set; it must hold");
    }

    @Test
    void a_port_that_is_none_is_named() {
        assertThatThrownBy(() -> AgentConfiguration.from(
                        Map.of("NODE_NAME", "d1", "POD_NAMESPACE", "ipvs", "HEALTH_PORT", "http")))
                .hasMessage("HEALTH_PORT is 'http', must be a port number");
    }
}
