package io.ipvsoperator.agent.vrrp;

import static io.ipvsoperator.agent.testing.Programs.shell;

import io.ipvsoperator.agent.address.AddressLease;
import io.ipvsoperator.agent.address.AddressOwner;
import io.ipvsoperator.agent.address.AddressTerms;
import io.ipvsoperator.agent.address.RouterAddresses;
import io.ipvsoperator.agent.address.VirtualMac;
import io.ipvsoperator.agent.announce.AnnouncementPolicy;
import io.ipvsoperator.agent.kernel.NetworkInterfaceName;
import io.ipvsoperator.agent.kernel.linux.LinuxKernelSockets;
import io.ipvsoperator.agent.kernel.linux.LinuxSysctls;
import io.ipvsoperator.agent.kernel.linux.SystemClock;
import io.ipvsoperator.agent.link.Segment;
import io.ipvsoperator.agent.vrrp.Assignment.AssignedRouter;
import io.ipvsoperator.time.MonotonicInstant;
import io.ipvsoperator.vrrp.Router;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Routers with a virtual MAC address on interfaces of this host, each as if alone, and the owner of their addresses. */
final class VirtualMacHost implements AutoCloseable, AddressClaims {
    private final Dialect dialect;
    private final Map<Segment, SegmentView> views = new ConcurrentHashMap<>();
    private final AddressOwner owner;
    private final Thread thread;
    private final VrrpLoops loops;
    private volatile boolean dead;

    VirtualMacHost(Dialect dialect) {
        this.dialect = dialect;
        LinuxKernelSockets sockets = new LinuxKernelSockets();
        SystemClock clock = new SystemClock();
        owner = new AddressOwner(sockets, new LinuxSysctls(Path.of("/proc/sys")), clock, () -> {});
        thread = Thread.ofPlatform().name("addresses").start(owner);
        loops = new VrrpLoops(
                sockets,
                clock,
                this,
                new VrrpCounters(),
                Thread.ofPlatform().daemon().factory(),
                view -> views.put(view.segment(), view));
    }

    private Segment segment(String name) {
        return new Segment(new NetworkInterfaceName(name), dialect.family());
    }

    private static int indexOf(String name) {
        return Integer.parseInt(shell("cat /sys/class/net/" + name + "/ifindex").strip());
    }

    /** @param last the last number of the interface's address */
    void run(String name, int last, int priority) {
        Router router = dialect.router(last, 1, priority);
        AddressTerms terms = new AddressTerms(
                AddressLease.of(Duration.ofSeconds(3), 1),
                AnnouncementPolicy.DEFAULT,
                Optional.empty(),
                Optional.of(new VirtualMac(router.id(), router.family())));
        AssignedRouter assigned = new AssignedRouter(
                "edge-33-" + name, router, Set.of(), true, Set.copyOf(router.addresses()), terms, false);
        loops.assign(segment(name), indexOf(name), true, List.of(assigned));
    }

    void handOver(String name) {
        loops.assign(segment(name), indexOf(name), true, List.of());
    }

    boolean is(String name, String state) {
        return Optional.ofNullable(views.get(segment(name))).stream()
                .flatMap(view -> view.routers().stream())
                .anyMatch(router -> router.state().equals(state));
    }

    Collection<String> failures() {
        return owner.report().devices().failures().values();
    }

    @Override
    public void want(Segment segment, List<RouterAddresses> routers, MonotonicInstant heartbeat) {
        if (!dead) {
            owner.want(segment, routers, heartbeat);
        }
    }

    @Override
    public boolean leaseHolds(String router, MonotonicInstant now) {
        return owner.leaseHolds(router, now);
    }

    /** Without giving anything up. */
    void kill() {
        dead = true;
        close();
    }

    @Override
    public void close() {
        owner.close();
        loops.close();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }
}
