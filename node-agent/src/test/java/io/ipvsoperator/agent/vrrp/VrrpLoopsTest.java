package io.ipvsoperator.agent.vrrp;

import static io.ipvsoperator.agent.testing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.ipvsoperator.agent.address.AddressTerms;
import io.ipvsoperator.agent.address.RouterAddresses;
import io.ipvsoperator.agent.address.VirtualMac;
import io.ipvsoperator.agent.kernel.NetworkInterfaceName;
import io.ipvsoperator.agent.kernel.fake.FakeKernel;
import io.ipvsoperator.agent.link.Segment;
import io.ipvsoperator.agent.vrrp.Assignment.AssignedRouter;
import io.ipvsoperator.time.MonotonicInstant;
import io.ipvsoperator.wire.IpFamily;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Loops in their threads on the fake kernel. */
class VrrpLoopsTest {
    private static final Segment IPV4 = new Segment(new NetworkInterfaceName("eth1"), IpFamily.IPV4);
    private static final Segment IPV6 = new Segment(new NetworkInterfaceName("eth1"), IpFamily.IPV6);

    private final FakeKernel kernel = new FakeKernel();
    private final Map<Segment, SegmentView> views = new ConcurrentHashMap<>();
    private final RecordedClaims claims = new RecordedClaims();
    private final List<Thread> threads = new ArrayList<>();
    private final VrrpLoops loops = new VrrpLoops(
            kernel, kernel.clock(), claims, new VrrpCounters(), this::thread, view -> views.put(view.segment(), view));
    private final AssignedRouter router =
            new TestDirector("192.0.2.10", new TestSegment(), new TestTime()).router(33, 250, true);

    private Thread thread(Runnable loop) {
        Thread thread = Thread.ofPlatform().daemon().unstarted(loop);
        threads.add(thread);
        return thread;
    }

    /** Everything that was ever claimed, in its order. */
    private static final class RecordedClaims implements AddressClaims {
        private final List<List<RouterAddresses>> claimed = new CopyOnWriteArrayList<>();

        @Override
        public void want(Segment segment, List<RouterAddresses> routers, MonotonicInstant heartbeat) {
            claimed.add(routers);
        }

        @Override
        public boolean leaseHolds(String router, MonotonicInstant now) {
            return true;
        }
    }

    /** Claimed even by a backup, for the sake of its interface. */
    private AssignedRouter withVirtualMac() {
        AddressTerms terms = router.terms();
        return new AssignedRouter(
                router.name(),
                router.router(),
                router.members(),
                router.mayStart(),
                router.ownable(),
                new AddressTerms(
                        terms.lease(),
                        terms.announcements(),
                        terms.label(),
                        Optional.of(new VirtualMac(router.router().id(), IpFamily.IPV4))),
                router.probed());
    }

    @AfterEach
    void closes_every_socket() {
        loops.close();
        eventually("no socket is open", () -> kernel.openSockets().isEmpty());
    }

    @Test
    void each_family_of_an_interface_has_its_socket() {
        loops.assign(IPV4, 2, true, List.of(router));
        loops.assign(IPV6, 2, true, List.of(router));
        assertThat(kernel.openSockets())
                .containsExactlyInAnyOrder("VRRP on eth1", "frames on eth1", "VRRP IPv6 on eth1", "frames on eth1");
    }

    @Test
    void an_interface_made_anew_gets_another_socket_and_the_same_routers() {
        loops.assign(IPV4, 2, true, List.of(router));
        eventually("the router is seen", () -> views.containsKey(IPV4));
        views.clear();
        loops.assign(IPV4, 3, true, List.of(router));
        eventually("the router is seen again", () -> views.containsKey(IPV4));
        eventually("the old sockets are closed", () -> kernel.openSockets().size() == 2);
        assertThat(loops.assigned()).containsEntry(IPV4, 2L);
    }

    @Test
    void the_loop_before_takes_nothing_away_from_the_one_on_an_interface_made_anew() {
        loops.assign(IPV4, 2, true, List.of(withVirtualMac()));
        eventually("the router claims", () -> !claims.claimed.isEmpty());
        loops.assign(IPV4, 3, true, List.of(withVirtualMac()));
        eventually("the loop before has ended", () -> !threads.getFirst().isAlive());
        assertThat(claims.claimed).noneMatch(List::isEmpty);
    }

    @Test
    void a_segment_that_is_retired_claims_nothing_from_then_on() {
        loops.assign(IPV4, 2, true, List.of(withVirtualMac()));
        eventually("the router claims", () -> !claims.claimed.isEmpty());
        loops.retire(IPV4);
        assertThat(claims.claimed.getLast()).isEmpty();
    }

    @Test
    void an_interface_that_is_away_for_a_while_keeps_its_loop() {
        loops.assign(IPV4, 2, true, List.of(router));
        loops.assign(IPV4, 0, false, List.of(router));
        loops.assign(IPV4, 2, true, List.of(router));
        assertThat(kernel.openSockets()).hasSize(2);
        assertThat(loops.assigned()).containsEntry(IPV4, 3L);
    }

    @Test
    void nothing_is_opened_for_nobody() {
        loops.assign(IPV4, 2, true, List.of());
        assertThat(kernel.openSockets()).isEmpty();
    }
}
