package io.ipvsoperator.agent.kernel.linux;

import static org.assertj.core.api.Assertions.assertThat;

import io.ipvsoperator.agent.kernel.KernelSockets;
import io.ipvsoperator.agent.kernel.RouteContract;
import io.ipvsoperator.agent.netlink.NetlinkConversation;
import io.ipvsoperator.netlink.route.InterfaceAddress;
import io.ipvsoperator.netlink.route.Lifetime;
import io.ipvsoperator.netlink.route.RouteRequests;
import java.net.InetAddress;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RouteKernelIT extends RouteContract {
    private final LibC libc = LibC.load();
    private final KernelSockets kernel = new LinuxKernelSockets();

    @Override
    protected KernelSockets kernel() {
        return kernel;
    }

    @Override
    protected void letASecondPass() {}

    @Test
    void ip_sees_the_lease() {
        int index = libc.if_nametoindex(NAME);
        InterfaceAddress lease = InterfaceAddress.host(InetAddress.ofLiteral("192.0.2.200"), index)
                .withLifetime(Lifetime.ofSeconds(60));
        try (NetlinkConversation conversation = new NetlinkConversation(kernel.route(Set.of()))) {
            conversation.execute(RouteRequests.replaceAddress(lease));
        }

        assertThat(Program.run("ip", "addr", "show", "dev", NAME))
                .contains("inet 192.0.2.200/32 scope global dynamic")
                .containsPattern("valid_lft (60|59|58|57|56|55)sec");
    }
}
