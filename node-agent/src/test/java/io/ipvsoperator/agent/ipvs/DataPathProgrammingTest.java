package io.ipvsoperator.agent.ipvs;

import static io.ipvsoperator.agent.backend.Backends.byDataPath;
import static io.ipvsoperator.agent.backend.Backends.tcp;
import static io.ipvsoperator.agent.backend.Backends.web;
import static io.ipvsoperator.agent.ipvs.table.Tables.WEB;
import static io.ipvsoperator.agent.ipvs.table.Tables.key;
import static io.ipvsoperator.agent.ipvs.table.Tables.server;
import static io.ipvsoperator.agent.ipvs.table.Tables.to;
import static org.assertj.core.api.Assertions.assertThat;

import io.ipvsoperator.agent.backend.Backends;
import io.ipvsoperator.agent.ipvs.table.DesiredTable;
import io.ipvsoperator.netlink.ipvs.DestinationKey;
import io.ipvsoperator.netlink.ipvs.ServiceKey;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Services for checks are services of this agent like any other. */
class DataPathProgrammingTest extends ProgrammerOnFakeKernel {
    private final DesiredTable table = desired(web(byDataPath(tcp(Backends.CADENCE, 50)), to(30, 1)));
    private final ServiceKey check = table.services().services().keySet().stream()
            .filter(ServiceKey.FirewallMark.class::isInstance)
            .findFirst()
            .orElseThrow();

    @BeforeEach
    void is_programmed() {
        assertThat(programmer.apply(table, NOT_HELD).failures()).isEmpty();
    }

    @Test
    void a_restart_writes_nothing() {
        kernel.takeIpvsWrites();
        programmer("boot-1").apply(table, NOT_HELD);
        assertThat(kernel.takeIpvsWrites()).isEmpty();
    }

    @Test
    void a_restart_removes_what_nobody_wants_any_longer() {
        IpvsReport report = programmer("boot-1").apply(DesiredTable.empty(), NOT_HELD);
        assertThat(report.services()).isZero();
        assertThat(report.foreign()).isEmpty();
    }

    @Test
    void connections_of_checks_keep_no_table_from_being_drained() {
        kernel.connect(check, new DestinationKey(server(30), 0), 1, 3);
        kernel.connect(WEB, key(30), 2, 0);
        assertThat(programmer.connections(table, Set.of("web"))).containsEntry("web", 2L);
    }
}
