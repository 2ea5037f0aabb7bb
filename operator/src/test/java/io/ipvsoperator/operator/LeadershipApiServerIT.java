package io.ipvsoperator.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.ipvsoperator.crds.virtualservice.VirtualService;
import io.ipvsoperator.operator.process.OperatorConfiguration;
import io.ipvsoperator.operator.testing.Await;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
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

    @Test
    void a_leader_whose_lease_somebody_takes_stops_at_once() {
        operator.close();
        AtomicBoolean stopped = new AtomicBoolean();
        operator = new IpvsOperator(
                operatorClient, new OperatorConfiguration(cluster.namespace(), "robbed", 0), () -> stopped.set(true));
        operator.start();
        Await.until(() -> assertThat(operator.isLeading()).isTrue());

        client.leases()
                .inNamespace(cluster.namespace())
                .withName("ipvs-operator")
                .edit(lease -> {
                    lease.getSpec().setHolderIdentity("another");
                    lease.getSpec().setRenewTime(ZonedDateTime.now(ZoneOffset.UTC));
                    return lease;
                });

        Await.until(() -> assertThat(stopped).isTrue());
        assertThat(operator.isLeading()).isFalse();
    }
}
