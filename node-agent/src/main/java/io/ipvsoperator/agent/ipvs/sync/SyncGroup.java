package io.ipvsoperator.agent.ipvs.sync;

import io.ipvsoperator.agent.kernel.NetworkInterfaceName;
import io.ipvsoperator.netlink.ipvs.SyncDaemon;
import java.util.List;

/**
 * The directors that tell each other their connections. A network namespace has one daemon of each role, so a node is in one
 * group.
 *
 * @param syncId 1 to 255, the same on all of them
 * @param interfaceName on the segment they share
 */
public record SyncGroup(int syncId, NetworkInterfaceName interfaceName) {
    public SyncGroup {
        if (syncId < 1 || syncId > 255) {
            throw new IllegalArgumentException("sync id: expected 1 to 255 but was " + syncId);
        }
    }

    /** Both roles on every director: with one alone the second loss in a row breaks connections. */
    List<SyncDaemon> daemons() {
        return List.of(daemon(SyncDaemon.Role.SENDER), daemon(SyncDaemon.Role.RECEIVER));
    }

    private SyncDaemon daemon(SyncDaemon.Role role) {
        return new SyncDaemon(role, interfaceName.value(), syncId, SyncDaemon.Multicast.BY_KERNEL);
    }
}
