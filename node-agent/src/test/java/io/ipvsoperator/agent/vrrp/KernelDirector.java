package io.ipvsoperator.agent.vrrp;

import io.ipvsoperator.agent.address.AddressLease;
import io.ipvsoperator.agent.address.AddressTerms;
import io.ipvsoperator.agent.kernel.NetworkInterfaceName;
import io.ipvsoperator.agent.kernel.linux.LinuxKernelSockets;
import io.ipvsoperator.agent.kernel.linux.SystemClock;
import io.ipvsoperator.agent.link.Segment;
import io.ipvsoperator.agent.vrrp.Assignment.AssignedRouter;
import io.ipvsoperator.vrrp.Router;
import io.ipvsoperator.wire.IpFamily;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/** A loop with a thread and a socket of its own; what it claims is only noted. */
final class KernelDirector implements AutoCloseable {
    final VrrpCounters counters = new VrrpCounters();
    private final TestClaims claims = new TestClaims();
    private final VrrpLoop loop;
    private final Thread thread;
    private long assignments;
    private volatile String state = "none";
    private final AtomicLong activations = new AtomicLong();

    KernelDirector(String networkInterface, IpFamily family) {
        NetworkInterfaceName name = new NetworkInterfaceName(networkInterface);
        Segment segment = new Segment(name, family);
        loop = new VrrpLoop(
                segment,
                SegmentSockets.open(new LinuxKernelSockets(), segment),
                new SystemClock(),
                claims,
                counters,
                this::look);
        thread = Thread.ofPlatform().name("vrrp-" + networkInterface).start(loop);
    }

    private void look(SegmentView view) {
        String seen =
                view.routers().isEmpty() ? "none" : view.routers().getFirst().state();
        if (seen.equals("Active") && !is("Active")) {
            activations.incrementAndGet();
        }
        state = seen;
    }

    void run(Router router) {
        AddressTerms terms = AddressTerms.of(AddressLease.of(Duration.ofSeconds(3), 1));
        assign(List.of(
                new AssignedRouter("edge-33", router, Set.of(), true, Set.copyOf(router.addresses()), terms, false)));
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

    /** How often it has become active. */
    long activations() {
        return activations.get();
    }

    /** How often it has asked for its addresses to be announced. */
    long announcements() {
        return claims.announcements();
    }

    /** Without a word to others. */
    @Override
    public void close() {
        loop.close();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }
}
