package io.ipvsoperator.agent.host;

import static io.ipvsoperator.agent.ipvs.table.Tables.WEB;
import static io.ipvsoperator.agent.ipvs.table.Tables.onlyFor;
import static io.ipvsoperator.agent.ipvs.table.Tables.to;
import static io.ipvsoperator.agent.ipvs.table.Tables.web;
import static org.assertj.core.api.Assertions.assertThat;

import io.ipvsoperator.agent.filter.Admitted;
import io.ipvsoperator.agent.ipvs.table.DesiredTable;
import io.ipvsoperator.agent.plan.TablePlan;
import io.ipvsoperator.netlink.ipvs.AddressFamily;
import io.ipvsoperator.wire.IpFamily;
import io.ipvsoperator.wire.IpNetwork;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class UnguardedServicesTest {
    private static final TablePlan OPEN = web("shop", "rr", to(30, 1), to(40, 2));
    private static final TablePlan RESTRICTED = onlyFor("10.0.0.0/8", OPEN);

    private static UnguardedServices of(TablePlan table, Admitted present) {
        return UnguardedServices.of(DesiredTable.of(List.of(table)), service -> present, "no iptables works here");
    }

    private static Admitted clientsIn(String network) {
        return Admitted.of(List.of(IpNetwork.parse(network)), IpFamily.IPV4);
    }

    @Test
    void a_service_for_some_that_everybody_gets_to_is_a_failure_that_says_why() {
        assertThat(of(RESTRICTED, Admitted.EVERYBODY).failures())
                .singleElement()
                .satisfies(failure -> {
                    assertThat(failure.table()).isEqualTo("shop");
                    assertThat(failure.service()).isEqualTo(WEB);
                    assertThat(failure.message())
                            .startsWith("takes no new connections here")
                            .endsWith(": no iptables works here");
                });
    }

    @Test
    void its_table_gives_weight_to_nobody() {
        assertThat(weights(of(RESTRICTED, Admitted.EVERYBODY), RESTRICTED)).containsExactly(0, 0);
    }

    @Test
    void a_service_that_others_get_to_rests_as_well() {
        assertThat(weights(of(RESTRICTED, clientsIn("10.0.0.0/7")), RESTRICTED)).containsExactly(0, 0);
    }

    @Test
    void a_service_that_too_few_get_to_serves_those_and_is_a_failure() {
        UnguardedServices narrower = of(RESTRICTED, clientsIn("10.1.0.0/16"));
        assertThat(weights(narrower, RESTRICTED)).containsExactly(1, 2);
        assertThat(narrower.failures())
                .singleElement()
                .satisfies(failure -> assertThat(failure.message()).startsWith("keeps out clients"));
    }

    @Test
    void a_service_for_everybody_that_only_some_get_to_serves_those_and_is_a_failure() {
        UnguardedServices stale = of(OPEN, clientsIn("10.0.0.0/8"));
        assertThat(weights(stale, OPEN)).containsExactly(1, 2);
        assertThat(stale.failures()).hasSize(1);
    }

    @Test
    void what_is_as_it_should_be_stays_as_it_is() {
        assertThat(of(RESTRICTED, clientsIn("10.0.0.0/8"))).isEqualTo(UnguardedServices.NONE);
        assertThat(of(OPEN, Admitted.EVERYBODY)).isEqualTo(UnguardedServices.NONE);
    }

    @Test
    void the_other_family_of_a_table_goes_on() {
        assertThat(OPEN.quiesced(Set.of(AddressFamily.IPV6)).destinations()).isEqualTo(OPEN.destinations());
    }

    @Test
    void destinations_that_checks_have_not_judged_yet_do_not_keep_the_weight_that_the_kernel_has() {
        TablePlan unknown = RESTRICTED.checked(List.of(), OPEN.destinationAddresses(), List.of());
        assertThat(unknown.undecided()).isNotEmpty();
        assertThat(unknown.quiesced(Set.of(AddressFamily.IPV4)).undecided()).isEmpty();
    }

    private static List<Integer> weights(UnguardedServices unguarded, TablePlan table) {
        return unguarded.atRest(List.of(table)).getFirst().destinations().stream()
                .map(TablePlan.Destination::weight)
                .toList();
    }
}
