package io.ipvsoperator.agent.ipvs;

import io.ipvsoperator.agent.ipvs.table.DesiredTable;
import io.ipvsoperator.agent.ipvs.table.Tables;
import io.ipvsoperator.agent.kernel.fake.FakeKernel;
import io.ipvsoperator.agent.netlink.GenericNetlinkFamily;
import io.ipvsoperator.agent.netlink.NetlinkConversation;
import io.ipvsoperator.agent.plan.TablePlan;
import io.ipvsoperator.agent.record.BootRecord;
import io.ipvsoperator.netlink.ipvs.IpvsFamily;
import io.ipvsoperator.time.MonotonicInstant;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A programmer, the kernel in memory that it programs, and the time that it is told. */
abstract class ProgrammerOnFakeKernel {
    static final Set<InetAddress> NOT_HELD = Set.of();

    @TempDir
    Path directory;

    final FakeKernel kernel = new FakeKernel();
    private NetlinkConversation conversation;
    IpvsProgrammer programmer;
    MonotonicInstant now = new MonotonicInstant(0);

    @BeforeEach
    void starts() {
        conversation = new NetlinkConversation(kernel.generic());
        programmer = programmer("boot-1");
    }

    @AfterEach
    void closes() {
        conversation.close();
        kernel.assertNoOpenSockets();
    }

    final IpvsProgrammer programmer(String bootId) {
        return new IpvsProgrammer(
                new GenericNetlinkFamily(conversation, IpvsFamily.NAME),
                kernel,
                new BootRecord(directory.resolve("services"), bootId),
                () -> now);
    }

    static DesiredTable desired(TablePlan... tables) {
        return DesiredTable.of(List.of(tables));
    }

    /** Another table of the same services, at .201. */
    static TablePlan withoutDestinations(TablePlan table) {
        return new TablePlan("b", List.of(Tables.address("172.28.128.201")), table.services(), List.of());
    }
}
