package io.ipvsoperator.agent.address;

import static org.assertj.core.api.Assertions.assertThat;

import io.ipvsoperator.agent.link.Segment;
import io.ipvsoperator.netlink.route.AddressFlag;
import io.ipvsoperator.netlink.route.InterfaceAddress;
import io.ipvsoperator.wire.Decoded;
import io.ipvsoperator.wire.IpAddress;
import io.ipvsoperator.wire.IpFamily;
import io.ipvsoperator.wire.Ipv6Address;
import io.ipvsoperator.wire.MacAddress;
import io.ipvsoperator.wire.WireReader;
import io.ipvsoperator.wire.ndp.NeighborPacket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AddressOwnerTest extends OwnerOnFakeKernel {
    @Test
    void adds_the_address_as_a_lease_that_is_no_source_of_connections() {
        own();
        eventually("the address is there", this::isHeld);
        InterfaceAddress address = kernel.addresses().getFirst();
        assertThat(address.prefixLength()).isEqualTo(32);
        assertThat(address.scope()).isEqualTo(254);
        assertThat(address.lifetime().isForever()).isFalse();
        assertThat(address.protocol()).contains(VirtualAddress.PROTOCOL);
    }

    @Test
    void announces_it_at_once() {
        own();
        eventually("an announcement is sent", () -> announced() > 0);
    }

    @Test
    void adds_an_ipv6_address_without_looking_for_a_duplicate() {
        own(IpAddress.parse("2001:db8::200"));
        eventually("the address is there", () -> onKernel("2001:db8::200").isPresent());
        InterfaceAddress address = onKernel("2001:db8::200").orElseThrow();
        assertThat(address.prefixLength()).isEqualTo(128);
        assertThat(address.flags())
                .containsExactlyInAnyOrder(AddressFlag.NODAD, AddressFlag.NOPREFIXROUTE, AddressFlag.DEPRECATED);
        assertThat(address.lifetime().isForever()).isFalse();
    }

    @Test
    void announces_an_ipv6_address_to_all_nodes_and_overrides_what_they_know() {
        Ipv6Address address = Ipv6Address.parse("2001:db8::200");
        own(address);
        List<ByteBuffer> sent = new ArrayList<>();
        eventually("an announcement is sent", () -> sent.addAll(kernel.takeNdpSent()));
        MacAddress hardware = MacAddress.fromBytes(eth1.hardwareAddress().toArray());
        assertThat(NeighborPacket.decode(WireReader.of(sent.getFirst())))
                .isEqualTo(new Decoded.Ok<>(NeighborPacket.unsolicited(hardware, address, false)));
    }

    @Test
    void labels_an_ipv4_address_if_asked_to() {
        AddressTerms labelled = new AddressTerms(TERMS.lease(), TERMS.announcements(), Optional.of("eth1:edge"));
        owner.want(
                ETH1,
                List.of(new RouterAddresses("edge-33-v4", Set.of(VIP), labelled, false, 1, true)),
                kernel.clock().now());
        eventually("the address is there", this::isHeld);
        assertThat(kernel.addresses().getFirst().label()).contains("eth1:edge");
    }

    @Test
    void keeps_it_as_long_as_the_router_lives() {
        for (int step = 0; step < 20; step++) {
            own();
            eventually(
                    "the lease is young",
                    () -> isHeld()
                            && owner.leaseHolds(
                                    "edge-33-v4", kernel.clock().now().plus(Duration.ofMillis(1400))));
            kernel.advance(Duration.ofMillis(500));
        }
        assertThat(owner.report().leasesLost()).isZero();
    }

    @Test
    void loses_it_when_the_router_falls_silent() {
        own();
        eventually("the address is there", this::isHeld);
        kernel.advance(Duration.ofMillis(2100));
        eventually("the address is gone", () -> !isHeld());
        eventually(
                "the loss is known",
                () -> !owner.leaseHolds("edge-33-v4", kernel.clock().now()));
    }

    @Test
    void a_router_that_was_silent_for_a_quarter_of_the_lifetime_gets_no_refresh() {
        own();
        eventually("the address is there", this::isHeld);
        kernel.advance(Duration.ofMillis(1200));
        owner.want(
                new Segment(ETH1.interfaceName(), IpFamily.IPV6),
                List.of(new RouterAddresses(
                        "edge-33-v6", Set.of(IpAddress.parse("2001:db8::200")), TERMS, false, 1, true)),
                kernel.clock().now());
        eventually("the owner has looked", () -> onKernel("2001:db8::200").isPresent());
        kernel.advance(Duration.ofMillis(900));
        eventually("the address is gone", () -> !isHeld());
    }

    @Test
    void keeps_it_when_the_router_is_late_by_more_than_a_quarter_of_the_lifetime() {
        own();
        eventually("the address is there", this::isHeld);
        kernel.advance(Duration.ofMillis(1200));
        own();
        kernel.advance(Duration.ofMillis(100));
        eventually(
                "the lease is young",
                () -> owner.leaseHolds("edge-33-v4", kernel.clock().now().plus(Duration.ofMillis(1400))));
    }

    @Test
    void gives_it_up_when_the_router_does() {
        own();
        eventually("the address is there", this::isHeld);
        owner.want(ETH1, List.of(), kernel.clock().now());
        eventually("the address is gone", () -> !isHeld());
        eventually("the report says so", () -> owner.report().held().isEmpty());
    }

    @Test
    void puts_it_back_when_something_else_removes_it() {
        own();
        eventually("the address is there", this::isHeld);
        kernel.removeAddress(kernel.addresses().getFirst());
        eventually("the address is back", this::isHeld);
        eventually("it is counted", () -> owner.report().putBack() == 1);
    }
}
