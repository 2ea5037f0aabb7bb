package io.ipvsoperator.agent.filter;

import io.ipvsoperator.agent.record.BootRecord;
import io.ipvsoperator.wire.IpFamily;
import java.util.Set;
import java.util.TreeSet;

/** Remembers in which tables there may be chains of ours, since this boot. Used by one thread. */
final class WrittenTables {
    private final BootRecord record;
    private final Set<String> tables;

    WrittenTables(BootRecord record) {
        this.record = record;
        this.tables = new TreeSet<>(record.load());
    }

    boolean holds(IpFamily family, FilterTable table) {
        return tables.contains(text(family, table));
    }

    /** To be called before the table is written. */
    void add(IpFamily family, FilterTable table) {
        if (tables.add(text(family, table))) {
            record.save(tables.stream().toList());
        }
    }

    void remove(IpFamily family, FilterTable table) {
        if (tables.remove(text(family, table))) {
            record.save(tables.stream().toList());
        }
    }

    private static String text(IpFamily family, FilterTable table) {
        return family + " " + table.text();
    }
}
