package io.ipvsoperator.agent.ipvs;

import static io.ipvsoperator.agent.ipvs.table.Tables.WEB;
import static io.ipvsoperator.agent.ipvs.table.Tables.destination;
import static io.ipvsoperator.agent.ipvs.table.Tables.to;
import static io.ipvsoperator.agent.ipvs.table.Tables.web;
import static org.assertj.core.api.Assertions.assertThat;

import io.ipvsoperator.agent.ipvs.table.DesiredTable;
import io.ipvsoperator.agent.ipvs.table.DesiredTables;
import io.ipvsoperator.agent.ipvs.table.Tables;
import io.ipvsoperator.agent.plan.Forwarding;
import io.ipvsoperator.agent.plan.TablePlan;
import io.ipvsoperator.netlink.ipvs.IpvsCommand;
import java.net.InetAddress;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What health checks leave of a table, and what they do not know yet. */
class CheckedTableProgrammingTest extends ProgrammerOnFakeKernel {
    /** Two servers, of which checks say nothing yet of these. */
    private static DesiredTable undecided(int... last) {
        return desired(web("a", "rr", to(30, 1), to(40, 1))
                .checked(Set.of(), IntStream.of(last).mapToObj(Tables::server).collect(Collectors.toSet()), Set.of()));
    }

    private static final TablePlan WITH_FALLBACK = web(
            "a",
            "rr",
            to(30, 1),
            to(40, 1),
            new TablePlan.Destination(
                    Tables.server(90), 0, List.of(), new Forwarding.DirectRouting(), 0, 0, OptionalInt.of(1)));
    private static final Set<InetAddress> BOTH = Set.of(Tables.server(30), Tables.server(40));

    private static final DesiredTable STANDING_IN =
            desired(WITH_FALLBACK.checked(BOTH, Set.of(), Set.of(Tables.server(90))));

    @Test
    void a_fallback_has_its_weight_before_the_others_lose_theirs_and_keeps_it_until_they_have_it_back() {
        programmer.apply(desired(WITH_FALLBACK), NOT_HELD);
        kernel.takeIpvsWrites();
        programmer.apply(STANDING_IN, NOT_HELD);
        assertThat(kernel.takeIpvsWrites())
                .containsExactly(
                        new IpvsCommand.SetDestination(WEB, destination(90, 1)),
                        new IpvsCommand.SetDestination(WEB, destination(30, 0)),
                        new IpvsCommand.SetDestination(WEB, destination(40, 0)));
        programmer.apply(desired(WITH_FALLBACK), NOT_HELD);
        assertThat(kernel.takeIpvsWrites())
                .containsExactly(
                        new IpvsCommand.SetDestination(WEB, destination(30, 1)),
                        new IpvsCommand.SetDestination(WEB, destination(40, 1)),
                        new IpvsCommand.SetDestination(WEB, destination(90, 0)));
    }

    @Test
    void a_restart_leaves_a_fallback_that_stands_in_until_something_is_decided() {
        programmer.apply(STANDING_IN, NOT_HELD);
        kernel.takeIpvsWrites();
        IpvsProgrammer restarted = programmer("boot-1");
        restarted.apply(
                desired(WITH_FALLBACK.checked(Set.of(), WITH_FALLBACK.destinationAddresses(), Set.of())), NOT_HELD);
        assertThat(kernel.takeIpvsWrites()).isEmpty();
        restarted.apply(desired(WITH_FALLBACK), NOT_HELD);
        assertThat(kernel.takeIpvsWrites()).contains(new IpvsCommand.SetDestination(WEB, destination(90, 0)));
    }

    @Test
    void a_fallback_that_is_added_before_anything_is_decided_has_no_weight() {
        programmer.apply(
                desired(WITH_FALLBACK.checked(Set.of(), WITH_FALLBACK.destinationAddresses(), Set.of())), NOT_HELD);
        assertThat(kernel.takeIpvsWrites())
                .contains(
                        new IpvsCommand.NewDestination(WEB, destination(30, 1)),
                        new IpvsCommand.NewDestination(WEB, destination(90, 0)));
    }

    @Test
    void a_restart_gives_no_weight_to_a_destination_that_was_found_dead_before_it() {
        programmer.apply(desired(web("a", "rr", to(30, 0), to(40, 1))), NOT_HELD);
        kernel.takeIpvsWrites();
        programmer("boot-1").apply(undecided(30, 40), NOT_HELD);
        assertThat(kernel.takeIpvsWrites()).isEmpty();
    }

    @Test
    void a_new_destination_has_its_weight_before_anybody_has_heard_of_it() {
        programmer.apply(undecided(30, 40), NOT_HELD);
        assertThat(kernel.takeIpvsWrites()).contains(new IpvsCommand.NewDestination(WEB, destination(30, 1)));
    }

    @Test
    void a_destination_gets_its_weight_when_its_check_has_passed() {
        programmer.apply(desired(web("a", "rr", to(30, 0), to(40, 1))), NOT_HELD);
        kernel.takeIpvsWrites();
        programmer.apply(undecided(40), NOT_HELD);
        assertThat(kernel.takeIpvsWrites()).containsExactly(new IpvsCommand.SetDestination(WEB, destination(30, 1)));
    }

    @Test
    void a_destination_that_waits_for_its_first_verdict_is_no_change_of_somebody_else() {
        programmer.apply(desired(web("a", "rr", to(30, 0), to(40, 1))), NOT_HELD);
        IpvsProgrammer restarted = programmer("boot-1");
        restarted.apply(undecided(30, 40), NOT_HELD);
        kernel.takeIpvsWrites();
        assertThat(restarted.audit(NOT_HELD).mended()).isZero();
        assertThat(kernel.takeIpvsWrites()).isEmpty();
    }

    @Test
    void a_step_about_another_table_leaves_a_destination_that_waits_for_its_first_verdict() {
        programmer.apply(desired(web("a", "rr", to(30, 0), to(40, 1))), NOT_HELD);
        IpvsProgrammer restarted = programmer("boot-1");
        DesiredTables tables = new DesiredTables();
        TablePlan waiting = web("a", "rr", to(30, 1), to(40, 1)).checked(Set.of(), Set.of(Tables.server(30)), Set.of());
        restarted.want(tables.of(List.of(waiting)));
        restarted.apply(NOT_HELD);
        kernel.takeIpvsWrites();
        restarted.want(tables.of(List.of(waiting, withoutDestinations(waiting))));
        restarted.apply(NOT_HELD);
        assertThat(kernel.takeIpvsWrites()).noneMatch(IpvsCommand.SetDestination.class::isInstance);
    }
}
