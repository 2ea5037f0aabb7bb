package io.ipvsoperator.agent.ipvs.sync;

import io.ipvsoperator.agent.netlink.GenericNetlinkFamily;
import io.ipvsoperator.agent.netlink.Outcome;
import io.ipvsoperator.agent.record.BootRecord;
import io.ipvsoperator.netlink.ipvs.IpvsCommand;
import io.ipvsoperator.netlink.ipvs.SyncDaemon;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps both sync daemons running while this node is a director. Used by one thread, the one of the conversation. */
public final class SyncDaemons {
    private static final Logger LOG = LoggerFactory.getLogger(SyncDaemons.class);

    private final GenericNetlinkFamily ipvs;
    private final BootRecord record;
    private Set<String> started;

    /** @param record of the daemons that this agent has started */
    public SyncDaemons(GenericNetlinkFamily ipvs, BootRecord record) {
        this.ipvs = ipvs;
        this.record = record;
        this.started = new LinkedHashSet<>(record.load());
    }

    /**
     * @param wanted nothing stops those that this agent has started
     * @return what is not as wanted, and what to do
     */
    public List<String> reconcile(Optional<SyncGroup> wanted) {
        List<SyncDaemon> running = ipvs.dump(new IpvsCommand.ListDaemons().request()).stream()
                .map(SyncDaemon::decode)
                .toList();
        SyncDifference difference = SyncDifference.between(wanted, running, started);
        List<String> failures = new ArrayList<>(difference.failures());
        if (!difference.steps().isEmpty()) {
            remember(wanted);
            failures.addAll(make(difference.steps()));
        }
        return failures;
    }

    /** Before they are started. What was started earlier and still runs stays in the record until it is stopped. */
    private void remember(Optional<SyncGroup> wanted) {
        Set<String> next = new LinkedHashSet<>(started);
        wanted.ifPresent(group -> group.daemons().forEach(daemon -> next.add(SyncDifference.identity(daemon))));
        if (!next.equals(started)) {
            record.save(List.copyOf(next));
            started = next;
        }
    }

    private List<String> make(List<SyncDifference.Step> steps) {
        List<String> failures = new ArrayList<>();
        for (Outcome outcome :
                ipvs.executeAll(steps.stream().map(SyncDifference.Step::request).toList())) {
            switch (outcome) {
                case Outcome.Done done ->
                    LOG.atInfo().addKeyValue("operation", done.operation()).log("IPVS sync daemon");
                case Outcome.Refused refused ->
                    failures.add(
                            "%s: the kernel refused it (%s); see whether the interface exists and is up on the node"
                                    .formatted(refused.operation(), refused.error()));
            }
        }
        return failures;
    }
}
