package io.ipvsoperator.operator.vippool;

import static org.assertj.core.api.Assertions.assertThat;

import io.ipvsoperator.crds.director.Director;
import io.ipvsoperator.operator.testing.Given;
import io.ipvsoperator.operator.testing.WatchedTriggers;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A plan costs most of all: it is made for what changes one, and for nothing else. */
class PoolTriggersTest {
    @AutoClose
    private final WatchedTriggers triggers = new WatchedTriggers();

    @BeforeEach
    void start() {
        triggers.start(cluster -> new PoolTriggers(cluster).start(), Given.pool(), Given.service(), director(10, 10));
    }

    @Test
    void the_status_of_a_service_is_no_reason_to_plan() {
        triggers.edit(Given.service(), service -> service.getMetadata().setLabels(Map.of("seen", "yes")));
        assertThat(triggers.looked()).isEmpty();
    }

    @Test
    void another_spec_of_a_service_is_a_reason_to_plan() {
        triggers.edit(
                Given.service(),
                service -> service.setSpec(Given.service("count: 1", "count: 2").getSpec()));
        assertThat(triggers.looked()).contains("edge");
    }

    @Test
    void an_acknowledged_table_is_no_reason_to_plan() {
        acknowledge(10, 20);
        assertThat(triggers.looked()).isEmpty();
    }

    @Test
    void an_acknowledged_router_is_a_reason_to_plan() {
        acknowledge(20, 10);
        assertThat(triggers.looked()).contains("edge");
    }

    @Test
    void that_many_backends_fail_is_no_reason_to_plan() {
        triggers.edit(
                director(10, 10), director -> Given.finding(director, "BackendsAnswer", "PanicThresholdExceeded"));
        assertThat(triggers.looked()).isEmpty();
    }

    private void acknowledge(long routers, long tables) {
        triggers.edit(
                director(10, 10),
                director -> director.setStatus(director(routers, tables).getStatus()));
    }

    private static Director director(long routers, long tables) {
        return Given.director("d1", "10.9.0.11", routers, tables);
    }
}
