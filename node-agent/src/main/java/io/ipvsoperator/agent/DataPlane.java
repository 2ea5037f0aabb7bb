package io.ipvsoperator.agent;

import io.ipvsoperator.agent.address.AddressOwner;
import io.ipvsoperator.agent.address.AddressRehearsal;
import io.ipvsoperator.agent.address.AddressReport;
import io.ipvsoperator.agent.address.RouterAddresses;
import io.ipvsoperator.agent.backend.HealthReport;
import io.ipvsoperator.agent.coordination.Coordinator;
import io.ipvsoperator.agent.coordination.KernelProgram;
import io.ipvsoperator.agent.coordination.KernelThread;
import io.ipvsoperator.agent.demand.Demand;
import io.ipvsoperator.agent.demand.DemandWatch;
import io.ipvsoperator.agent.health.Metered;
import io.ipvsoperator.agent.kernel.KernelException;
import io.ipvsoperator.agent.kernel.KernelSockets;
import io.ipvsoperator.agent.kernel.MonotonicClock;
import io.ipvsoperator.agent.kernel.NetworkInterfaceName;
import io.ipvsoperator.agent.kernel.PacketTransport;
import io.ipvsoperator.agent.kernel.Scheduling;
import io.ipvsoperator.agent.kernel.Scheduling.Urgency;
import io.ipvsoperator.agent.link.LinkRehearsal;
import io.ipvsoperator.agent.link.LinkWatch;
import io.ipvsoperator.agent.link.Segment;
import io.ipvsoperator.agent.plan.Plan;
import io.ipvsoperator.agent.status.Observation;
import io.ipvsoperator.agent.tracking.TrackingReport;
import io.ipvsoperator.agent.vrrp.AddressClaims;
import io.ipvsoperator.agent.vrrp.Rehearsal;
import io.ipvsoperator.agent.vrrp.VrrpCounters;
import io.ipvsoperator.agent.vrrp.VrrpLoops;
import io.ipvsoperator.time.MonotonicInstant;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The half of the agent that carries a plan out and needs no cluster for it: VRRP, addresses, links, the kernel's tables, and the
 * coordinator between them. Built, started, handed over and closed once.
 */
final class DataPlane implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DataPlane.class);

    private static final NetworkInterfaceName LOOPBACK = new NetworkInterfaceName("lo");

    private final Scheduling scheduling;
    private final KernelSockets sockets;
    private final AgentThreads threads;
    private final LinkWatch links;
    private final AddressOwner addresses;
    private final KernelThread kernel;
    private final Coordinator coordinator;
    private final DemandWatch demand = new DemandWatch(InstantSource.system());

    /** @param observer called in the coordinator's thread when something is different */
    DataPlane(
            KernelPorts kernelPorts,
            AgentThreads threads,
            VrrpCounters counters,
            KernelProgram program,
            Consumer<Observation> observer) {
        this.scheduling = kernelPorts.scheduling();
        this.sockets = kernelPorts.sockets();
        MonotonicClock clock = kernelPorts.clock();
        this.threads = threads;
        // The owner and the kernel tell the coordinator of news, and the coordinator is built of them: hence the
        // detour.
        Relay relay = new Relay();
        addresses = new AddressOwner(sockets, kernelPorts.sysctls(), clock, relay::addressesChanged);
        kernel = new KernelThread(program, relay::kernelReported);
        VrrpLoops loops = new VrrpLoops(
                sockets,
                clock,
                claims(addresses),
                counters,
                work -> threads.newThread(new RealTimeWork(scheduling, Urgency.ADVERTISING, work)),
                relay::routersChanged);
        coordinator = new Coordinator(loops, kernel, addresses::report, counters, demand, clock, observer);
        relay.to(coordinator);
        links = new LinkWatch(sockets, clock, coordinator::linksChanged);
    }

    private static AddressClaims claims(AddressOwner owner) {
        return new AddressClaims() {
            @Override
            public void want(Segment segment, List<RouterAddresses> routers, MonotonicInstant heartbeat) {
                owner.want(segment, routers, heartbeat);
            }

            @Override
            public boolean leaseHolds(String router, MonotonicInstant now) {
                return owner.leaseHolds(router, now);
            }
        };
    }

    void start() {
        favourProcess();
        rehearse();
        stayInMemory();
        threads.start("addresses", new RealTimeWork(scheduling, Urgency.ADDRESSES, addresses));
        threads.start("kernel", kernel);
        threads.start("links", links);
        threads.start("coordinator", coordinator);
    }

    /** So that nothing is done for the first time when it matters. */
    private void rehearse() {
        new Rehearsal(new VrrpCounters()).run();
        new AddressRehearsal().run();
        new LinkRehearsal().run();
        openOnLoopback();
        // The virtual machine asks this one on SIGTERM before it calls anybody's shutdown hook.
        System.getLogger("java.lang.Runtime").isLoggable(System.Logger.Level.DEBUG);
        // What stays is then old: a collection during a takeover has less to copy.
        System.gc();
    }

    /** Every kind of socket that a takeover may be the first to open. */
    private void openOnLoopback() {
        List<Function<NetworkInterfaceName, PacketTransport>> kinds =
                List.of(sockets::arp, sockets::ndp, sockets::frames);
        for (Function<NetworkInterfaceName, PacketTransport> kind : kinds) {
            try {
                kind.apply(LOOPBACK).close();
            } catch (KernelException refused) {
                // Where it matters it will be said.
                LOG.atDebug().setCause(refused).log("not rehearsed");
            }
        }
    }

    /** The threads in real time do better still, but the collector of garbage stops them as well. */
    private void favourProcess() {
        try {
            scheduling.favourProcess();
        } catch (KernelException | UncheckedIOException refused) {
            LOG.atWarn()
                    .addKeyValue("error", refused.getMessage())
                    .log("a fail-over will take longer on a busy node; give the agent CAP_SYS_NICE");
        }
    }

    /** With all that the rehearsal has brought there: a node short of memory drops first what was not used for a while. */
    private void stayInMemory() {
        try {
            scheduling.stayInMemory();
        } catch (KernelException refused) {
            LOG.atWarn()
                    .addKeyValue("error", refused.getMessage())
                    .log("a fail-over will take longer on a node short of memory; give the agent CAP_IPC_LOCK");
        }
    }

    /** Any thread may bring a plan; the newest counts. */
    void planned(Plan newest) {
        coordinator.planned(newest);
    }

    /** Any thread may say how the plan's checks stand; until then nobody knows. */
    void tracked(TrackingReport newest) {
        coordinator.tracked(newest);
    }

    /** Any thread may say how the plan's backends answer; until then the kernel's weights stand. */
    void healthChanged(HealthReport newest) {
        coordinator.healthChanged(newest);
    }

    /** True if this node belongs to the load-balancer tier. */
    boolean isDirector() {
        return coordinator.isDirector();
    }

    /** What goes through this director; empty before the first minute is over. */
    Optional<Demand> demand() {
        return demand.latest();
    }

    /** What was announced. */
    Metered announcements() {
        return addresses.announcements();
    }

    AddressReport addresses() {
        return addresses.report();
    }

    /** Returns when no virtual address is left on this host, or when the time is up. */
    boolean handOver(Duration bound) throws InterruptedException {
        return coordinator.handOver(bound);
    }

    /** The kernel keeps what it has but for addresses, whose leases run out. */
    @Override
    public void close() {
        coordinator.close();
        links.close();
        kernel.close();
        addresses.close();
    }
}
