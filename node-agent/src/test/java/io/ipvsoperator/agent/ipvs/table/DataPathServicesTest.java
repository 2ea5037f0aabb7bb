package io.ipvsoperator.agent.ipvs.table;

import static io.ipvsoperator.agent.backend.Backends.byDataPath;
import static io.ipvsoperator.agent.backend.Backends.fallback;
import static io.ipvsoperator.agent.backend.Backends.tcp;
import static io.ipvsoperator.agent.backend.Backends.web;
import static io.ipvsoperator.agent.ipvs.table.Tables.server;
import static io.ipvsoperator.agent.ipvs.table.Tables.to;
import static org.assertj.core.api.Assertions.assertThat;

import io.ipvsoperator.agent.backend.Backends;
import io.ipvsoperator.agent.plan.Forwarding;
import io.ipvsoperator.agent.plan.HealthCheck;
import io.ipvsoperator.agent.plan.TablePlan;
import io.ipvsoperator.agent.probe.DataPath;
import io.ipvsoperator.netlink.ipvs.AddressFamily;
import io.ipvsoperator.netlink.ipvs.DestinationKey;
import io.ipvsoperator.netlink.ipvs.ForwardingMethod;
import io.ipvsoperator.netlink.ipvs.IpvsDestination;
import io.ipvsoperator.netlink.ipvs.ServiceKey;
import io.ipvsoperator.netlink.ipvs.Tunnel;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DataPathServicesTest {
    private static final HealthCheck CHECK = byDataPath(tcp(Backends.CADENCE, 50));

    private final DesiredTables tables = new DesiredTables();

    private static DataPath pathTo(int last) {
        return new DataPath("web", server(last));
    }

    private Map<DataPath, Long> marksOf(TablePlan... plan) {
        tables.of(List.of(plan));
        return tables.dataPaths(List.of());
    }

    private ForwardedService serviceTo(int last, TablePlan... plan) {
        DesiredTable desired = tables.of(List.of(plan)).desired();
        long mark = Objects.requireNonNull(tables.dataPaths(List.of()).get(pathTo(last)));
        return desired.service(new ServiceKey.FirewallMark(AddressFamily.IPV4, mark))
                .orElseThrow();
    }

    @Test
    void every_destination_is_the_only_one_of_a_mark() {
        ForwardedService service = serviceTo(30, web(CHECK, to(30, 1), to(40, 1)));
        assertThat(service.destinations())
                .containsExactly(IpvsDestination.directRouting(new DestinationKey(server(30), 0), 1));
    }

    @Test
    void a_destination_without_weight_is_asked_as_well() {
        assertThat(serviceTo(30, web(CHECK, to(30, 0))).destinations())
                .extracting(IpvsDestination::weight)
                .containsExactly(1);
    }

    @Test
    void the_way_is_that_of_the_destination() {
        TablePlan.Destination tunnelled = new TablePlan.Destination(
                server(30), 1, List.of(), new Forwarding.Tunnelled(new Tunnel(Tunnel.Type.GUE, 6080, 0)), 0, 0);
        assertThat(serviceTo(30, web(CHECK, tunnelled)).destinations())
                .extracting(IpvsDestination::forwarding)
                .containsExactly(ForwardingMethod.TUNNEL);
    }

    @Test
    void a_table_that_asks_real_addresses_has_no_further_services() {
        assertThat(tables.of(List.of(web(tcp(Backends.CADENCE, 50), to(30, 1))))
                        .desired()
                        .services()
                        .services())
                .hasSize(1);
    }

    @Test
    void a_fallback_is_not_asked_and_has_no_mark() {
        assertThat(marksOf(web(CHECK, to(30, 1), fallback(90, 1)))).containsOnlyKeys(pathTo(30));
    }

    @Test
    void a_destination_keeps_its_mark_whatever_comes_and_goes() {
        Long before = marksOf(web(CHECK, to(30, 1))).get(pathTo(30));
        marksOf(web(CHECK, to(29, 1), to(30, 0), to(40, 1)));
        assertThat(marksOf(web(CHECK, to(40, 1), to(30, 2)))).containsEntry(pathTo(30), Objects.requireNonNull(before));
    }

    @Test
    void another_run_finds_the_same_marks() {
        TablePlan plan = web(CHECK, to(30, 1), to(40, 1));
        DesiredTables another = new DesiredTables();
        another.of(List.of(plan));
        assertThat(another.dataPaths(List.of())).isEqualTo(marksOf(plan));
    }

    @Test
    void what_goes_gives_its_mark_back() {
        marksOf(web(CHECK, to(30, 1)));
        assertThat(marksOf()).isEmpty();
    }

    @Test
    void nobody_is_told_of_a_mark_that_the_kernel_does_not_have() {
        Map<DataPath, Long> marks = marksOf(web(CHECK, to(30, 1), to(40, 1)));
        ServiceKey failed =
                new ServiceKey.FirewallMark(AddressFamily.IPV4, Objects.requireNonNull(marks.get(pathTo(30))));
        assertThat(tables.dataPaths(List.of(failed))).containsOnlyKeys(pathTo(40));
    }

    @Test
    void a_verdict_changes_no_service_of_checks() {
        TablePlan plan = web(CHECK, to(30, 1), to(40, 1));
        ForwardedService before = serviceTo(30, plan);
        assertThat(serviceTo(30, plan.checked(Set.of(server(30)), Set.of(), Set.of())))
                .isEqualTo(before);
    }
}
