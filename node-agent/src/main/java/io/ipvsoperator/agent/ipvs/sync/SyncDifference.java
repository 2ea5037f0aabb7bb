package io.ipvsoperator.agent.ipvs.sync;

import io.ipvsoperator.netlink.generic.GenericRequest;
import io.ipvsoperator.netlink.ipvs.IpvsCommand;
import io.ipvsoperator.netlink.ipvs.SyncDaemon;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What to stop and to start, stops first. Pure. A daemon that runs as wanted is left alone, whoever started it: a restart would
 * lose what is on its way.
 */
record SyncDifference(List<Step> steps, List<String> failures) {
    SyncDifference {
        steps = List.copyOf(steps);
        failures = List.copyOf(failures);
    }

    sealed interface Step {
        GenericRequest request();

        record Stop(SyncDaemon.Role role) implements Step {
            @Override
            public GenericRequest request() {
                return new IpvsCommand.StopDaemon(role).request();
            }
        }

        record Start(SyncDaemon daemon) implements Step {
            @Override
            public GenericRequest request() {
                return new IpvsCommand.StartDaemon(daemon).request();
            }
        }
    }

    /**
     * @param running as the kernel shows them
     * @param started in the words of {@link #identity}: what our record says we started
     */
    static SyncDifference between(Optional<SyncGroup> wanted, List<SyncDaemon> running, Set<String> started) {
        List<Step> steps = new ArrayList<>();
        List<String> failures = new ArrayList<>();
        for (SyncDaemon.Role role : SyncDaemon.Role.values()) {
            Optional<SyncDaemon> want = wanted.flatMap(group -> of(role, group.daemons()));
            Optional<SyncDaemon> there = of(role, running);
            if (want.map(SyncDifference::identity).equals(there.map(SyncDifference::identity))) {
                continue;
            }
            boolean foreign =
                    there.filter(daemon -> !started.contains(identity(daemon))).isPresent();
            if (foreign && want.isPresent()) {
                failures.add(runsAlready(there.get()));
            } else if (!foreign) {
                there.ifPresent(daemon -> steps.add(new Step.Stop(role)));
                want.ifPresent(daemon -> steps.add(new Step.Start(daemon)));
            }
        }
        return new SyncDifference(steps, failures);
    }

    private static Optional<SyncDaemon> of(SyncDaemon.Role role, List<SyncDaemon> daemons) {
        return daemons.stream().filter(daemon -> daemon.role() == role).findFirst();
    }

    /** What we set: the rest is the kernel's choice. */
    static String identity(SyncDaemon daemon) {
        return "%s %s %d".formatted(daemon.role(), daemon.interfaceName(), daemon.syncId());
    }

    private static String runsAlready(SyncDaemon daemon) {
        String role = daemon.role() == SyncDaemon.Role.SENDER ? "master" : "backup";
        return "the IPVS sync daemon %s runs on %s with sync id %d and was not started by this agent; stop it on the node with ipvsadm --stop-daemon %s"
                .formatted(role, daemon.interfaceName(), daemon.syncId(), role);
    }
}
