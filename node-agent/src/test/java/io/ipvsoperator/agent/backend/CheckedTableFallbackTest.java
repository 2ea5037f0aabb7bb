package io.ipvsoperator.agent.backend;

import static io.ipvsoperator.agent.backend.Backends.CADENCE;
import static io.ipvsoperator.agent.backend.Backends.fallback;
import static io.ipvsoperator.agent.backend.Backends.server;
import static io.ipvsoperator.agent.backend.Backends.web;
import static io.ipvsoperator.agent.ipvs.table.Tables.address;
import static io.ipvsoperator.agent.ipvs.table.Tables.to;
import static org.assertj.core.api.Assertions.assertThat;

import io.ipvsoperator.agent.plan.HealthCheck;
import io.ipvsoperator.agent.plan.HealthCheck.Question;
import io.ipvsoperator.agent.plan.HealthCheck.Quorum;
import io.ipvsoperator.agent.plan.TablePlan;
import io.ipvsoperator.agent.probe.Verdict;
import io.ipvsoperator.time.MonotonicInstant;
import java.net.InetAddress;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Destinations .10, .20 and .30, of which two must be up, and the fallback .90. */
class CheckedTableFallbackTest {
    private static final HealthCheck CHECK =
            new HealthCheck(new Question.Tcp(OptionalInt.empty()), CADENCE, 100, Optional.of(new Quorum(2, 0)), "shop");
    private static final Set<InetAddress> ALL = Set.of(server(10), server(20), server(30));
    private static final InetAddress FALLBACK = server(90);

    private final CheckedTable table = new CheckedTable(CHECK);

    CheckedTableFallbackTest() {
        want(web(CHECK, to(10, 1), to(20, 1), to(30, 1), fallback(90, 1)));
    }

    private void want(TablePlan plan) {
        table.want(CHECK, CheckedTable.Roles.of(plan), new MonotonicInstant(0), Instant.EPOCH);
    }

    private void fails(int... last) {
        for (int each : last) {
            verdict(server(each), Verdict.FAILED);
        }
    }

    private void passes(int... last) {
        for (int each : last) {
            verdict(server(each), Verdict.SUCCEEDING);
        }
    }

    private void verdict(InetAddress address, Verdict verdict) {
        table.changed(address, verdict, "refused", new MonotonicInstant(0), Instant.EPOCH.plusSeconds(7));
    }

    private Selection selection() {
        return table.health().selection();
    }

    @Test
    void before_the_quorum_is_decided_all_stays_as_the_kernel_has_it() {
        passes(10);
        assertThat(selection().unknown()).containsExactlyInAnyOrder(server(10), server(20), server(30), FALLBACK);
        assertThat(selection().standingIn()).isEmpty();
    }

    @Test
    void while_as_many_are_up_as_the_quorum_the_fallback_rests() {
        passes(10, 20);
        fails(30);
        assertThat(selection()).isEqualTo(new Selection(Set.of(server(30)), Set.of(), Set.of()));
        assertThat(table.health().fallbackSince()).isEmpty();
    }

    @Test
    void with_fewer_it_takes_over_from_all_of_them_those_that_are_up_included() {
        passes(10, 20, 30);
        fails(20, 30);
        assertThat(selection()).isEqualTo(new Selection(ALL, Set.of(), Set.of(FALLBACK)));
        assertThat(table.health().ready()).isZero();
        assertThat(table.health().failing()).hasSize(2);
        assertThat(table.health().fallbackSince()).contains(Instant.EPOCH.plusSeconds(7));
    }

    @Test
    void when_enough_are_back_it_rests_again() {
        passes(10, 20, 30);
        fails(20, 30);
        passes(30);
        assertThat(selection()).isEqualTo(new Selection(Set.of(server(20)), Set.of(), Set.of()));
    }

    @Test
    void it_stands_in_where_the_plan_has_no_destination_with_weight() {
        want(web(CHECK, to(10, 0), fallback(90, 1)));
        assertThat(selection().standingIn()).containsExactly(FALLBACK);
    }

    @Test
    void one_that_is_not_ready_to_take_over_leaves_those_that_are_up() {
        want(web(CHECK, to(10, 1), to(20, 1), to(30, 1), fallback(90, 0)));
        passes(10);
        fails(20, 30);
        assertThat(selection()).isEqualTo(new Selection(Set.of(server(20), server(30)), Set.of(), Set.of()));
    }

    @Test
    void another_address_of_the_fallback_stands_in_at_once() {
        passes(10);
        fails(20, 30);
        want(web(CHECK, to(10, 1), to(20, 1), to(30, 1), fallback(91, 1)));
        assertThat(selection().standingIn()).containsExactly(server(91));
    }

    @Test
    void each_family_has_its_own_quorum() {
        InetAddress six = address("2001:db8::10");
        want(web(CHECK, to(10, 1), to(20, 1), to(30, 1), new TablePlan.Destination(six, 1), fallback(90, 1)));
        verdict(six, Verdict.FAILED);
        passes(10, 20, 30);
        assertThat(selection().standingIn()).isEmpty();
        fails(10, 20);
        passes(30);
        verdict(six, Verdict.SUCCEEDING);
        assertThat(selection().standingIn()).containsExactly(FALLBACK);
        assertThat(selection().down()).doesNotContain(six);
    }
}
