package io.ipvsoperator.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Event;
import io.ipvsoperator.crds.director.Director;
import io.ipvsoperator.crds.director.DirectorSpec;
import io.ipvsoperator.crds.vippool.VipPool;
import io.ipvsoperator.crds.vippool.VipPoolStatus;
import io.ipvsoperator.crds.virtualrouter.VirtualRouterSpec;
import io.ipvsoperator.operator.testing.Await;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Which director has what, and how it moves. */
class PlacementApiServerIT extends OperatorOnApiServer {
    @Test
    void silence_changes_no_order_and_maintenance_does() {
        applyPool("10.9.0.200");
        applyService("web", "10.9.0.200", "10.9.0.30");
        awaitCondition("web", "Ready", "True", "Ready");
        List<VirtualRouterSpec.Member> before = router("edge-33-v4").getSpec().members();
        String first = before.getFirst().director();

        cluster.agent(first).fallsSilent();
        awaitPoolCondition("RedundancySatisfied", "False", "Degraded");
        assertThat(router("edge-33-v4").getSpec().members()).isEqualTo(before);

        client.resources(Director.class).withName(first).edit(director -> {
            director.setSpec(new DirectorSpec(true, null));
            return director;
        });
        Await.until(() -> assertThat(router("edge-33-v4").getSpec().members())
                .anyMatch(member -> member.director().equals(first) && member.priority() == 0));
    }

    @Test
    void moves_to_directors_that_are_added_go_on_after_a_restart_each_verified_and_told() {
        applyPool("10.9.0.200-10.9.0.211", "redundancy: {rebalancing: {movesPerMinute: 60}}");
        applyService("web", "{count: 12}", "10.9.0.30", "edge", "demand: {bandwidth: 1800M}");
        awaitCondition("web", "Ready", "True", "Ready");

        cluster.director("d4", "10.9.0.14");
        cluster.director("d5", "10.9.0.15");
        Await.until(() -> assertThat(plan().lastMove()).isNotNull());
        operator.close();
        operator = newOperator("second");
        operator.start();

        Await.until(() -> {
            assertThat(poolStatus().utilization())
                    .satisfies(utilization -> assertThat(utilization.worstCase())
                            .extracting(VipPoolStatus.WorstCase::percent)
                            .isEqualTo(45));
            assertThat(plan().lastMove())
                    .extracting(VipPoolStatus.LastMove::verified)
                    .isEqualTo(true);
        });
        Await.until(() -> assertThat(
                        client.v1().events().inNamespace("default").list().getItems())
                .extracting(Event::getReason)
                .contains("MovePlanned", "Moved"));
    }

    @Test
    void the_order_of_a_router_outlives_the_removal_of_its_first_director() {
        applyPool("10.9.0.200");
        applyService("web", "10.9.0.200", "10.9.0.30");
        awaitCondition("web", "Ready", "True", "Ready");
        List<String> before = directors();

        client.nodes().withName(before.getFirst()).edit(node -> {
            node.getMetadata().setLabels(Map.of("role", "worker"));
            return node;
        });
        Await.until(() -> assertThat(directors()).hasSize(2));

        assertThat(router("edge-33-v4").getSpec().home()).isEqualTo(before);
    }

    private List<String> directors() {
        return router("edge-33-v4").getSpec().members().stream()
                .map(VirtualRouterSpec.Member::director)
                .toList();
    }

    private VipPoolStatus poolStatus() {
        return Objects.requireNonNull(get(VipPool.class, "edge").getStatus());
    }

    private VipPoolStatus.Plan plan() {
        return Objects.requireNonNull(poolStatus().plan());
    }
}
