package io.ipvsoperator.agent.filter;

import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps our chains in one table of one family. The rules are compared with the kernel and replaced in one step when they differ.
 * Used by one thread.
 */
final class TableFilter {
    private static final Logger LOG = LoggerFactory.getLogger(TableFilter.class);

    private final FilterTable table;
    /** Nothing of ours is there: then it is not even read, because reading brings an old kernel's table into being. */
    private boolean isAbsent;

    /** What the kernel showed after it had taken the rules: some versions of iptables write a rule otherwise than others. */
    private Optional<Shown> accepted = Optional.empty();

    /** As it was read last. */
    private SavedTable shown;

    private record Shown(FilterRules rules, SavedTable table) {}

    TableFilter(FilterTable table, boolean isAbsent) {
        this.table = table;
        this.isAbsent = isAbsent;
        shown = new SavedTable(table, List.of());
    }

    /** As far as is known: what others have done since the last look is not. */
    SavedTable shown() {
        return shown;
    }

    boolean isAbsent() {
        return isAbsent;
    }

    void isKnownAbsent() {
        isAbsent = true;
    }

    void write(FilterRules rules, Iptables iptables) {
        isAbsent = false;
        SavedTable present = iptables.read(table);
        shown = present;
        boolean asAccepted = accepted.equals(Optional.of(new Shown(rules, present)));
        if (asAccepted || present.holds(rules)) {
            return;
        }
        iptables.restore(present.replacedBy(rules));
        shown = iptables.read(table);
        accepted = Optional.of(new Shown(rules, shown));
        LOG.atInfo()
                .addKeyValue("family", iptables.family())
                .addKeyValue("table", table.text())
                .addKeyValue("rules", rules.of(table).size())
                .log("packet filter rules replaced");
    }

    void remove(Iptables iptables) {
        accepted = Optional.empty();
        SavedTable present = iptables.read(table);
        if (!present.isAbsent()) {
            iptables.restore(present.removed());
            LOG.atInfo()
                    .addKeyValue("family", iptables.family())
                    .addKeyValue("table", table.text())
                    .log("packet filter rules removed");
        }
        shown = new SavedTable(table, List.of());
        isAbsent = true;
    }
}
