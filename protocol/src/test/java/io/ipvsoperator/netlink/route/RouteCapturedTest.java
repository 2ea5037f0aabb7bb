package io.ipvsoperator.netlink.route;

import static org.assertj.core.api.Assertions.assertThat;

import io.ipvsoperator.netlink.Bytes;
import io.ipvsoperator.netlink.Header;
import io.ipvsoperator.netlink.Message;
import java.net.InetAddress;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What ip and the kernel say to each other, read and written. */
class RouteCapturedTest {
    private static final InterfaceAddress LEASE = InterfaceAddress.host(InetAddress.ofLiteral("192.0.2.200"), 2)
            .withLifetime(Lifetime.ofSeconds(2))
            .withFlags(Set.of(AddressFlag.NOPREFIXROUTE));

    @Test
    void a_lease_is_added_as_ip_does() {
        assertThat(RouteRequests.replaceAddress(LEASE).payload()).isEqualTo(Captured.REPLACE_LEASE);
    }

    @Test
    void a_lease_is_read() {
        assertThat(InterfaceAddress.decode(Captured.REPLACE_LEASE)).isEqualTo(LEASE);
    }

    @Test
    void a_lease_that_the_kernel_lists_is_read() {
        InterfaceAddress address = InterfaceAddress.decode(Captured.LISTED_LEASE);
        assertThat(address.address()).isEqualTo(InetAddress.ofLiteral("192.0.2.1"));
        assertThat(address.prefixLength()).isEqualTo(24);
        assertThat(address.lifetime()).isEqualTo(Lifetime.ofSeconds(56));
        assertThat(address.flags()).isEmpty();
        assertThat(address.label()).contains("d0");
    }

    @Test
    void an_address_without_end_is_read() {
        InterfaceAddress address = InterfaceAddress.decode(Captured.LISTED_LABEL);
        assertThat(address.lifetime().isForever()).isTrue();
        assertThat(address.flags()).containsExactlyInAnyOrder(AddressFlag.PERMANENT, AddressFlag.NOPREFIXROUTE);
        assertThat(address.label()).contains("d0:vip");
    }

    @Test
    void an_ipv6_address_is_read() {
        InterfaceAddress address = InterfaceAddress.decode(Captured.LISTED_IPV6);
        assertThat(address.address()).isEqualTo(InetAddress.ofLiteral("2001:db8::200"));
        assertThat(address.prefixLength()).isEqualTo(128);
        assertThat(address.flags())
                .containsExactlyInAnyOrder(AddressFlag.NODAD, AddressFlag.PERMANENT, AddressFlag.NOPREFIXROUTE);
    }

    @Test
    void the_kernels_own_mark_is_read() {
        int kernelLinkLocal = 3;
        assertThat(InterfaceAddress.decode(Captured.LISTED_LINK_LOCAL).protocol())
                .contains(kernelLinkLocal);
    }

    @Test
    void a_dummy_interface_is_read() {
        Link link = Link.decode(Captured.LISTED_DUMMY);
        assertThat(link.index()).isEqualTo(2);
        assertThat(link.name()).isEqualTo("d0");
        assertThat(link.mtu()).isEqualTo(1500);
        assertThat(link.kind()).contains("dummy");
        assertThat(link.hardwareAddress()).isEqualTo(Bytes.fromHex("22 86 e2 f6 9c b2"));
        assertThat(link.canCarryPackets()).isTrue();
    }

    @Test
    void a_macvlan_interface_is_made_as_ip_does() {
        Bytes hardware = Bytes.fromHex("00 00 5e 00 01 21");
        assertThat(RouteRequests.createMacvlan("vrrp.33", 3, hardware, 112).payload())
                .isEqualTo(Captured.CREATE_MACVLAN);
    }

    @Test
    void an_interface_is_set_down_as_ip_does() {
        assertThat(RouteRequests.setDown(4).payload()).isEqualTo(Captured.SET_DOWN);
    }

    @Test
    void a_macvlan_interface_is_read() {
        Link link = Link.decode(Captured.LISTED_MACVLAN);
        assertThat(link.kind()).contains("macvlan");
        assertThat(link.below()).isEqualTo(3);
        assertThat(link.group()).isEqualTo(112);
        assertThat(link.hardwareAddress()).isEqualTo(Bytes.fromHex("00 00 5e 00 01 21"));
    }

    @Test
    void the_loopback_interface_is_read() {
        Link link = Link.decode(Captured.LISTED_LOOPBACK);
        assertThat(link.hardwareType()).isEqualTo(772);
        assertThat(link.kind()).isEmpty();
    }

    @Test
    void a_port_that_leaves_its_bridge_is_not_a_link_that_went() {
        byte[] ofBridge = Captured.LISTED_DUMMY.toArray();
        ofBridge[0] = 7;
        Message message = new Message(new Header(RouteFamily.MessageType.DELLINK, 0, 0, 0), Bytes.copyOf(ofBridge));
        assertThat(RouteEvent.decode(message)).isEqualTo(Optional.empty());
    }

    @Test
    void a_removed_address_is_an_event() {
        Message message = new Message(new Header(RouteFamily.MessageType.DELADDR, 0, 0, 0), Captured.LISTED_LEASE);
        assertThat(RouteEvent.decode(message)).containsInstanceOf(RouteEvent.AddressRemoved.class);
    }
}
