package io.ipvsoperator.agent.ipvs.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.ipvsoperator.agent.kernel.NetworkInterfaceName;
import io.ipvsoperator.agent.kernel.fake.FakeKernel;
import io.ipvsoperator.agent.netlink.GenericNetlinkFamily;
import io.ipvsoperator.agent.netlink.NetlinkConversation;
import io.ipvsoperator.agent.record.BootRecord;
import io.ipvsoperator.netlink.ipvs.IpvsCommand;
import io.ipvsoperator.netlink.ipvs.IpvsFamily;
import io.ipvsoperator.netlink.ipvs.SyncDaemon;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SyncDaemonsTest {
    private static final Optional<SyncGroup> GROUP = Optional.of(new SyncGroup(33, new NetworkInterfaceName("eth1")));

    @TempDir
    Path directory;

    private final FakeKernel kernel = new FakeKernel();
    private NetlinkConversation conversation;

    @BeforeEach
    void opens() {
        kernel.addLink("eth1");
        kernel.addLink("eth2");
        conversation = new NetlinkConversation(kernel.generic());
    }

    @AfterEach
    void closes() {
        conversation.close();
    }

    private SyncDaemons daemons() {
        return new SyncDaemons(
                new GenericNetlinkFamily(conversation, IpvsFamily.NAME),
                new BootRecord(directory.resolve("sync-daemons"), "boot-1"));
    }

    private List<String> running() {
        return kernel.ipvsadm(new IpvsCommand.ListDaemons()).stream()
                .map(SyncDaemon::decode)
                .map(SyncDifference::identity)
                .toList();
    }

    @Test
    void runs_both_roles() {
        assertThat(daemons().reconcile(GROUP)).isEmpty();
        assertThat(running()).containsExactlyInAnyOrder("SENDER eth1 33", "RECEIVER eth1 33");
    }

    @Test
    void leaves_alone_what_runs() {
        daemons().reconcile(GROUP);
        kernel.takeIpvsWrites();
        daemons().reconcile(GROUP);
        assertThat(kernel.takeIpvsWrites()).isEmpty();
    }

    @Test
    void moves_its_own_to_another_interface_after_a_restart() {
        daemons().reconcile(GROUP);
        daemons().reconcile(Optional.of(new SyncGroup(33, new NetworkInterfaceName("eth2"))));
        assertThat(running()).containsExactlyInAnyOrder("SENDER eth2 33", "RECEIVER eth2 33");
    }

    @Test
    void stops_its_own_when_the_role_ends() {
        daemons().reconcile(GROUP);
        daemons().reconcile(Optional.empty());
        assertThat(running()).isEmpty();
    }

    @Test
    void reports_a_daemon_of_others_and_leaves_it() {
        kernel.ipvsadm(new IpvsCommand.StartDaemon(
                new SyncDaemon(SyncDaemon.Role.SENDER, "eth2", 7, SyncDaemon.Multicast.BY_KERNEL)));
        assertThat(daemons().reconcile(GROUP))
                .singleElement()
                .satisfies(failure -> assertThat(failure)
                        .contains("master runs on eth2 with sync id 7")
                        .contains("ipvsadm --stop-daemon master"));
        assertThat(running()).containsExactlyInAnyOrder("SENDER eth2 7", "RECEIVER eth1 33");
        daemons().reconcile(Optional.empty());
        assertThat(running()).containsExactly("SENDER eth2 7");
    }
}
