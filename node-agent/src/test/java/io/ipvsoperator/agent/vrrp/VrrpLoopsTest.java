package io.ipvsoperator.agent.vrrp;

import static io.ipvsoperator.agent.testing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.ipvsoperator.agent.kernel.NetworkInterfaceName;
import io.ipvsoperator.agent.kernel.fake.FakeKernel;
import io.ipvsoperator.agent.link.Segment;
import io.ipvsoperator.agent.vrrp.Assignment.AssignedRouter;
import io.ipvsoperator.wire.IpFamily;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Loops in their threads on the fake kernel. */
class VrrpLoopsTest {
    private static final Segment IPV4 = new Segment(new NetworkInterfaceName("eth1"), IpFamily.IPV4);
    private static final Segment IPV6 = new Segment(new NetworkInterfaceName("eth1"), IpFamily.IPV6);

    private final FakeKernel kernel = new FakeKernel();
    private final Map<Segment, SegmentView> views = new ConcurrentHashMap<>();
    private final VrrpLoops loops = new VrrpLoops(
            kernel,
            kernel.clock(),
            new TestClaims(),
            new VrrpCounters(),
            Thread.ofPlatform().daemon().factory(),
            view -> views.put(view.segment(), view));
    private final AssignedRouter router =
            new TestDirector("192.0.2.10", new TestSegment(), new TestTime()).router(33, 250, true);

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
