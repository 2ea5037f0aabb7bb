package io.ipvsoperator.agent.ipvs.continuity;

import static org.assertj.core.api.Assertions.assertThat;

import io.ipvsoperator.agent.ipvs.IpvsProgrammer;
import io.ipvsoperator.agent.ipvs.sync.SyncDaemons;
import io.ipvsoperator.agent.ipvs.sync.SyncGroup;
import io.ipvsoperator.agent.ipvs.table.DesiredTable;
import io.ipvsoperator.agent.kernel.NetworkInterfaceName;
import io.ipvsoperator.agent.kernel.linux.LinuxKernelModules;
import io.ipvsoperator.agent.kernel.linux.LinuxKernelSockets;
import io.ipvsoperator.agent.kernel.linux.LinuxSysctls;
import io.ipvsoperator.agent.kernel.linux.OtherNamespace;
import io.ipvsoperator.agent.netlink.GenericNetlinkFamily;
import io.ipvsoperator.agent.netlink.NetlinkConversation;
import io.ipvsoperator.agent.record.BootRecord;
import io.ipvsoperator.agent.sysctl.DirectorSysctls;
import io.ipvsoperator.agent.sysctl.SysctlOwner;
import io.ipvsoperator.agent.testing.Segment;
import io.ipvsoperator.netlink.ipvs.IpvsFamily;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/**
 * A director in a namespace of its own with what an agent gives it: settings, table and sync daemons. Who owns the address is for
 * the test to say.
 */
final class SyncedDirector implements AutoCloseable {
    private static final NetworkInterfaceName INTERFACE = new NetworkInterfaceName("eth1");
    private static final SyncGroup GROUP = new SyncGroup(33, INTERFACE);

    private final Segment segment;
    private final String name;
    private final NetlinkConversation conversation;
    private final IpvsProgrammer programmer;
    private final SyncDaemons daemons;

    /** @param directory for records, of this director since its last boot alone */
    SyncedDirector(Segment segment, String name, Path directory) {
        this.segment = segment;
        this.name = name;
        conversation = OtherNamespace.in(name, () -> new NetlinkConversation(new LinuxKernelSockets().generic()));
        GenericNetlinkFamily ipvs = new GenericNetlinkFamily(conversation, IpvsFamily.NAME);
        programmer = new IpvsProgrammer(
                ipvs, new LinuxKernelModules(), new BootRecord(directory.resolve("services"), "this-boot"));
        daemons = new SyncDaemons(ipvs, new BootRecord(directory.resolve("daemons"), "this-boot"));
        programmer.apply(DesiredTable.empty(), Set.of());
        SysctlOwner sysctls = new SysctlOwner(
                new LinuxSysctls(Path.of("/proc/sys")), new BootRecord(directory.resolve("sysctls"), "this-boot"));
        assertThat(OtherNamespace.in(name, () -> sysctls.reconcile(DirectorSysctls.on(Set.of(INTERFACE), true)))
                        .failures())
                .isEmpty();
    }

    String name() {
        return name;
    }

    void program(DesiredTable desired) {
        assertThat(programmer.apply(desired, Set.of()).failures()).isEmpty();
    }

    void startSync() {
        assertThat(daemons.reconcile(Optional.of(GROUP))).isEmpty();
    }

    void setSloppy(boolean sloppy) {
        segment.shellIn(name, "sysctl -qw net.ipv4.vs.sloppy_tcp=" + (sloppy ? 1 : 0));
    }

    void own(String address) {
        segment.shellIn(name, "ip addr add %s/32 dev eth1".formatted(address));
    }

    void disown(String address) {
        segment.shellIn(name, "ip addr del %s/32 dev eth1".formatted(address));
    }

    /** Established connections in its table, its own and those that others told it. */
    long established() {
        return Long.parseLong(
                segment.shellIn(name, "awk '/ ESTABLISHED / {n++} END {print n + 0}' /proc/net/ip_vs_conn")
                        .strip());
    }

    @Override
    public void close() {
        conversation.close();
    }
}
