package io.ipvsoperator.agent;

import io.ipvsoperator.agent.benchmark.ipvs.TablesPlan;
import io.ipvsoperator.agent.host.HostKernels;
import io.ipvsoperator.agent.kernel.KernelSockets;
import io.ipvsoperator.agent.kernel.linux.LinuxKernelSockets;
import io.ipvsoperator.agent.kernel.linux.LinuxScheduling;
import io.ipvsoperator.agent.kernel.linux.LinuxSysctls;
import io.ipvsoperator.agent.kernel.linux.SystemClock;
import io.ipvsoperator.agent.vrrp.VrrpCounters;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * The agent as a process that programs a workload: the whole data plane with VRRP, addresses, settings, filter, IPVS and sync
 * daemons. The Kubernetes client, status, lease and metrics are left out.
 *
 * <p>Arguments: directory for records, and the words of a workload.
 */
public final class BenchmarkTables {
    private BenchmarkTables() {}

    public static void main(String[] arguments) throws IOException {
        KernelSockets sockets = new LinuxKernelSockets();
        List<String> workload = Arrays.asList(arguments).subList(1, arguments.length);
        DataPlane dataPlane = new DataPlane(
                new KernelPorts(
                        sockets, new LinuxSysctls(Path.of("/proc/sys")), new SystemClock(), new LinuxScheduling()),
                new AgentThreads(() -> System.exit(1)),
                new VrrpCounters(),
                HostKernels.of(sockets, Path.of(arguments[0])),
                observation -> {});
        dataPlane.start();
        dataPlane.planned(TablesPlan.of(workload));
    }
}
