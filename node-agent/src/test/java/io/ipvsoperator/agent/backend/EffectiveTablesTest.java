package io.ipvsoperator.agent.backend;

import static io.ipvsoperator.agent.backend.Backends.CADENCE;
import static io.ipvsoperator.agent.backend.Backends.fallback;
import static io.ipvsoperator.agent.backend.Backends.server;
import static io.ipvsoperator.agent.backend.Backends.tcp;
import static io.ipvsoperator.agent.backend.Backends.web;
import static io.ipvsoperator.agent.ipvs.table.Tables.destination;
import static io.ipvsoperator.agent.ipvs.table.Tables.to;
import static org.assertj.core.api.Assertions.assertThat;

import io.ipvsoperator.agent.ipvs.table.Tables;
import io.ipvsoperator.agent.plan.TablePlan;
import io.ipvsoperator.netlink.ipvs.AddressFamily;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EffectiveTablesTest {
    private static final TablePlan CHECKED = web(tcp(CADENCE, 50), to(30, 5), to(40, 7));

    private final EffectiveTables tables = new EffectiveTables();

    private static Selection down(int... last) {
        return new Selection(IntStream.of(last).mapToObj(Backends::server).collect(Collectors.toSet()), Set.of());
    }

    private TablePlan checkedWith(Selection selection) {
        return tables.of(List.of(CHECKED), Map.of("web", selection)).getFirst();
    }

    @Test
    void a_destination_that_is_down_has_no_weight_and_the_others_keep_theirs() {
        assertThat(checkedWith(down(30)).destinations()).containsExactly(to(30, 0), to(40, 7));
    }

    private static final TablePlan WITH_FALLBACK = web(tcp(CADENCE, 100), to(30, 5), to(40, 0), fallback(90, 3));

    @Test
    void a_fallback_has_no_weight_until_it_stands_in() {
        assertThat(tables.of(List.of(WITH_FALLBACK), Map.of("web", down()))
                        .getFirst()
                        .destinationsOf(0, AddressFamily.IPV4))
                .containsExactly(destination(30, 5), destination(40, 0), destination(90, 0));
        Selection missed = new Selection(Set.of(server(30), server(40)), Set.of(), Set.of(server(90)));
        assertThat(tables.of(List.of(WITH_FALLBACK), Map.of("web", missed))
                        .getFirst()
                        .destinationsOf(0, AddressFamily.IPV4))
                .containsExactly(destination(30, 0), destination(40, 0), destination(90, 3));
    }

    @Test
    void what_the_plan_leaves_without_weight_is_decided_but_for_a_fallback() {
        assertThat(tables.of(List.of(WITH_FALLBACK), Map.of()).getFirst().undecided())
                .containsExactlyInAnyOrder(server(30), server(90));
    }

    @Test
    void a_table_with_a_fallback_never_waits_for_its_last_connections_to_end() {
        Selection missed = new Selection(Set.of(server(30), server(40)), Set.of(), Set.of(server(90)));
        assertThat(missed.appliedTo(WITH_FALLBACK).isDraining()).isFalse();
        assertThat(down(30).appliedTo(CHECKED).isDraining()).isFalse();
        assertThat(down(30, 40).appliedTo(CHECKED).isDraining()).isTrue();
    }

    @Test
    void the_order_stays_for_hashing_schedulers_look_at_it() {
        assertThat(checkedWith(down(40)).destinations()).containsExactly(to(30, 5), to(40, 0));
    }

    @Test
    void of_a_table_that_nobody_has_heard_of_all_is_undecided() {
        TablePlan effective = tables.of(List.of(CHECKED), Map.of()).getFirst();
        assertThat(effective.destinations()).isEqualTo(CHECKED.destinations());
        assertThat(effective.undecided()).containsExactlyInAnyOrder(server(30), server(40));
    }

    @Test
    void a_table_without_a_check_stays_as_it_is() {
        TablePlan unchecked = Tables.web("a", "rr", to(30, 1));
        assertThat(tables.of(List.of(unchecked), Map.of("a", down(30)))).containsExactly(unchecked);
    }

    @Test
    void the_same_verdicts_leave_the_same_object_for_those_that_compare_objects() {
        assertThat(checkedWith(down(30))).isSameAs(checkedWith(down(30)));
    }

    @Test
    void another_verdict_is_another_object() {
        assertThat(checkedWith(down(30))).isNotSameAs(checkedWith(down(40)));
    }

    @Test
    void a_table_whose_plan_changed_is_weighed_anew() {
        checkedWith(down(30));
        TablePlan changed = web(tcp(CADENCE, 50), to(30, 5), to(40, 8));
        assertThat(tables.of(List.of(changed), Map.of("web", down(30)))
                        .getFirst()
                        .destinations())
                .containsExactly(to(30, 0), to(40, 8));
    }
}
