package io.ipvsoperator.agent;

import io.ipvsoperator.agent.benchmark.MeasuredRouter;
import io.ipvsoperator.agent.coordination.KernelOrder;
import io.ipvsoperator.agent.coordination.KernelReport;
import io.ipvsoperator.agent.health.HealthServer;
import io.ipvsoperator.agent.kernel.linux.LinuxKernelSockets;
import io.ipvsoperator.agent.kernel.linux.LinuxScheduling;
import io.ipvsoperator.agent.kernel.linux.LinuxSysctls;
import io.ipvsoperator.agent.kernel.linux.SystemClock;
import io.ipvsoperator.agent.plan.AddressSettings;
import io.ipvsoperator.agent.plan.FailbackPolicy;
import io.ipvsoperator.agent.plan.Plan;
import io.ipvsoperator.agent.plan.RouterPlan;
import io.ipvsoperator.agent.status.KernelObservation;
import io.ipvsoperator.agent.tracking.Tracking;
import io.ipvsoperator.agent.vrrp.VrrpCounters;
import io.ipvsoperator.wire.vrrp.Priority;
import io.ipvsoperator.wire.vrrp.Transport;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The agent as a process, with a plan from its arguments instead of a cluster's, on kernels without IPVS: the whole data plane,
 * the server of its metrics, and a program for the kernel's tables that has nothing to do.
 *
 * <p>Arguments: own priority, the successor's priority, milliseconds between advertisements, number of addresses.
 */
public final class BenchmarkAgent {
    private static final Duration HAND_OVER_BOUND = Duration.ofSeconds(20);

    private BenchmarkAgent() {}

    public static void main(String[] arguments) throws IOException {
        Priority own = new Priority(Integer.parseInt(arguments[0]));
        Priority successor = new Priority(Integer.parseInt(arguments[1]));
        MeasuredRouter router =
                new MeasuredRouter(Duration.ofMillis(Long.parseLong(arguments[2])), Integer.parseInt(arguments[3]));
        VrrpCounters counters = new VrrpCounters();
        HealthServer health = new HealthServer(0, Optional::empty, Optional::empty, List.of(counters));
        DataPlane dataPlane = new DataPlane(
                new KernelPorts(
                        new LinuxKernelSockets(),
                        new LinuxSysctls(Path.of("/proc/sys")),
                        new SystemClock(),
                        new LinuxScheduling()),
                new AgentThreads(() -> System.exit(1)),
                counters,
                (order, look) -> carriedOut(order),
                observation -> {});
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(dataPlane), "stop"));
        health.start();
        dataPlane.start();
        dataPlane.planned(plan(router, own, successor));
    }

    private static KernelReport carriedOut(KernelOrder order) {
        return new KernelReport(
                order, KernelObservation.unknown(), false, List.of(), List.of(), List.of(), Optional.empty());
    }

    private static Plan plan(MeasuredRouter router, Priority own, Priority successor) {
        RouterPlan plan = new RouterPlan(
                "bench",
                MeasuredRouter.ID,
                MeasuredRouter.VERSION,
                new Transport.Multicast(),
                Set.of(),
                Optional.of(MeasuredRouter.INTERFACE),
                own,
                successor,
                own,
                Tracking.none(),
                router.advertInterval(),
                new FailbackPolicy.Immediate(),
                router.addresses(),
                router.addresses(),
                AddressSettings.DEFAULT,
                List.of());
        return new Plan(true, List.of(plan), List.of(), Optional.empty(), Map.of(), true, List.of());
    }

    private static void stop(DataPlane dataPlane) {
        try {
            dataPlane.handOver(HAND_OVER_BOUND);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } finally {
            dataPlane.close();
        }
        Runtime.getRuntime().halt(0);
    }
}
