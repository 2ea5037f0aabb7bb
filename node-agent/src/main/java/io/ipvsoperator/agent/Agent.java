package io.ipvsoperator.agent;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.ipvsoperator.agent.backend.HealthCounters;
import io.ipvsoperator.agent.backend.HealthThread;
import io.ipvsoperator.agent.cluster.ClusterConnection;
import io.ipvsoperator.agent.cluster.ClusterStatusWriter;
import io.ipvsoperator.agent.cluster.ClusterWatch;
import io.ipvsoperator.agent.cluster.DirectorLease;
import io.ipvsoperator.agent.cluster.PlanFeed;
import io.ipvsoperator.agent.health.HealthServer;
import io.ipvsoperator.agent.host.HostKernels;
import io.ipvsoperator.agent.kernel.KernelSockets;
import io.ipvsoperator.agent.kernel.MonotonicClock;
import io.ipvsoperator.agent.kernel.Scheduling;
import io.ipvsoperator.agent.kernel.Sysctls;
import io.ipvsoperator.agent.kernel.linux.LinuxKernelSockets;
import io.ipvsoperator.agent.kernel.linux.LinuxScheduling;
import io.ipvsoperator.agent.kernel.linux.LinuxSocketMarks;
import io.ipvsoperator.agent.kernel.linux.LinuxSysctls;
import io.ipvsoperator.agent.kernel.linux.SystemClock;
import io.ipvsoperator.agent.plan.Plan;
import io.ipvsoperator.agent.plan.PlanParser;
import io.ipvsoperator.agent.plan.PlanStore;
import io.ipvsoperator.agent.probe.DataPathProbe;
import io.ipvsoperator.agent.probe.DataPaths;
import io.ipvsoperator.agent.probe.HostProbes;
import io.ipvsoperator.agent.status.DirectorReport;
import io.ipvsoperator.agent.status.Observation;
import io.ipvsoperator.agent.status.StatusThread;
import io.ipvsoperator.agent.status.SysfsLinkSpeeds;
import io.ipvsoperator.agent.tracking.TrackingCounters;
import io.ipvsoperator.agent.tracking.TrackingThread;
import io.ipvsoperator.agent.vrrp.VrrpCounters;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/** All parts and threads of one agent. Built, started, handed over and closed once. */
public final class Agent implements AutoCloseable {
    private static final Path SYSCTLS = Path.of("/proc/sys");

    private final String instance = UUID.randomUUID().toString();
    private final AgentThreads threads;
    private final AgentLock lock;
    private final KubernetesClient client;
    private final ClusterWatch watch;
    private final PlanFeed feed;
    private final DataPlane dataPlane;
    private final TrackingThread tracking;
    private final HealthThread backends;
    private final AgentMetrics metrics;
    private final StatusThread status;
    private final DirectorLease lease;
    private final HealthServer health;

    /**
     * The agent of this host.
     *
     * @param onDeath called when a thread has died of an error: to end the process
     */
    public static Agent on(AgentConfiguration configuration, Runnable onDeath) throws IOException {
        return new Agent(configuration, new LinuxKernelSockets(), new SystemClock(), new AgentThreads(onDeath));
    }

    private Agent(AgentConfiguration configuration, KernelSockets sockets, MonotonicClock clock, AgentThreads threads)
            throws IOException {
        this.threads = threads;
        lock = AgentLock.take(configuration.stateDirectory());
        String node = configuration.nodeName();
        VrrpCounters vrrpCounters = new VrrpCounters();
        client = ClusterConnection.open();
        watch = new ClusterWatch(client, node, configuration.namespace());
        status = new StatusThread(
                new DirectorReport(instance, Version.ofAgent(), new SysfsLinkSpeeds(Path.of("/sys/class/net"))),
                new ClusterStatusWriter(client, node));
        Scheduling scheduling = new LinuxScheduling();
        Sysctls sysctls = new LinuxSysctls(SYSCTLS);
        DataPaths dataPaths = new DataPaths();
        dataPlane = new DataPlane(
                new KernelPorts(sockets, sysctls, clock, scheduling),
                threads,
                vrrpCounters,
                HostKernels.of(sockets, configuration.stateDirectory(), dataPaths),
                this::observe);
        metrics = new AgentMetrics(dataPlane::addresses, dataPlane::demand);
        TrackingCounters trackingCounters = new TrackingCounters();
        HealthCounters healthCounters = new HealthCounters();
        HostProbes probes = new HostProbes(
                configuration.trackingDirectory(),
                scheduling,
                new DataPathProbe(dataPaths, new LinuxSocketMarks(), sysctls));
        tracking = new TrackingThread(probes, clock, threads, trackingCounters, dataPlane::tracked);
        backends = new HealthThread(
                probes, clock, scheduling, instance.hashCode(), healthCounters, dataPlane::healthChanged);
        feed = new PlanFeed(
                watch, new PlanParser(node), new PlanStore(configuration.stateDirectory()), clock, this::planned);
        lease = new DirectorLease(client, node, configuration.namespace(), dataPlane::isDirector);
        health = new HealthServer(
                configuration.healthPort(),
                threads::firstDead,
                metrics::objection,
                List.of(vrrpCounters, trackingCounters, healthCounters, dataPlane.announcements(), metrics));
    }

    private void planned(Plan plan) {
        tracking.track(plan.checks());
        backends.check(plan.tables());
        dataPlane.planned(plan);
    }

    private void observe(Observation observation) {
        metrics.observe(observation);
        status.observe(observation);
    }

    /** Changes with every start. */
    public String instance() {
        return instance;
    }

    public void start() {
        health.start();
        dataPlane.start();
        threads.start("tracking", tracking);
        threads.start("backends", backends);
        threads.start("status", status);
        threads.start("lease", lease);
        watch.start();
        threads.start("plan", feed);
    }

    /** Returns when no virtual address is left on this host, or when the time is up. */
    public boolean handOver(Duration bound) throws InterruptedException {
        feed.close();
        return dataPlane.handOver(bound);
    }

    /** The kernel keeps what it has but for addresses, whose leases run out. */
    @Override
    public void close() throws IOException {
        health.close();
        lease.close();
        status.close();
        dataPlane.close();
        tracking.close();
        backends.close();
        watch.close();
        client.close();
        lock.close();
    }
}
