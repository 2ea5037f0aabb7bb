package io.ipvsoperator.agent.sysctl;

import static org.assertj.core.api.Assertions.assertThat;

import io.ipvsoperator.agent.kernel.NetworkInterfaceName;
import io.ipvsoperator.agent.kernel.SysctlKey;
import io.ipvsoperator.agent.record.BootRecord;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SysctlOwnerTest {
    private static final SysctlKey IGNORE = SysctlKey.ofInterface(new NetworkInterfaceName("eth0.100"), "arp_ignore");
    private static final SysctlKey THRESHOLD = SysctlKey.of("net", "ipv4", "vs", "sync_threshold");
    private static final Map<SysctlKey, String> WANTED = Map.of(IGNORE, "1", THRESHOLD, "0 0");

    @TempDir
    Path directory;

    private final FakeSysctls kernel = new FakeSysctls();

    SysctlOwnerTest() {
        kernel.values.put(IGNORE, "0");
        kernel.values.put(THRESHOLD, "3\t50");
    }

    private SysctlOwner owner() {
        return new SysctlOwner(kernel, new BootRecord(directory.resolve("sysctls"), "boot-1"));
    }

    @Test
    void sets_what_is_wanted() {
        assertThat(owner().reconcile(WANTED).failures()).isEmpty();
        assertThat(kernel.values).containsEntry(IGNORE, "1").containsEntry(THRESHOLD, "0 0");
    }

    @Test
    void takes_the_kernels_tabs_for_spaces() {
        kernel.values.putAll(Map.of(IGNORE, "1", THRESHOLD, "0\t0"));
        owner().reconcile(WANTED);
        assertThat(kernel.writes).isZero();
    }

    @Test
    void puts_the_originals_back_after_a_restart() {
        owner().reconcile(WANTED);
        owner().reconcile(Map.of());
        assertThat(kernel.values).containsEntry(IGNORE, "0").containsEntry(THRESHOLD, "3 50");
    }

    @Test
    void keeps_the_first_original_when_another_role_wants_another_value() {
        SysctlOwner owner = owner();
        owner.reconcile(Map.of(IGNORE, "1"));
        owner.reconcile(Map.of(IGNORE, "2"));
        owner.reconcile(Map.of());
        assertThat(kernel.values).containsEntry(IGNORE, "0");
    }

    @Test
    void leaves_what_somebody_else_has_set_meanwhile_when_the_role_ends() {
        SysctlOwner owner = owner();
        owner.reconcile(WANTED);
        kernel.values.put(IGNORE, "8");
        owner.reconcile(Map.of());
        assertThat(kernel.values).containsEntry(IGNORE, "8");
    }

    @Test
    void sets_again_what_somebody_else_has_changed_and_counts_it() {
        SysctlOwner owner = owner();
        owner.reconcile(WANTED);
        kernel.values.put(IGNORE, "0");
        assertThat(owner.reconcile(WANTED).mended()).isEqualTo(1);
        assertThat(kernel.values).containsEntry(IGNORE, "1");
    }

    @Test
    void names_a_setting_that_the_kernel_lacks() {
        kernel.values.remove(THRESHOLD);
        assertThat(owner().reconcile(WANTED).failures())
                .singleElement()
                .satisfies(failure -> assertThat(failure).contains("net.ipv4.vs.sync_threshold"));
    }

    @Test
    void a_refused_setting_is_a_failure_and_no_original_of_ours() {
        kernel.readOnly.add(IGNORE);
        SysctlOwner owner = owner();
        assertThat(owner.reconcile(WANTED).failures()).hasSize(1);
        assertThat(owner.reconcile(WANTED).mended()).isZero();
    }

    @Test
    void forged_acknowledgements_are_taken_over_only_where_hashing_makes_directors_agree() {
        SysctlKey sloppy = SysctlKey.of("net", "ipv4", "vs", "sloppy_tcp");
        assertThat(DirectorSysctls.on(Set.of(), true)).containsEntry(sloppy, "1");
        assertThat(DirectorSysctls.on(Set.of(), false)).containsEntry(sloppy, "0");
    }
}
