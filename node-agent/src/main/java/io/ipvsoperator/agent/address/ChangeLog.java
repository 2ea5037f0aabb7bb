package io.ipvsoperator.agent.address;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Logs what was done to addresses once what cannot wait is done, and a thousand of them in one line: between two announcements a line
 * would take longer than the announcement. Used by one thread.
 */
final class ChangeLog {
    private static final Logger LOG = LoggerFactory.getLogger(ChangeLog.class);
    private static final int NAMED_AT_MOST = 16;

    private final Level level;
    private final Map<String, List<VirtualAddress>> done = new LinkedHashMap<>();

    ChangeLog(Level level) {
        this.level = level;
    }

    void note(AddressChange change) {
        switch (change) {
            case AddressChange.Add add -> note("addresses added", add);
            case AddressChange.PutBack again -> note("addresses put back: something else had removed them", again);
            case AddressChange.Remove remove -> note("addresses removed", remove);
            case AddressChange.Refresh refresh -> {}
        }
    }

    private void note(String what, AddressChange change) {
        done.computeIfAbsent(what, absent -> new ArrayList<>()).add(change.address());
    }

    void write() {
        done.forEach((what, addresses) -> LOG.atLevel(level)
                .addKeyValue("count", addresses.size())
                .addKeyValue(
                        "addresses", addresses.stream().limit(NAMED_AT_MOST).toList())
                .log(what));
        done.clear();
    }
}
