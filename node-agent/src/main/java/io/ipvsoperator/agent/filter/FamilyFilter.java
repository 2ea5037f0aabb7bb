package io.ipvsoperator.agent.filter;

import io.ipvsoperator.netlink.ipvs.ServiceKey;
import io.ipvsoperator.wire.IpAddress;
import io.ipvsoperator.wire.IpFamily;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Keeps our chains in the tables of one family. Used by one thread. */
final class FamilyFilter {
    private final Programs programs;
    private final IpFamily family;
    private final WrittenTables written;
    private final Map<FilterTable, TableFilter> tables = new EnumMap<>(FilterTable.class);
    private final TableFilter raw = new TableFilter(FilterTable.RAW, false);
    private @Nullable Iptables iptables;

    FamilyFilter(Programs programs, IpFamily family, WrittenTables written) {
        this.programs = programs;
        this.family = family;
        this.written = written;
        tables.put(FilterTable.RAW, raw);
        tables.put(FilterTable.NAT, new TableFilter(FilterTable.NAT, !written.holds(family, FilterTable.NAT)));
    }

    /**
     * Where both are empty everything of ours is removed.
     *
     * @param services of this family
     * @param syncPeers of this family
     */
    void reconcile(Map<ServiceKey.AddressAndPort, Passage> services, Set<IpAddress> syncPeers) {
        FilterRules rules = FilterRules.of(services, syncPeers);
        tables.forEach((table, filter) -> {
            if (rules.of(table).isEmpty()) {
                remove(table, filter);
            } else {
                written.add(family, table);
                filter.write(rules, iptables());
            }
        });
    }

    /** Who gets to a service by the rules that were there when this process looked or wrote last. */
    Admitted admitted(ServiceKey.AddressAndPort service) {
        return raw.shown().admitted(FilterRules.arriving(service));
    }

    private void remove(FilterTable table, TableFilter filter) {
        if (filter.isAbsent()) {
            return;
        }
        if (iptables != null || everInstalled()) {
            filter.remove(iptables());
        } else {
            filter.isKnownAbsent();
        }
        written.remove(family, table);
    }

    /** Where no backend works there can be nothing of ours: a node without any role needs no iptables. */
    private boolean everInstalled() {
        try {
            iptables();
            return true;
        } catch (PacketFilterException nothingWorks) {
            return false;
        }
    }

    private Iptables iptables() {
        Iptables working = iptables;
        if (working == null) {
            working = Iptables.working(programs, family);
            iptables = working;
        }
        return working;
    }
}
