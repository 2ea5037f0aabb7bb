package io.ipvsoperator.agent.vrrp;

import io.ipvsoperator.agent.address.AddressLease;
import io.ipvsoperator.agent.address.AddressTerms;
import io.ipvsoperator.agent.kernel.NetworkInterfaceName;
import io.ipvsoperator.agent.link.Segment;
import io.ipvsoperator.agent.vrrp.Assignment.AssignedRouter;
import io.ipvsoperator.vrrp.Attachment;
import io.ipvsoperator.vrrp.Failback;
import io.ipvsoperator.vrrp.Participation;
import io.ipvsoperator.vrrp.Router;
import io.ipvsoperator.wire.IpAddress;
import io.ipvsoperator.wire.IpFamily;
import io.ipvsoperator.wire.vrrp.AdvertInterval;
import io.ipvsoperator.wire.vrrp.Authentication;
import io.ipvsoperator.wire.vrrp.Priority;
import io.ipvsoperator.wire.vrrp.Transport;
import io.ipvsoperator.wire.vrrp.VirtualRouterId;
import io.ipvsoperator.wire.vrrp.VrrpVersion;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** One director with a loop that the test turns by hand. */
final class TestDirector {
    static final IpAddress VIRTUAL = IpAddress.parse("192.0.2.200");
    static final Segment ETH1 = new Segment(new NetworkInterfaceName("eth1"), IpFamily.IPV4);
    static final String ROUTER = "edge-33-v4";

    final TestSegment.Port port;
    final TestClaims claims = new TestClaims();
    final VrrpCounters counters = new VrrpCounters();
    final VrrpLoop loop;
    private final IpAddress source;
    private long assignments;
    private SegmentView view = new SegmentView(ETH1, 0, List.of());

    TestDirector(String source, TestSegment segment, TestTime time) {
        this.source = IpAddress.parse(source);
        this.port = segment.plugIn();
        this.loop = new VrrpLoop(
                ETH1, new SegmentSockets(port, port.frames()), time::now, claims, counters, newest -> view = newest);
    }

    AssignedRouter router(int virtualRouterId, int priority, boolean mayStart) {
        Router router = new Router(
                new VirtualRouterId(virtualRouterId),
                new VrrpVersion.V2(new Authentication.None()),
                AdvertInterval.ofSeconds(1),
                new Attachment(source, 1500, new Transport.Multicast()),
                List.of(VIRTUAL),
                new Participation.Candidate(new Priority(priority), new Failback.Immediate()));
        return new AssignedRouter(
                ROUTER,
                router,
                Set.of(),
                mayStart,
                Set.of(VIRTUAL),
                AddressTerms.of(AddressLease.of(Duration.ofSeconds(3), 1)),
                false);
    }

    void assign(boolean linkUp, AssignedRouter... routers) {
        assignments++;
        loop.assign(new Assignment(assignments, linkUp, List.of(routers)));
    }

    void start(int priority) {
        assign(true, router(33, priority, true));
    }

    String state() {
        return view.routers().isEmpty() ? "none" : view.routers().getFirst().state();
    }

    SegmentView view() {
        return view;
    }

    boolean claims() {
        return claims.addresses().contains(VIRTUAL);
    }
}
