package io.ipvsoperator.agent.address;

import static org.assertj.core.api.Assertions.assertThat;

import io.ipvsoperator.agent.kernel.NetworkInterfaceName;
import io.ipvsoperator.agent.kernel.fake.FakeKernel;
import io.ipvsoperator.agent.link.Segment;
import io.ipvsoperator.netlink.route.Link;
import io.ipvsoperator.time.MonotonicInstant;
import io.ipvsoperator.wire.IpAddress;
import io.ipvsoperator.wire.IpFamily;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DemandTest {
    private static final Segment ETH1 = new Segment(new NetworkInterfaceName("eth1"), IpFamily.IPV4);
    private static final IpAddress VIP = IpAddress.parse("172.28.128.200");
    private static final AddressTerms TERMS =
            AddressTerms.of(new AddressLease(Duration.ofSeconds(2), Duration.ofMillis(150)));
    private static final MonotonicInstant HEARTBEAT = new MonotonicInstant(0);

    private static boolean isAliveAfter(Duration silence) {
        Link link = new FakeKernel().addLink("eth1");
        RouterAddresses router = new RouterAddresses("edge-33-v4", Set.of(VIP), TERMS, false, 1, true);
        Demand demand = Demand.of(
                Map.of(ETH1, new SegmentWishes(List.of(router), HEARTBEAT)),
                Map.of(ETH1.interfaceName(), link),
                HEARTBEAT.plus(silence));
        return demand.addresses().values().stream().allMatch(Wish::alive);
    }

    @Test
    void a_router_is_alive_while_its_last_sign_of_life_is_younger_than_a_quarter_of_the_lifetime() {
        assertThat(isAliveAfter(Duration.ofMillis(499))).isTrue();
        assertThat(isAliveAfter(Duration.ofMillis(500))).isFalse();
    }
}
