package io.ipvsoperator.operator.loadbalancer;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Service;
import io.ipvsoperator.crds.vippool.VipPool;
import io.ipvsoperator.operator.testing.Given;
import io.ipvsoperator.operator.testing.WatchedTriggers;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LoadBalancerTriggersTest {
    @AutoClose
    private final WatchedTriggers triggers = new WatchedTriggers();

    @BeforeEach
    void start() {
        triggers.start(
                cluster -> new LoadBalancerTriggers(cluster).start(), Given.pool(), Given.yaml(Service.class, """
                metadata: {name: web, namespace: shop, uid: kubernetes-uid}
                spec: {type: LoadBalancer, loadBalancerClass: ipvs-operator.io/vip}
                """));
    }

    @Test
    void how_far_a_pool_has_come_is_no_reason_to_look_again() {
        triggers.edit(
                Given.pool(),
                pool -> pool.setStatus(
                        Given.yaml(VipPool.class, "status: {plan: {number: 7}}").getStatus()));
        assertThat(triggers.looked()).isEmpty();
    }

    @Test
    void other_addresses_of_a_pool_are_a_reason_to_look_again() {
        triggers.edit(
                Given.pool(),
                pool -> pool.setSpec(
                        Given.pool("10.9.0.200-10.9.0.205", "10.9.0.0/24").getSpec()));
        assertThat(triggers.looked()).contains("web");
    }
}
