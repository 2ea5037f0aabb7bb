package io.ipvsoperator.agent.ipvs;

import static io.ipvsoperator.agent.ipvs.table.Tables.WEB;
import static io.ipvsoperator.agent.ipvs.table.Tables.destination;
import static io.ipvsoperator.agent.ipvs.table.Tables.to;
import static org.assertj.core.api.Assertions.assertThat;

import io.ipvsoperator.agent.ipvs.table.DesiredTable;
import io.ipvsoperator.agent.ipvs.table.Tables;
import io.ipvsoperator.agent.plan.TablePlan;
import io.ipvsoperator.netlink.ipvs.IpvsCommand;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Weights that rise slowly, message by message. */
class SlowStartProgrammingTest extends ProgrammerOnFakeKernel {
    private static DesiredTable rising(TablePlan.Destination... destinations) {
        return desired(Tables.risingIn(Duration.ofSeconds(90), destinations));
    }

    @Test
    void a_weight_that_rises_slowly_costs_ten_messages() {
        programmer.apply(rising(to(30, 1), to(40, 0)), NOT_HELD);
        kernel.takeIpvsWrites();
        programmer.apply(rising(to(30, 1), to(40, 1)), NOT_HELD);
        for (int second = 0; second < 120; second += 5) {
            now = now.plus(Duration.ofSeconds(5));
            assertThat(programmer.audit(NOT_HELD).mended()).isZero();
        }
        assertThat(kernel.takeIpvsWrites())
                .isEqualTo(IntStream.rangeClosed(1, 10)
                        .mapToObj(weight -> new IpvsCommand.SetDestination(WEB, destination(40, weight)))
                        .toList());
    }

    @Test
    void a_restart_goes_on_with_a_weight_that_rises_rising() {
        programmer.apply(rising(to(30, 1), to(40, 0)), NOT_HELD);
        programmer.apply(rising(to(30, 1), to(40, 1)), NOT_HELD);
        now = now.plus(Duration.ofSeconds(35));
        programmer.audit(NOT_HELD);
        kernel.takeIpvsWrites();
        IpvsProgrammer restarted = programmer("boot-1");
        restarted.apply(rising(to(30, 1), to(40, 1)), NOT_HELD);
        assertThat(kernel.takeIpvsWrites()).isEmpty();
        now = now.plus(Duration.ofSeconds(10));
        restarted.audit(NOT_HELD);
        assertThat(kernel.takeIpvsWrites()).containsExactly(new IpvsCommand.SetDestination(WEB, destination(40, 5)));
    }

    @Test
    void to_switch_it_on_writes_each_destination_once() {
        programmer.apply(desired(Tables.web("a", "wlc", to(30, 1), to(40, 3))), NOT_HELD);
        kernel.takeIpvsWrites();
        programmer.apply(rising(to(30, 1), to(40, 3)), NOT_HELD);
        now = now.plus(Duration.ofSeconds(60));
        programmer.audit(NOT_HELD);
        assertThat(kernel.takeIpvsWrites())
                .containsExactly(
                        new IpvsCommand.SetDestination(WEB, destination(30, 10)),
                        new IpvsCommand.SetDestination(WEB, destination(40, 30)));
    }

    @Test
    void a_new_service_has_its_weights_at_once() {
        programmer.apply(rising(to(30, 1), to(40, 3)), NOT_HELD);
        assertThat(kernel.takeIpvsWrites())
                .contains(
                        new IpvsCommand.NewDestination(WEB, destination(30, 10)),
                        new IpvsCommand.NewDestination(WEB, destination(40, 30)));
    }
}
