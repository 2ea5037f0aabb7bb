package io.ipvsoperator.agent.filter;

import io.ipvsoperator.netlink.ipvs.ServiceKey;
import io.ipvsoperator.wire.IpFamily;
import java.util.Collection;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps our two chains in the table raw of one family. The rules are compared with the kernel and replaced in one step when they
 * differ. Used by one thread.
 */
final class FamilyFilter {
    private static final Logger LOG = LoggerFactory.getLogger(FamilyFilter.class);

    private final Programs programs;
    private final IpFamily family;
    /** Nothing of ours was there, and nothing was written since: who uses one family alone is not asked about the other. */
    private boolean isAbsent;

    private @Nullable Iptables iptables;

    /** What the kernel showed after it had taken the rules: some versions of iptables write a rule otherwise than others. */
    private Optional<Shown> accepted = Optional.empty();

    private record Shown(FilterRules rules, RawTable table) {}

    FamilyFilter(Programs programs, IpFamily family) {
        this.programs = programs;
        this.family = family;
    }

    /** @param services of this family; none removes everything of ours */
    void reconcile(Collection<ServiceKey.AddressAndPort> services) {
        FilterRules rules = FilterRules.of(services);
        if (rules.isEmpty()) {
            remove();
            return;
        }
        Iptables working = iptables();
        isAbsent = false;
        RawTable present = working.read();
        boolean asAccepted = accepted.equals(Optional.of(new Shown(rules, present)));
        if (asAccepted || present.holds(rules)) {
            return;
        }
        working.restore(present.replacedBy(rules));
        accepted = Optional.of(new Shown(rules, working.read()));
        LOG.atInfo()
                .addKeyValue("family", family)
                .addKeyValue("untracked", rules.incoming().size())
                .addKeyValue("resetsDropped", rules.outgoing().size())
                .log("packet filter rules replaced");
    }

    private void remove() {
        accepted = Optional.empty();
        if (isAbsent) {
            return;
        }
        if (iptables != null || everInstalled()) {
            RawTable present = iptables().read();
            if (!present.isAbsent()) {
                iptables().restore(present.removed());
                LOG.atInfo().addKeyValue("family", family).log("packet filter rules removed");
            }
        }
        isAbsent = true;
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
