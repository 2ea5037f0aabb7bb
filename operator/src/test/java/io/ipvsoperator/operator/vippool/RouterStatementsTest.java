package io.ipvsoperator.operator.vippool;

import static org.assertj.core.api.Assertions.assertThat;

import io.ipvsoperator.crds.director.Director;
import io.ipvsoperator.crds.virtualrouter.VirtualRouter;
import io.ipvsoperator.operator.testing.Given;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RouterStatementsTest {
    private final VirtualRouter router = Given.router("""
            metadata: {name: edge-33-v4, resourceVersion: "100"}
            spec:
              pool: edge
              virtualRouterId: 33
              addressFamily: IPv4
              addresses: [{address: 10.9.0.200, holder: web-uid}]
              members: [{director: d1, priority: 250}, {director: d2, priority: 240}]
              vrrp: {version: 3, transport: Multicast, advertisementIntervalMilliseconds: 1000, failback: {policy: Immediate}}
            """);

    @Test
    void a_director_that_stands_by_with_less_than_its_priority_has_lowered_it() {
        assertThat(lowered("Backup", 100, 100)).isEqualTo(Map.of("edge-33", Set.of("d2")));
    }

    @Test
    void one_that_stands_by_with_its_priority_has_not() {
        assertThat(lowered("Backup", 240, 100)).isEmpty();
    }

    @Test
    void what_it_says_of_an_older_version_counts_for_nothing() {
        assertThat(lowered("Backup", 100, 99)).isEmpty();
    }

    @Test
    void one_that_is_active_all_the_same_takes_what_it_is_given() {
        assertThat(lowered("Active", 100, 100)).isEmpty();
    }

    /** @param applied the version that d2 has applied */
    private Map<String, Set<String>> lowered(String state, int priority, long applied) {
        Director director = Given.standing(Given.director("d2", "10.9.0.12", applied), "edge-33-v4", state, priority);
        return new RouterStatements(List.of(router), Map.of("d2", director)).lowered();
    }
}
