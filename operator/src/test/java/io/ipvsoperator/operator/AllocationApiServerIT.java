package io.ipvsoperator.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.ipvsoperator.crds.forwardingtable.ForwardingTableSpec;
import io.ipvsoperator.crds.virtualrouter.VirtualRouterSpec;
import io.ipvsoperator.crds.virtualservice.VirtualService;
import org.junit.jupiter.api.Test;

/** Who gets which address. */
class AllocationApiServerIT extends OperatorOnApiServer {
    @Test
    void the_older_service_wins_an_address_and_the_other_is_told_who_did() {
        applyPool("10.9.0.200-10.9.0.205");
        applyService("web", "10.9.0.200", "10.9.0.30");
        awaitCondition("web", "Ready", "True", "Ready");
        applyService("late", "10.9.0.200", "10.9.0.30");

        VirtualService late = awaitCondition("late", "Accepted", "False", "AddressInUse");

        assertThat(condition(late, "Accepted").getMessage()).contains(cluster.namespace() + "/web");
        assertThat(tableOf(late)).isNull();
    }

    @Test
    void an_exhausted_pool_says_so_on_the_service_and_on_the_pool() {
        applyPool("10.9.0.200");
        applyService("web", "10.9.0.200", "10.9.0.30");
        awaitCondition("web", "Ready", "True", "Ready");
        applyServiceWithoutRequest("other", "10.9.0.30");

        awaitCondition("other", "AddressesAllocated", "False", "PoolExhausted");
        awaitPoolCondition("AddressesAvailable", "False", "PoolExhausted");
    }

    @Test
    void what_a_pool_no_longer_allows_keeps_running_with_a_condition() {
        applyPool("10.9.0.200-10.9.0.205");
        applyService("web", "10.9.0.200", "10.9.0.30");
        VirtualService web = awaitCondition("web", "Ready", "True", "Ready");
        ForwardingTableSpec before = tableOf(web).getSpec();

        applyPool("10.9.0.202-10.9.0.205");

        awaitCondition("web", "Accepted", "False", "AddressNotInPool");
        assertThat(tableOf(web).getSpec()).isEqualTo(before);
        assertThat(router("edge-33-v4").getSpec().addresses())
                .extracting(VirtualRouterSpec.Address::address)
                .containsExactly("10.9.0.200");
    }
}
