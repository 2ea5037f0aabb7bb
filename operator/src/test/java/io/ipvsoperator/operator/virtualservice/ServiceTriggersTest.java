package io.ipvsoperator.operator.virtualservice;

import static org.assertj.core.api.Assertions.assertThat;

import io.ipvsoperator.crds.vippool.VipPool;
import io.ipvsoperator.operator.testing.Given;
import io.ipvsoperator.operator.testing.WatchedTriggers;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class ServiceTriggersTest {
    @AutoClose
    private final WatchedTriggers triggers = new WatchedTriggers();

    @Test
    void addresses_of_another_pool_are_a_reason_to_look_again() {
        VipPool other = Given.pool("name: edge", "name: other");
        triggers.start(cluster -> new ServiceTriggers(cluster).start(), Given.service(), other);

        VipPool wider = Given.pool("name: edge", "name: other", "10.9.0.200-10.9.0.205", "10.9.0.0/24");
        triggers.edit(other, pool -> pool.setSpec(wider.getSpec()));

        assertThat(triggers.looked()).contains("web");
    }

    @Test
    void what_one_of_those_that_share_asks_for_is_a_reason_to_look_at_the_others() {
        triggers.start(
                cluster -> new ServiceTriggers(cluster).start(),
                SharedFixture.other("mail", 25, SharedFixture.OLDER),
                SharedFixture.other("shop", 80, SharedFixture.OLDER));

        triggers.edit(
                SharedFixture.other("shop", 80, SharedFixture.OLDER),
                shop -> shop.setSpec(
                        SharedFixture.other("shop", 81, SharedFixture.OLDER).getSpec()));

        assertThat(triggers.looked()).contains("mail");
    }
}
