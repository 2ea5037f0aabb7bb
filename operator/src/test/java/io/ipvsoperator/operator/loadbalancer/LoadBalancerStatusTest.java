package io.ipvsoperator.operator.loadbalancer;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.LoadBalancerIngress;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceStatus;
import io.ipvsoperator.operator.testing.Given;
import io.ipvsoperator.operator.virtualservice.PoolChoice;
import io.ipvsoperator.operator.virtualservice.ServiceSource;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LoadBalancerStatusTest {
    private static final Instant NOW = Instant.parse("2026-01-03T00:00:00Z");

    private final Service service = Given.yaml(Service.class, """
            metadata: {name: web, namespace: shop, uid: kubernetes-uid, deletionTimestamp: "2026-01-03T00:00:00Z"}
            spec: {type: LoadBalancer, loadBalancerClass: ipvs-operator.io/vip}
            status:
              conditions:
              - {type: ipvs-operator.io/Ready, status: "True", reason: Ready, message: "", lastTransitionTime: "2026-01-01T00:00:00Z"}
              loadBalancer: {ingress: [{ip: 10.9.0.200, ipMode: VIP}]}
            """);

    @Test
    void one_that_is_deleted_keeps_its_address_and_is_not_ready_because_it_leaves() {
        ServiceStatus leaving = leaving();

        assertThat(leaving.getConditions()).singleElement().satisfies(ready -> {
            assertThat(ready.getType()).isEqualTo("ipvs-operator.io/Ready");
            assertThat(ready.getStatus()).isEqualTo("False");
            assertThat(ready.getReason()).isEqualTo("Leaving");
        });
        assertThat(leaving.getLoadBalancer().getIngress())
                .extracting(LoadBalancerIngress::getIp)
                .containsExactly("10.9.0.200");
    }

    @Test
    void said_once_it_is_not_said_again() {
        service.setStatus(leaving());

        assertThat(LoadBalancerStatus.isSame(service.getStatus(), leaving())).isTrue();
    }

    @Test
    void one_of_another_type_says_nothing_of_the_operators_any_longer() {
        service.getSpec().setType("ClusterIP");

        assertThat(leaving()).isEqualTo(new ServiceStatus());
    }

    @Test
    void one_that_never_was_the_operators_has_nothing_to_be_taken_away() {
        assertThat(LoadBalancerStatus.saysAnything(service)).isTrue();

        service.getStatus().getConditions().forEach(condition -> condition.setType("example.com/Ready"));

        assertThat(LoadBalancerStatus.saysAnything(service)).isFalse();
    }

    private ServiceStatus leaving() {
        return LoadBalancerStatus.leaving(
                new ServiceSource.OfLoadBalancer(service, new PoolChoice("edge", Optional.empty())), NOW);
    }
}
