package io.ipvsoperator.agent.ipvs;

import io.ipvsoperator.agent.ipvs.table.DesiredTable;
import io.ipvsoperator.agent.ipvs.table.ServiceFailure;
import io.ipvsoperator.netlink.ipvs.ServiceKey;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Which services are compared next: those that changed on either side, and those that were not as wanted the last time. Used by
 * one thread.
 */
final class Scope {
    private final Set<ServiceKey> changed = new LinkedHashSet<>();
    /** Failed, foreign or deferred: these are seen to, and reported, every time. */
    private Set<ServiceKey> unsettled = Set.of();

    private boolean whole = true;

    void add(Collection<ServiceKey> keys) {
        changed.addAll(keys);
    }

    void addAll() {
        whole = true;
    }

    boolean isWhole() {
        return whole;
    }

    Set<ServiceKey> of(DesiredTable desired, KnownTable known, Set<ServiceKey> created) {
        Set<ServiceKey> keys = new LinkedHashSet<>(changed);
        keys.addAll(unsettled);
        if (whole) {
            keys.addAll(desired.services().services().keySet());
            keys.addAll(known.keys());
            keys.addAll(created);
        }
        return keys;
    }

    /** What was compared has become this. */
    void settle(IpvsReport report, Set<ServiceKey> surprises) {
        Set<ServiceKey> left = new LinkedHashSet<>(surprises);
        left.addAll(report.foreign());
        left.addAll(report.deferred());
        report.failures().stream().map(ServiceFailure::service).forEach(left::add);
        unsettled = left;
        changed.clear();
        whole = false;
    }
}
