package io.ipvsoperator.agent.filter;

import io.ipvsoperator.netlink.ipvs.ServiceKey;
import java.util.Collection;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps our two chains in the table raw: packets to virtual services are not tracked, and the host does not reset connections
 * that IPVS does not know yet. The rules are compared with the kernel and replaced in one step when they differ. Used by one
 * thread.
 */
public final class PacketFilter {
    private static final Logger LOG = LoggerFactory.getLogger(PacketFilter.class);

    private final Programs programs;
    private @Nullable Iptables iptables;

    /** What the kernel showed after it had taken the rules: some versions of iptables write a rule otherwise than others. */
    private Optional<Shown> accepted = Optional.empty();

    private record Shown(FilterRules rules, RawTable table) {}

    public PacketFilter(Programs programs) {
        this.programs = programs;
    }

    /** @param services of virtual addresses that this host may own; none removes everything of ours */
    public void reconcile(Collection<ServiceKey.AddressAndPort> services) {
        FilterRules rules = FilterRules.of(services);
        if (rules.isEmpty()) {
            remove();
            return;
        }
        Iptables working = iptables();
        RawTable present = working.read();
        boolean asAccepted = accepted.equals(Optional.of(new Shown(rules, present)));
        if (asAccepted || present.holds(rules)) {
            return;
        }
        working.restore(present.replacedBy(rules));
        accepted = Optional.of(new Shown(rules, working.read()));
        LOG.atInfo()
                .addKeyValue("untracked", rules.incoming().size())
                .addKeyValue("resetsDropped", rules.outgoing().size())
                .log("packet filter rules replaced");
    }

    private void remove() {
        accepted = Optional.empty();
        if (iptables == null && !everInstalled()) {
            return;
        }
        RawTable present = iptables().read();
        if (!present.isAbsent()) {
            iptables().restore(present.removed());
            LOG.atInfo().log("packet filter rules removed");
        }
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
            working = Iptables.working(programs);
            iptables = working;
        }
        return working;
    }
}
