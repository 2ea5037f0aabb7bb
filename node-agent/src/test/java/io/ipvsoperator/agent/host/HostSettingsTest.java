package io.ipvsoperator.agent.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.ipvsoperator.agent.coordination.KernelOrder;
import io.ipvsoperator.agent.kernel.NetworkInterfaceName;
import io.ipvsoperator.agent.kernel.SysctlKey;
import io.ipvsoperator.wire.IpAddress;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class HostSettingsTest {
    private static final NetworkInterfaceName ETH1 = new NetworkInterfaceName("eth1");

    @Test
    void a_director_without_routers_wants_nothing() {
        assertThat(HostSettings.wanted(order(true, Set.of(), Set.of()))).isEmpty();
    }

    @Test
    void a_director_answers_arp_only_on_the_interface_that_has_the_address() {
        assertThat(HostSettings.wanted(order(true, Set.of(ETH1), Set.of())))
                .containsEntry(SysctlKey.ofInterface(ETH1, "arp_ignore"), "1");
    }

    @Test
    void a_real_server_keeps_silent_on_every_interface() {
        assertThat(HostSettings.wanted(order(false, Set.of(), Set.of(IpAddress.parse("192.0.2.1")))))
                .containsEntry(SysctlKey.of("net", "ipv4", "conf", "all", "arp_ignore"), "1");
    }

    private static KernelOrder order(
            boolean director, Set<NetworkInterfaceName> interfaces, Set<IpAddress> realServer) {
        return new KernelOrder(director, List.of(), Set.of(), Set.of(), interfaces, Optional.empty(), realServer);
    }
}
