package io.ipvsoperator.agent.realserver;

import static org.assertj.core.api.Assertions.assertThat;

import io.ipvsoperator.agent.testing.Programs;
import io.ipvsoperator.agent.testing.Segment;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script for hosts outside of the cluster, on such a host. */
class PrepareRealServerKernelIT {
    private static final Path SCRIPT = Path.of("../examples/real-server/prepare-real-server");
    private static final String DIRECT = "--method DirectRouting 172.28.128.200 2001:db8:28::200";
    private static final String GUE = "--method Tunnel --type GUE --port 6080 172.28.128.200";

    @TempDir
    Path directory;

    private Segment segment;

    @BeforeEach
    void builds_the_lab() {
        segment = new Segment();
        segment.addHost("neighbour", 50);
        segment.addHost("server", 30);
        Programs.run("modprobe", "-a", "ipip", "fou");
    }

    @AfterEach
    void removes_it() {
        segment.close();
    }

    private Programs.Finished script(String arguments) {
        return segment.attemptIn(
                "server",
                "STATE_DIRECTORY=%s %s %s"
                        .formatted(directory, SCRIPT.toAbsolutePath().normalize(), arguments));
    }

    private void succeed(String arguments) {
        Programs.Finished finished = script(arguments);
        assertThat(finished.status()).as("%s", finished.output()).isZero();
    }

    /**
     * All that the script may touch. Not what the kernel goes on with by itself once a device is up: its queue, the carrier,
     * link-local addresses and whether those are tentative.
     */
    private String state() {
        return segment.shellIn(
                "server",
                "ip -o addr show | awk '$4 !~ /^fe80:/ { print $2, $4 }' | sort;"
                        + " ip -o link show | awk '{ print $2, $3 ~ /[<,]UP[,>]/ ? \"up\" : \"down\" }' | sort; ip fou show;"
                        + " sysctl net.ipv4.conf.all.arp_ignore net.ipv4.conf.all.arp_announce net.ipv4.conf.tunl0.rp_filter");
    }

    @Test
    void without_apply_it_prints_and_changes_nothing() {
        String before = state();
        Programs.Finished finished = script(DIRECT);
        assertThat(finished.output())
                .contains("sysctl -qw net.ipv4.conf.all.arp_ignore=1", "ip addr add 172.28.128.200/32 dev ipvs-vips");
        assertThat(state()).isEqualTo(before);
    }

    @Test
    void it_accepts_the_addresses_and_is_silent_about_them() {
        succeed("--apply " + DIRECT);
        assertThat(segment.shellIn("server", "ip route get 172.28.128.200")).contains("local");
        assertThat(segment.shellIn("server", "ip -6 route get 2001:db8:28::200"))
                .contains("local");
        assertThat(segment.attemptIn("neighbour", "ping -c 1 -W 1 172.28.128.200")
                        .status())
                .isNotZero();
    }

    @Test
    void undone_the_host_is_as_it_was_before() {
        String before = state();
        for (String arguments : new String[] {DIRECT, GUE}) {
            succeed("--apply " + arguments);
            assertThat(state()).isNotEqualTo(before);
            succeed("--undo --apply");
            assertThat(state()).isEqualTo(before);
        }
    }

    @Test
    void a_host_that_is_prepared_is_not_prepared_again() {
        succeed("--apply " + DIRECT);
        String prepared = state();
        Programs.Finished again = script("--apply " + DIRECT);
        assertThat(again.status()).isEqualTo(2);
        assertThat(again.output()).contains("is prepared already", "--undo --apply");
        assertThat(state()).isEqualTo(prepared);
    }

    @Test
    void what_was_done_before_a_failure_is_undone_as_well() {
        String before = state();
        // The kernel refuses an address that the device has already.
        Programs.Finished failed = script("--apply " + GUE + " 172.28.128.200");
        assertThat(failed.status()).isEqualTo(2);
        assertThat(failed.output()).contains("failed", "--undo --apply");
        succeed("--undo --apply");
        assertThat(state()).isEqualTo(before);
    }
}
