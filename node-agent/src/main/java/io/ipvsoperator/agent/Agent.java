package io.ipvsoperator.agent;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.ipvsoperator.agent.address.AddressOwner;
import io.ipvsoperator.agent.address.RouterAddresses;
import io.ipvsoperator.agent.announce.AnnouncementPolicy;
import io.ipvsoperator.agent.cluster.ClusterConnection;
import io.ipvsoperator.agent.cluster.ClusterStatusWriter;
import io.ipvsoperator.agent.cluster.ClusterWatch;
import io.ipvsoperator.agent.cluster.DirectorLease;
import io.ipvsoperator.agent.cluster.PlanFeed;
import io.ipvsoperator.agent.coordination.Coordinator;
import io.ipvsoperator.agent.coordination.KernelThread;
import io.ipvsoperator.agent.health.HealthServer;
import io.ipvsoperator.agent.host.HostKernels;
import io.ipvsoperator.agent.kernel.KernelSockets;
import io.ipvsoperator.agent.kernel.MonotonicClock;
import io.ipvsoperator.agent.kernel.NetworkInterfaceName;
import io.ipvsoperator.agent.kernel.linux.LinuxKernelSockets;
import io.ipvsoperator.agent.kernel.linux.SystemClock;
import io.ipvsoperator.agent.link.LinkWatch;
import io.ipvsoperator.agent.plan.PlanParser;
import io.ipvsoperator.agent.plan.PlanStore;
import io.ipvsoperator.agent.status.DirectorReport;
import io.ipvsoperator.agent.status.StatusThread;
import io.ipvsoperator.agent.status.SysfsLinkSpeeds;
import io.ipvsoperator.agent.vrrp.AddressClaims;
import io.ipvsoperator.agent.vrrp.VrrpCounters;
import io.ipvsoperator.agent.vrrp.VrrpLoops;
import io.ipvsoperator.time.MonotonicInstant;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/** All parts and threads of one agent. Built, started, handed over and closed once. */
public final class Agent implements AutoCloseable {
    private final String instance = UUID.randomUUID().toString();
    private final AgentThreads threads;
    private final KubernetesClient client;
    private final ClusterWatch watch;
    private final PlanFeed feed;
    private final LinkWatch links;
    private final AddressOwner addresses;
    private final KernelThread kernel;
    private final Coordinator coordinator;
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
        String node = configuration.nodeName();
        VrrpCounters vrrpCounters = new VrrpCounters();
        client = ClusterConnection.open();
        watch = new ClusterWatch(client, node, configuration.namespace());
        status = new StatusThread(
                new DirectorReport(instance, Version.ofAgent(), new SysfsLinkSpeeds(Path.of("/sys/class/net"))),
                new ClusterStatusWriter(client, node));
        // The owner and the kernel tell the coordinator of news, and the coordinator is built of them: hence the
        // detour.
        Relay relay = new Relay();
        addresses = new AddressOwner(sockets, clock, AnnouncementPolicy.DEFAULT, relay::addressesChanged);
        AgentMetrics metrics = new AgentMetrics(addresses::report);
        kernel = new KernelThread(HostKernels.of(sockets, configuration.stateDirectory()), relay::kernelReported);
        VrrpLoops loops =
                new VrrpLoops(sockets, clock, claims(addresses), vrrpCounters, threads, relay::routersChanged);
        coordinator = new Coordinator(loops, kernel, addresses::report, clock.now(), observation -> {
            metrics.observe(observation);
            status.observe(observation);
        });
        relay.to(coordinator);
        links = new LinkWatch(sockets, coordinator::linksChanged);
        feed = new PlanFeed(
                watch,
                new PlanParser(node),
                new PlanStore(configuration.stateDirectory()),
                clock,
                coordinator::planned);
        lease = new DirectorLease(client, node, configuration.namespace(), coordinator::isDirector);
        health = new HealthServer(
                configuration.healthPort(), threads::firstDead, metrics::objection, List.of(vrrpCounters, metrics));
    }

    private static AddressClaims claims(AddressOwner owner) {
        return new AddressClaims() {
            @Override
            public void want(NetworkInterfaceName name, List<RouterAddresses> routers, MonotonicInstant heartbeat) {
                owner.want(name, routers, heartbeat);
            }

            @Override
            public boolean leaseHolds(String router, MonotonicInstant now) {
                return owner.leaseHolds(router, now);
            }
        };
    }

    /** Changes with every start. */
    public String instance() {
        return instance;
    }

    public void start() {
        health.start();
        threads.start("addresses", addresses);
        threads.start("kernel", kernel);
        threads.start("links", links);
        threads.start("coordinator", coordinator);
        threads.start("status", status);
        threads.start("lease", lease);
        watch.start();
        threads.start("plan", feed);
    }

    /** Returns when no virtual address is left on this host, or when the time is up. */
    public boolean handOver(Duration bound) throws InterruptedException {
        feed.close();
        return coordinator.handOver(bound);
    }

    /** The kernel keeps what it has but for addresses, whose leases run out. */
    @Override
    public void close() {
        health.close();
        lease.close();
        status.close();
        coordinator.close();
        links.close();
        kernel.close();
        addresses.close();
        watch.close();
        client.close();
    }
}
