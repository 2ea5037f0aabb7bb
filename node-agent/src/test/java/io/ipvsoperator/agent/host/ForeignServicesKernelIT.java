package io.ipvsoperator.agent.host;

import static io.ipvsoperator.agent.testing.Programs.run;
import static org.assertj.core.api.Assertions.assertThat;

import io.ipvsoperator.agent.coordination.KernelOrder;
import io.ipvsoperator.agent.kernel.linux.LinuxKernelSockets;
import io.ipvsoperator.agent.testing.OwnKernel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ForeignServicesKernelIT {
    private static final KernelOrder DIRECTOR =
            new KernelOrder(true, List.of(), Map.of(), Set.of(), Set.of(), Set.of(), Optional.empty(), Set.of());

    @TempDir
    Path directory;

    private HostKernel kernel;

    @BeforeEach
    void starts() throws IOException {
        OwnKernel.require();
        kernel = HostKernels.of(new LinuxKernelSockets(), directory);
    }

    @AfterEach
    void empties_the_table() {
        run("ipvsadm", "-C");
        kernel.carryOut(KernelOrder.none(), false);
    }

    @Test
    void what_kube_proxy_left_is_counted_until_somebody_removes_it() {
        kernel.carryOut(DIRECTOR, false);
        run("ipvsadm", "-A", "-t", "10.96.0.10:53", "-s", "rr");
        run("ipvsadm", "-A", "-u", "10.96.0.10:53", "-s", "rr");
        assertThat(kernel.carryOut(DIRECTOR, true).observation().foreign())
                .hasValueSatisfying(foreign -> assertThat(foreign.total()).isEqualTo(2));
        assertThat(run("ipvsadm", "-Sn")).contains("-t 10.96.0.10:53").contains("-u 10.96.0.10:53");
        run("ipvsadm", "-C");
        assertThat(kernel.carryOut(DIRECTOR, true).observation().foreign()).isEmpty();
    }
}
