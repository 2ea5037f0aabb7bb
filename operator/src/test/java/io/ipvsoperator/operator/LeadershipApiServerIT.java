package io.ipvsoperator.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.ipvsoperator.crds.virtualservice.VirtualService;
import io.ipvsoperator.operator.process.OperatorConfiguration;
import io.ipvsoperator.operator.testing.Await;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** One operator after the other. */
class LeadershipApiServerIT extends OperatorOnApiServer {
    private static final DateTimeFormatter MICRO_TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'");

    @Test
    void a_restart_of_the_operator_keeps_allocations_and_writes_nothing() {
        applyPool("10.9.0.200-10.9.0.205");
        applyService("web", "10.9.0.203", "10.9.0.30");
        VirtualService web = awaitCondition("web", "Ready", "True", "Ready");
        operator.close();
        List<String> before = versions(web);

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

        // Whatever the version: the leader may renew it at any moment.
        client.leases()
                .inNamespace(cluster.namespace())
                .withName("ipvs-operator")
                .patch(PatchContext.of(PatchType.JSON_MERGE), """
                        {"spec": {"holderIdentity": "another", "renewTime": "%s"}}
                        """.formatted(
                                MICRO_TIME.format(ZonedDateTime.now(ZoneOffset.UTC))));

        Await.until(() -> assertThat(stopped).isTrue());
        assertThat(operator.isLeading()).isFalse();
    }
}
