package io.ipvsoperator.agent.benchmark.control;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.ipvsoperator.agent.cluster.ClusterConnection;
import io.ipvsoperator.agent.cluster.ClusterStatusWriter;
import io.ipvsoperator.agent.cluster.ClusterWatch;
import io.ipvsoperator.agent.cluster.DirectorLease;
import io.ipvsoperator.agent.cluster.PlanFeed;
import io.ipvsoperator.agent.coordination.KernelOrder;
import io.ipvsoperator.agent.coordination.KernelReport;
import io.ipvsoperator.agent.coordination.KernelThread;
import io.ipvsoperator.agent.ipvs.IpvsProgrammer;
import io.ipvsoperator.agent.ipvs.IpvsReport;
import io.ipvsoperator.agent.ipvs.table.DesiredTables;
import io.ipvsoperator.agent.kernel.fake.FakeKernel;
import io.ipvsoperator.agent.kernel.linux.SystemClock;
import io.ipvsoperator.agent.netlink.GenericNetlinkFamily;
import io.ipvsoperator.agent.netlink.NetlinkConversation;
import io.ipvsoperator.agent.plan.Plan;
import io.ipvsoperator.agent.plan.PlanParser;
import io.ipvsoperator.agent.plan.PlanStore;
import io.ipvsoperator.agent.record.BootRecord;
import io.ipvsoperator.agent.status.DirectorReport;
import io.ipvsoperator.agent.status.KernelObservation;
import io.ipvsoperator.agent.status.StatusThread;
import io.ipvsoperator.netlink.ipvs.IpvsFamily;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The half of an agent that faces the cluster (watch, plan, status, lease) and its programming of IPVS, over a kernel in memory.
 * VRRP is left out: every router is said to be where its priorities put it. A process of its own, which says on standard output
 * when the kernel was told something: {@code told DESTINATIONS_HELD NANOSECONDS}.
 *
 * <p>Arguments: node, address of the node, namespace, directory for records.
 */
public final class AgentOnFakeKernel {
    private static final Logger LOG = LoggerFactory.getLogger(AgentOnFakeKernel.class);

    private final KubernetesClient client = ClusterConnection.open();
    private final FakeKernel kernel = new FakeKernel();
    private final TimedTransport transport = new TimedTransport(kernel.generic());
    private final DesiredTables desiredTables = new DesiredTables();
    private final IpvsProgrammer programmer;
    private final KernelThread kernelThread = new KernelThread(this::carryOut, this::reported);
    private final StatusThread status;
    private final PlayedObservation observation;
    private final ClusterWatch watch;
    private final PlanFeed feed;
    private final DirectorLease lease;

    private volatile Plan plan = Plan.none();

    private AgentOnFakeKernel(String node, String address, String namespace, Path directory) {
        programmer = new IpvsProgrammer(
                new GenericNetlinkFamily(new NetlinkConversation(transport), IpvsFamily.NAME),
                kernel,
                new BootRecord(directory.resolve("services"), "this-boot"));
        observation = new PlayedObservation(address);
        status = new StatusThread(
                new DirectorReport(UUID.randomUUID().toString(), "benchmark", name -> Optional.of(1_000_000_000L)),
                new ClusterStatusWriter(client, node));
        watch = new ClusterWatch(client, node, namespace);
        feed = new PlanFeed(watch, new PlanParser(node), new PlanStore(directory), new SystemClock(), this::planned);
        lease = new DirectorLease(client, node, namespace, () -> plan.isDirector());
    }

    public static void main(String[] arguments) {
        AgentOnFakeKernel agent =
                new AgentOnFakeKernel(arguments[0], arguments[1], arguments[2], Path.of(arguments[3]));
        agent.start();
    }

    private void start() {
        thread("kernel", kernelThread);
        thread("status", status);
        thread("lease", lease);
        watch.start();
        thread("plan", feed);
    }

    private static void thread(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setUncaughtExceptionHandler((ended, cause) -> {
            LOG.atError().addKeyValue("thread", name).setCause(cause).log("a thread has died, the agent ends");
            Runtime.getRuntime().halt(1);
        });
        thread.start();
    }

    private void planned(Plan newest) {
        plan = newest;
        kernelThread.order(new KernelOrder(
                newest.isDirector(),
                newest.tables(),
                Map.of(),
                Set.of(),
                Set.of(),
                Set.of(),
                Optional.empty(),
                newest.realServer().map(role -> Set.copyOf(role.addresses())).orElse(Set.of())));
    }

    private KernelReport carryOut(KernelOrder order, boolean look) {
        programmer.want(desiredTables.of(order.tables()));
        IpvsReport report = look ? programmer.audit(Set.of()) : programmer.apply(Set.of());
        if (!kernel.takeIpvsWrites().isEmpty()) {
            System.out.println("told " + report.destinations() + " " + transport.sentNanos());
        }
        report.failures().forEach(failure -> System.out.println("refused " + failure));
        return new KernelReport(
                order,
                new KernelObservation(
                        Optional.empty(),
                        List.of(),
                        report.services(),
                        report.destinations(),
                        Map.of(),
                        report.mended(),
                        Optional.empty()),
                !report.deferred().isEmpty(),
                List.of(),
                order.realServer().stream().map(Object::toString).sorted().toList(),
                List.of(),
                Optional.empty());
    }

    /** What was ordered last is what the report is about, unless a newer order waits: then the next report says it. */
    private void reported(KernelReport report) {
        Plan newest = plan;
        if (report.order().tables().equals(newest.tables())) {
            status.observe(observation.of(newest, report));
        }
    }
}
