package io.ipvsoperator.agent.coordination;

import static io.ipvsoperator.agent.coordination.Situations.ETH1_IPV4;
import static io.ipvsoperator.agent.coordination.Situations.OTHER;
import static io.ipvsoperator.agent.coordination.Situations.VIRTUAL;
import static io.ipvsoperator.agent.coordination.Situations.holding;
import static io.ipvsoperator.agent.coordination.Situations.plan;
import static io.ipvsoperator.agent.coordination.Situations.programmed;
import static io.ipvsoperator.agent.coordination.Situations.router;
import static io.ipvsoperator.agent.coordination.Situations.table;
import static io.ipvsoperator.agent.coordination.Situations.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.ipvsoperator.agent.link.Segment;
import io.ipvsoperator.agent.plan.ObjectKind;
import io.ipvsoperator.agent.plan.Plan;
import io.ipvsoperator.agent.status.KernelObservation;
import io.ipvsoperator.agent.vrrp.SegmentView;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SettlementTest {
    private static final Map<Segment, Long> ASSIGNED = Map.of(ETH1_IPV4, 3L);

    private final Plan plan = plan(List.of(router("edge-33-v4", 33, VIRTUAL)), List.of(table("vs-1", VIRTUAL)));
    private final Situation settled = with(programmed(Situations.of(plan)), new SegmentView(ETH1_IPV4, 3, List.of()));

    @Test
    void a_plan_is_settled_when_kernel_and_routers_follow_it() {
        assertThat(isSettled(settled)).isTrue();
    }

    @Test
    void not_while_the_kernel_has_an_older_order() {
        assertThat(isSettled(with(settled, KernelReport.none()))).isFalse();
    }

    @Test
    void not_while_a_router_has_an_older_assignment() {
        assertThat(isSettled(with(settled, new SegmentView(ETH1_IPV4, 2, List.of()))))
                .isFalse();
    }

    @Test
    void not_while_a_service_waits_for_its_address_to_go() {
        KernelReport deferring = new KernelReport(
                settled.kernel().order(),
                KernelObservation.unknown(),
                true,
                List.of(),
                List.of(),
                List.of(),
                Optional.empty());
        assertThat(isSettled(with(settled, deferring))).isFalse();
    }

    @Test
    void not_while_this_host_has_an_address_that_nobody_may_own() {
        assertThat(isSettled(programmed(holding(settled, OTHER)))).isFalse();
    }

    @Test
    void who_owns_an_address_of_the_plan_does_not_matter() {
        assertThat(isSettled(holding(settled, VIRTUAL))).isTrue();
    }

    @Test
    void routers_and_tables_are_acknowledged_and_kinds_that_the_agent_writes_are_not() {
        assertThat(Acknowledgement.of(plan))
                .isEqualTo(Map.of(ObjectKind.VIRTUAL_ROUTER, "11", ObjectKind.FORWARDING_TABLE, "12"));
    }

    private static boolean isSettled(Situation situation) {
        return Settlement.isReached(situation, Decision.of(situation), ASSIGNED);
    }
}
