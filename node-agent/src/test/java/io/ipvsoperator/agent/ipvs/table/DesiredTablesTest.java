package io.ipvsoperator.agent.ipvs.table;

import static io.ipvsoperator.agent.ipvs.table.Tables.WEB;
import static io.ipvsoperator.agent.ipvs.table.Tables.to;
import static io.ipvsoperator.agent.ipvs.table.Tables.web;
import static org.assertj.core.api.Assertions.assertThat;

import io.ipvsoperator.agent.plan.TablePlan;
import java.util.List;
import org.junit.jupiter.api.Test;

class DesiredTablesTest {
    private final DesiredTables tables = new DesiredTables();
    private final TablePlan first = web("a", "rr", to(30, 1));

    @Test
    void makes_what_the_tables_want() {
        assertThat(tables.of(List.of(first))).isEqualTo(DesiredTable.of(List.of(first)));
    }

    @Test
    void a_table_that_is_the_same_object_becomes_the_same_objects() {
        ForwardedService before =
                tables.of(List.of(first)).services().services().get(WEB);
        TablePlan behind = web("b", "rr", to(40, 1));
        assertThat(tables.of(List.of(first, behind)).services().services().get(WEB))
                .isSameAs(before);
    }

    @Test
    void a_table_that_changed_is_made_anew() {
        tables.of(List.of(first));
        TablePlan changed = web("a", "rr", to(30, 2));
        assertThat(tables.of(List.of(changed))).isEqualTo(DesiredTable.of(List.of(changed)));
    }

    @Test
    void a_table_that_went_is_forgotten() {
        tables.of(List.of(first));
        assertThat(tables.of(List.of())).isEqualTo(DesiredTable.empty());
    }
}
