package io.ipvsoperator.agent.ipvs;

import static io.ipvsoperator.agent.ipvs.table.Tables.VIP;
import static io.ipvsoperator.agent.ipvs.table.Tables.to;
import static io.ipvsoperator.agent.ipvs.table.Tables.web;
import static io.ipvsoperator.agent.testing.Programs.run;
import static org.assertj.core.api.Assertions.assertThat;

import io.ipvsoperator.agent.ipvs.sync.SyncDaemons;
import io.ipvsoperator.agent.ipvs.sync.SyncGroup;
import io.ipvsoperator.agent.ipvs.table.DesiredTable;
import io.ipvsoperator.agent.ipvs.table.Tables;
import io.ipvsoperator.agent.kernel.NetworkInterfaceName;
import io.ipvsoperator.agent.kernel.linux.LinuxKernelModules;
import io.ipvsoperator.agent.kernel.linux.LinuxKernelSockets;
import io.ipvsoperator.agent.netlink.GenericNetlinkFamily;
import io.ipvsoperator.agent.netlink.NetlinkConversation;
import io.ipvsoperator.agent.plan.TablePlan;
import io.ipvsoperator.agent.record.BootRecord;
import io.ipvsoperator.agent.testing.OwnKernel;
import io.ipvsoperator.netlink.ipvs.IpvsFamily;
import io.ipvsoperator.time.MonotonicInstant;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IpvsProgrammerKernelIT {
    private static final DesiredTable TWO_SERVERS = desired(web("a", "rr", to(30, 1), to(40, 2)));

    @TempDir
    Path directory;

    private final NetlinkConversation conversation = new NetlinkConversation(new LinuxKernelSockets().generic());
    private final GenericNetlinkFamily ipvs = new GenericNetlinkFamily(conversation, IpvsFamily.NAME);

    @BeforeAll
    static void needs_the_table_for_itself() {
        OwnKernel.require();
    }

    @AfterEach
    void empties_the_table() {
        run("ipvsadm", "-C");
        conversation.close();
    }

    private static DesiredTable desired(TablePlan... tables) {
        return DesiredTable.of(List.of(tables));
    }

    private static DesiredTable rising(TablePlan.Destination... destinations) {
        return desired(Tables.risingIn(Duration.ofSeconds(90), destinations));
    }

    private IpvsProgrammer programmer() {
        return new IpvsProgrammer(
                ipvs, new LinuxKernelModules(), new BootRecord(directory.resolve("services"), "this-boot"));
    }

    private static String rules() {
        return run("ipvsadm", "-Sn");
    }

    @Test
    void ipvsadm_shows_what_was_wanted() {
        IpvsReport report = programmer().apply(TWO_SERVERS, Set.of());
        assertThat(report.failures()).isEmpty();
        assertThat(rules().lines())
                .containsExactlyInAnyOrder(
                        "-A -t 172.28.128.200:80 -s rr",
                        "-a -t 172.28.128.200:80 -r 172.28.128.30:80 -g -w 1",
                        "-a -t 172.28.128.200:80 -r 172.28.128.40:80 -g -w 2");
    }

    @Test
    void a_restarted_agent_finds_nothing_to_write() {
        programmer().apply(TWO_SERVERS, Set.of());
        IpvsReport report = programmer().audit(TWO_SERVERS, Set.of());
        assertThat(report.mended()).isZero();
        assertThat(report.services()).isEqualTo(1);
    }

    @Test
    void a_weight_that_rises_slowly_has_been_a_tenth_and_a_half_before_it_is_whole() {
        AtomicLong nanos = new AtomicLong();
        IpvsProgrammer programmer = new IpvsProgrammer(
                ipvs,
                new LinuxKernelModules(),
                new BootRecord(directory.resolve("services"), "this-boot"),
                () -> new MonotonicInstant(nanos.get()));
        programmer.apply(rising(to(30, 1), to(40, 0)), Set.of());
        programmer.apply(rising(to(30, 1), to(40, 1)), Set.of());
        assertThat(rules()).contains("-r 172.28.128.30:80 -g -w 10", "-r 172.28.128.40:80 -g -w 1\n");
        nanos.set(Duration.ofSeconds(45).toNanos());
        programmer.audit(Set.of());
        assertThat(rules()).contains("-r 172.28.128.30:80 -g -w 10", "-r 172.28.128.40:80 -g -w 5");
        nanos.set(Duration.ofSeconds(90).toNanos());
        programmer.audit(Set.of());
        assertThat(rules()).contains("-r 172.28.128.30:80 -g -w 10", "-r 172.28.128.40:80 -g -w 10");
    }

    @Test
    void a_flushed_table_comes_back() {
        IpvsProgrammer programmer = programmer();
        programmer.apply(TWO_SERVERS, Set.of());
        run("ipvsadm", "-C");
        assertThat(programmer.audit(TWO_SERVERS, Set.of()).mended()).isEqualTo(1);
        assertThat(rules().lines()).hasSize(3);
    }

    @Test
    void a_service_of_others_survives_everything() {
        run("ipvsadm", "-A", "-t", "10.96.0.10:53", "-s", "wlc");
        IpvsProgrammer programmer = programmer();
        assertThat(programmer.apply(TWO_SERVERS, Set.of()).foreign()).hasSize(1);
        programmer.apply(DesiredTable.empty(), Set.of());
        assertThat(rules().strip()).isEqualTo("-A -t 10.96.0.10:53 -s wlc");
    }

    @Test
    void an_unknown_scheduler_names_its_module() {
        assertThat(programmer()
                        .apply(desired(web("a", "lottery", to(30, 1))), Set.of())
                        .failures())
                .singleElement()
                .satisfies(failure -> assertThat(failure.message()).contains("ip_vs_lottery"));
    }

    @Test
    void draining_is_a_weight_of_zero_and_removal_waits_for_the_address() {
        IpvsProgrammer programmer = programmer();
        programmer.apply(TWO_SERVERS, Set.of());
        programmer.apply(desired(web("a", "rr", to(30, 0), to(40, 0))), Set.of());
        assertThat(rules()).contains("-r 172.28.128.30:80 -g -w 0").contains("-r 172.28.128.40:80 -g -w 0");
        assertThat(programmer.apply(DesiredTable.empty(), Set.of(VIP)).deferred())
                .hasSize(1);
        programmer.apply(DesiredTable.empty(), Set.of());
        assertThat(rules()).isBlank();
    }

    @Test
    void both_sync_daemons_run_and_stop() {
        SyncDaemons daemons = new SyncDaemons(ipvs, new BootRecord(directory.resolve("sync"), "this-boot"));
        assertThat(daemons.reconcile(Optional.of(new SyncGroup(33, new NetworkInterfaceName("lo")))))
                .isEmpty();
        assertThat(run("ipvsadm", "-L", "--daemon"))
                .contains("master sync daemon (mcast=lo, syncid=33")
                .contains("backup sync daemon (mcast=lo, syncid=33");
        assertThat(daemons.reconcile(Optional.empty())).isEmpty();
        assertThat(run("ipvsadm", "-L", "--daemon")).isBlank();
    }
}
