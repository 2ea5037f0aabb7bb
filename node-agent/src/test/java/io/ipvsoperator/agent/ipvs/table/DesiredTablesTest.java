package io.ipvsoperator.agent.ipvs.table;

import static io.ipvsoperator.agent.ipvs.table.Tables.VIP;
import static io.ipvsoperator.agent.ipvs.table.Tables.WEB;
import static io.ipvsoperator.agent.ipvs.table.Tables.to;
import static io.ipvsoperator.agent.ipvs.table.Tables.web;
import static org.assertj.core.api.Assertions.assertThat;

import io.ipvsoperator.agent.ipvs.table.DesiredTables.Step;
import io.ipvsoperator.agent.plan.Forwarding;
import io.ipvsoperator.agent.plan.TablePlan;
import io.ipvsoperator.netlink.ipvs.ServiceKey;
import io.ipvsoperator.netlink.ipvs.TransportProtocol;
import io.ipvsoperator.wire.IpNetwork;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DesiredTablesTest {
    private static final ServiceKey SECURE = new ServiceKey.AddressAndPort(TransportProtocol.TCP, VIP, 443);

    private final DesiredTables tables = new DesiredTables();
    private final TablePlan first = web("a", "rr", to(30, 1));
    private final TablePlan secure = onPort443("b", to(40, 1));

    private static TablePlan onPort443(String name, TablePlan.Destination... destinations) {
        return new TablePlan(
                name,
                List.of(VIP),
                List.of(new TablePlan.Service(TransportProtocol.TCP, 443, "rr", Set.of(), Optional.empty())),
                List.of(destinations));
    }

    @Test
    void makes_what_the_tables_want() {
        assertThat(tables.of(List.of(first)).desired()).isEqualTo(DesiredTable.of(List.of(first)));
    }

    @Test
    void what_did_not_change_becomes_the_same_objects() {
        Optional<ForwardedService> before = tables.of(List.of(first)).desired().service(WEB);
        Optional<ForwardedService> after =
                tables.of(List.of(first, secure)).desired().service(WEB);
        assertThat(after.orElseThrow()).isSameAs(before.orElseThrow());
    }

    @Test
    void a_table_that_changed_is_made_anew() {
        tables.of(List.of(first));
        TablePlan changed = web("a", "rr", to(30, 2));
        assertThat(tables.of(List.of(changed)).desired()).isEqualTo(DesiredTable.of(List.of(changed)));
    }

    @Test
    void a_table_that_went_is_forgotten() {
        tables.of(List.of(first));
        assertThat(tables.of(List.of()).desired()).isEqualTo(DesiredTable.empty());
    }

    @Test
    void a_changed_weight_touches_its_services_and_exposes_nothing() {
        tables.of(List.of(first, secure));
        Step step = tables.of(List.of(first, onPort443("b", to(40, 0))));
        assertThat(step.touched()).contains(Set.of(SECURE));
        assertThat(step.exposed()).isFalse();
    }

    @Test
    void a_verdict_on_a_destination_touches_its_services_whatever_its_weight() {
        tables.of(List.of(first.checked(Set.of(), Set.of(Tables.server(30)), Set.of()), secure));
        assertThat(tables.of(List.of(first, secure)).touched()).contains(Set.of(WEB));
    }

    @Test
    void the_same_tables_touch_nothing() {
        tables.of(List.of(first, secure));
        Step step = tables.of(List.of(first, secure));
        assertThat(step.touched()).contains(Set.of());
        assertThat(step.exposed()).isFalse();
    }

    @Test
    void a_service_more_is_touched_and_exposed() {
        tables.of(List.of(first));
        Step step = tables.of(List.of(first, secure));
        assertThat(step.touched()).contains(Set.of(SECURE));
        assertThat(step.exposed()).isTrue();
    }

    @Test
    void a_service_less_is_touched_and_exposed() {
        tables.of(List.of(first, secure));
        Step step = tables.of(List.of(first));
        assertThat(step.touched()).contains(Set.of(SECURE));
        assertThat(step.exposed()).isTrue();
    }

    @Test
    void a_service_that_is_masqueraded_from_now_on_is_exposed() {
        tables.of(List.of(secure));
        TablePlan.Destination rewritten = new TablePlan.Destination(
                Tables.server(40), 1, List.of(), new Forwarding.Masquerade(Forwarding.Source.DIRECTOR), 0, 0);
        assertThat(tables.of(List.of(onPort443("b", rewritten))).exposed()).isTrue();
    }

    @Test
    void a_service_that_only_some_may_use_from_now_on_is_exposed() {
        tables.of(List.of(secure));
        Step step = tables.of(List.of(forSome(secure)));
        assertThat(step.exposed()).isTrue();
        assertThat(step.desired().exposure(SECURE).sourceRanges()).containsExactly(IpNetwork.parse("10.0.0.0/8"));
    }

    @Test
    void a_service_that_everybody_may_use_again_is_exposed() {
        tables.of(List.of(forSome(secure)));
        Step step = tables.of(List.of(secure));
        assertThat(step.exposed()).isTrue();
        assertThat(step.desired().exposure(SECURE)).isEqualTo(Exposure.PLAIN);
    }

    private static TablePlan forSome(TablePlan table) {
        return Tables.onlyFor("10.0.0.0/8", table);
    }

    @Test
    void who_lost_a_contested_service_has_it_when_the_other_goes() {
        TablePlan rival = web("c", "wlc", to(40, 1));
        assertThat(tables.of(List.of(first, rival)).desired().contested()).hasSize(1);
        Step step = tables.of(List.of(rival));
        assertThat(step.desired()).isEqualTo(DesiredTable.of(List.of(rival)));
        assertThat(step.touched()).isEmpty();
    }

    @Test
    void a_service_becomes_contested_when_another_table_comes_before() {
        tables.of(List.of(first));
        TablePlan rival = web("0", "wlc", to(40, 1));
        Step step = tables.of(List.of(rival, first));
        assertThat(step.desired()).isEqualTo(DesiredTable.of(List.of(rival, first)));
        assertThat(step.desired().ownerOf(WEB)).contains("0");
    }
}
