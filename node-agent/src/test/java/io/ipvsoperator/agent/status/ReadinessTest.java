package io.ipvsoperator.agent.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.ipvsoperator.agent.backend.HealthReport;
import io.ipvsoperator.agent.plan.ObjectKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReadinessTest {
    private static final Map<ObjectKind, String> ACKNOWLEDGED = Map.of(ObjectKind.VIRTUAL_ROUTER, "17");

    @ParameterizedTest
    @ValueSource(strings = {"Backup", "Active", "HandingOver", "Withdrawn", "Fault"})
    void a_node_whose_routers_have_begun_is_ready(String state) {
        assertThat(Readiness.objection(observation(Optional.empty(), ACKNOWLEDGED, List.of("Backup", state))))
                .isEmpty();
    }

    @Test
    void a_node_without_routers_is_ready_once_it_has_heard_so() {
        assertThat(Readiness.objection(observation(Optional.empty(), ACKNOWLEDGED, List.of())))
                .isEmpty();
    }

    @Test
    void a_router_that_has_not_begun_is_named() {
        assertThat(Readiness.objection(observation(Optional.empty(), ACKNOWLEDGED, List.of("Backup", "Initialize"))))
                .hasValue("virtual router edge-34-v4 does not take part in VRRP yet");
    }

    @Test
    void a_plan_that_is_not_in_force_keeps_a_node_from_being_ready() {
        assertThat(Readiness.objection(observation(Optional.empty(), Map.of(), List.of())))
                .hasValueSatisfying(reason -> assertThat(reason).contains("has not been put into effect"));
    }

    @Test
    void a_kernel_that_can_not_be_used_keeps_a_node_from_being_ready() {
        assertThat(Readiness.objection(observation(Optional.of("no ip_vs"), ACKNOWLEDGED, List.of("Backup"))))
                .hasValue("no ip_vs");
    }

    /** @param states of routers edge-33-v4, edge-34-v4 and so on */
    private static Observation observation(
            Optional<String> problem, Map<ObjectKind, String> applied, List<String> states) {
        List<RouterObservation> routers = new ArrayList<>();
        for (String state : states) {
            routers.add(new RouterObservation(
                    "edge-" + (33 + routers.size()) + "-v4",
                    state,
                    Instant.EPOCH,
                    250,
                    List.of(),
                    Optional.empty(),
                    List.of()));
        }
        return new Observation(
                true,
                List.of(),
                routers,
                new KernelObservation(problem, List.of(), 0, 0, Map.of(), 0, Optional.empty()),
                applied,
                List.of(),
                Optional.empty(),
                List.of(),
                HealthReport.none(),
                true,
                Optional.empty());
    }
}
