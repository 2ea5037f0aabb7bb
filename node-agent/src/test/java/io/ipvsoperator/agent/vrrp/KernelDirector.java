package io.ipvsoperator.agent.vrrp;

import io.ipvsoperator.agent.address.AddressLease;
import io.ipvsoperator.agent.kernel.NetworkInterfaceName;
import io.ipvsoperator.agent.kernel.linux.LinuxKernelSockets;
import io.ipvsoperator.agent.kernel.linux.SystemClock;
import io.ipvsoperator.agent.link.Segment;
import io.ipvsoperator.agent.vrrp.Assignment.AssignedRouter;
import io.ipvsoperator.vrrp.Attachment;
import io.ipvsoperator.vrrp.Failback;
import io.ipvsoperator.vrrp.Participation;
import io.ipvsoperator.vrrp.Router;
import io.ipvsoperator.wire.IpAddress;
import io.ipvsoperator.wire.IpFamily;
import io.ipvsoperator.wire.vrrp.AdvertInterval;
import io.ipvsoperator.wire.vrrp.Priority;
import io.ipvsoperator.wire.vrrp.Transport;
import io.ipvsoperator.wire.vrrp.VirtualRouterId;
import io.ipvsoperator.wire.vrrp.VrrpVersion;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** A loop with a thread and a socket of its own; what it claims is only noted. */
final class KernelDirector {
    private static final IpAddress VIRTUAL = IpAddress.parse("172.28.128.200");

    final VrrpCounters counters = new VrrpCounters();
    private final TestClaims claims = new TestClaims();
    private final IpAddress source;
    private final VrrpLoop loop;
    private final Thread thread;
    private long assignments;
    private volatile String state = "none";

    KernelDirector(String networkInterface, String source) {
        NetworkInterfaceName name = new NetworkInterfaceName(networkInterface);
        this.source = IpAddress.parse(source);
        loop = new VrrpLoop(
                new Segment(name, IpFamily.IPV4),
                new LinuxKernelSockets().vrrpIpv4(name),
                new SystemClock(),
                claims,
                counters,
                view -> state = view.routers().isEmpty()
                        ? "none"
                        : view.routers().getFirst().state());
        thread = Thread.ofPlatform().name("vrrp-" + networkInterface).start(loop);
    }

    void run(VrrpVersion version, int priority) {
        Router router = new Router(
                new VirtualRouterId(33),
                version,
                AdvertInterval.ofSeconds(1),
                new Attachment(source, 1500, new Transport.Multicast()),
                List.of(VIRTUAL),
                new Participation.Candidate(new Priority(priority), new Failback.Immediate()));
        assign(List.of(new AssignedRouter(
                "edge-33-v4",
                router,
                Set.of(),
                true,
                Set.of(VIRTUAL),
                AddressLease.of(Duration.ofSeconds(3), 1),
                false)));
    }

    void handOver() {
        assign(List.of());
    }

    private void assign(List<AssignedRouter> routers) {
        assignments++;
        loop.assign(new Assignment(assignments, true, routers));
    }

    boolean is(String wanted) {
        return state.equals(wanted);
    }

    void close() throws InterruptedException {
        loop.close();
        thread.join();
    }
}
