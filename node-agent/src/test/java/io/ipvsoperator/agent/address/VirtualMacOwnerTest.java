package io.ipvsoperator.agent.address;

import static org.assertj.core.api.Assertions.assertThat;

import io.ipvsoperator.netlink.route.Link;
import io.ipvsoperator.wire.IpAddress;
import io.ipvsoperator.wire.IpFamily;
import io.ipvsoperator.wire.MacAddress;
import io.ipvsoperator.wire.vrrp.VirtualRouterId;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Addresses of routers with a virtual MAC address. */
class VirtualMacOwnerTest extends OwnerOnFakeKernel {
    private void ownAtVirtualMac(IpAddress... addresses) {
        VirtualMac mac = new VirtualMac(new VirtualRouterId(33), IpFamily.IPV4);
        AddressTerms terms = new AddressTerms(TERMS.lease(), TERMS.announcements(), Optional.empty(), Optional.of(mac));
        owner.want(
                ETH1,
                List.of(new RouterAddresses("edge-33-v4", Set.of(addresses), terms, false, 1, addresses.length > 0)),
                kernel.clock().now());
    }

    private Optional<Link> virtualDevice() {
        return kernel.link("vrrp.33." + eth1.index());
    }

    private boolean isUp() {
        return virtualDevice().filter(link -> (link.flags() & Link.UP) != 0).isPresent();
    }

    @Test
    void the_interface_of_a_virtual_mac_address_is_ready_before_the_router_owns_anything() {
        ownAtVirtualMac();
        eventually("the interface is there", () -> virtualDevice().isPresent());
        assertThat(isUp()).isFalse();
        eventually(
                "it is set up",
                () -> sysctls.written.containsKey("net.ipv4.conf.vrrp/33/" + eth1.index() + ".arp_ignore"));
    }

    @Test
    void addresses_with_a_virtual_mac_address_are_on_its_interface_while_they_are_owned() {
        ownAtVirtualMac(VIP);
        eventually("the address is there", this::isHeld);
        assertThat(kernel.addresses().getFirst().interfaceIndex())
                .isEqualTo(virtualDevice().orElseThrow().index());
        assertThat(isUp()).isTrue();
        ownAtVirtualMac();
        eventually("the address is gone", () -> !isHeld());
        eventually("the interface is down", () -> !isUp());
    }

    @Test
    void they_are_announced_from_the_virtual_mac_address() {
        ownAtVirtualMac(VIP);
        List<ByteBuffer> sent = new ArrayList<>();
        eventually("an announcement is sent", () -> sent.addAll(kernel.takeArpSent()));
        byte[] source = new byte[MacAddress.LENGTH];
        sent.getFirst().get(MacAddress.LENGTH, source);
        assertThat(MacAddress.fromBytes(source)).hasToString("00:00:5e:00:01:21");
    }

    /** What comes in on a socket that nobody reads is kept by the kernel, for every router. */
    @Test
    void they_are_announced_through_a_socket_that_hears_nothing() {
        ownAtVirtualMac(VIP);
        eventually("an announcement is sent", () -> announced() > 0);
        assertThat(kernel.openSockets())
                .contains("frames on vrrp.33." + eth1.index())
                .doesNotContain("ARP on vrrp.33." + eth1.index());
    }

    @Test
    void an_interface_of_a_virtual_mac_address_that_went_is_made_anew() {
        ownAtVirtualMac(VIP);
        eventually("the address is there", this::isHeld);
        int before = virtualDevice().orElseThrow().index();
        kernel.deleteLink(virtualDevice().orElseThrow());
        eventually(
                "the address is there on another",
                () -> isHeld() && kernel.addresses().getFirst().interfaceIndex() != before);
    }

    @Test
    void the_interface_of_a_virtual_mac_address_goes_with_its_router() {
        ownAtVirtualMac(VIP);
        eventually("the address is there", this::isHeld);
        owner.want(ETH1, List.of(), kernel.clock().now());
        eventually("the interface is gone", () -> virtualDevice().isEmpty());
        eventually("nothing is left", () -> owner.report().isClean());
    }

    @Test
    void an_interface_of_somebody_else_is_a_failure_of_the_router() {
        kernel.addLink("vrrp.33." + eth1.index());
        ownAtVirtualMac(VIP);
        eventually(
                "the failure is reported",
                () -> owner.report()
                        .devices()
                        .failures()
                        .getOrDefault("edge-33-v4", "")
                        .contains("none of the agent's"));
        assertThat(isHeld()).isFalse();
    }
}
