package io.ipvsoperator.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.ipvsoperator.crds.virtualservice.VirtualService;
import io.ipvsoperator.operator.testing.Await;
import java.util.List;
import org.junit.jupiter.api.Test;

/** One operator after the other. */
class LeadershipApiServerIT extends OperatorOnApiServer {
    @Test
    void a_restart_of_the_operator_keeps_allocations_and_writes_nothing() {
        applyPool("10.9.0.200-10.9.0.205");
        applyService("web", "10.9.0.203", "10.9.0.30");
        VirtualService web = awaitCondition("web", "Ready", "True", "Ready");
        List<String> before = versions(web);

        operator.close();
        operator = newOperator("second");
        operator.start();
        applyServiceWithoutRequest("other", "10.9.0.30");

        awaitCondition("other", "Ready", "True", "Ready");
        assertThat(versions(web)).isEqualTo(before);
    }

    @Test
    void a_second_operator_takes_over_when_the_first_one_stops() {
        try (IpvsOperator second = newOperator("second")) {
            Await.until(() -> assertThat(operator.isLeading()).isTrue());
            second.start();
            applyPool("10.9.0.200-10.9.0.205");
            applyService("web", "10.9.0.200", "10.9.0.30");
            awaitCondition("web", "Ready", "True", "Ready");
            assertThat(second.isLeading()).isFalse();

            operator.close();
            Await.until(() -> assertThat(second.isLeading()).isTrue());
            applyServiceWithoutRequest("other", "10.9.0.30");
            awaitCondition("other", "Ready", "True", "Ready");
        }
    }
}
