package io.ipvsoperator.agent.link;

import static org.assertj.core.api.Assertions.assertThat;

import io.ipvsoperator.agent.kernel.NetworkInterfaceName;
import io.ipvsoperator.agent.plan.AddressSettings;
import io.ipvsoperator.agent.plan.FailbackPolicy;
import io.ipvsoperator.agent.plan.RouterPlan;
import io.ipvsoperator.agent.tracking.Tracking;
import io.ipvsoperator.wire.IpAddress;
import io.ipvsoperator.wire.vrrp.AdvertInterval;
import io.ipvsoperator.wire.vrrp.ChecksumForm;
import io.ipvsoperator.wire.vrrp.Priority;
import io.ipvsoperator.wire.vrrp.Transport;
import io.ipvsoperator.wire.vrrp.VirtualRouterId;
import io.ipvsoperator.wire.vrrp.VrrpVersion;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RouterSeatTest {
    private static final IpAddress VIRTUAL = IpAddress.parse("198.51.100.200");

    private final HostLinks links = HostLinks.of(List.of(
            link("eth0", own("192.0.2.10", 24, false)),
            link("eth1", own("198.51.100.11", 24, true), own("198.51.100.10", 24, false)),
            link("eth2"),
            link("eth3", own("2001:db8:28::10", 64, false), own("fe80::21:2", 128, false), own("fe80::10", 64, false)),
            link("eth4", own("2001:db8:29::10", 64, false))));

    @Test
    void a_router_sits_on_the_interface_whose_subnet_holds_its_addresses() {
        assertThat(seat(Optional.empty(), VIRTUAL)).isEqualTo(found("eth1", "198.51.100.10"));
    }

    @Test
    void a_named_interface_counts_even_outside_its_subnet() {
        assertThat(seat(Optional.of("eth0"), VIRTUAL)).isEqualTo(found("eth0", "192.0.2.10"));
    }

    @Test
    void a_virtual_address_is_never_a_source() {
        HostLinks prefixed =
                HostLinks.of(List.of(link("eth1", own("198.51.100.200", 24, false), own("198.51.100.10", 24, true))));
        assertThat(RouterSeat.of(router(Optional.empty(), VIRTUAL), prefixed, Set.of(VIRTUAL)))
                .isEqualTo(found("eth1", "198.51.100.10"));
    }

    @Test
    void an_interface_that_is_not_there_is_named_with_those_that_are() {
        assertThat(seat(Optional.of("bond0"), VIRTUAL))
                .isEqualTo(
                        new RouterSeat.Missing(
                                "spec.interface is 'bond0', which this node does not have; it has [eth0, eth1, eth2, eth3, eth4]"));
    }

    @Test
    void an_interface_without_an_address_of_its_own_cannot_speak() {
        assertThat(seat(Optional.of("eth2"), VIRTUAL)).isInstanceOf(RouterSeat.Missing.class);
    }

    @Test
    void addresses_outside_every_subnet_need_a_named_interface() {
        assertThat(seat(Optional.empty(), IpAddress.parse("203.0.113.1")))
                .isInstanceOfSatisfying(
                        RouterSeat.Missing.class,
                        missing -> assertThat(missing.problem()).contains("203.0.113.1", "spec.directors.interface"));
    }

    @Test
    void over_ipv6_the_source_is_the_link_local_address_of_the_interface_whose_subnet_holds_the_addresses() {
        IpAddress address = IpAddress.parse("2001:db8:28::200");
        Set<IpAddress> virtual = Set.of(address, IpAddress.parse("fe80::21:2"));
        assertThat(RouterSeat.of(router(Optional.empty(), address), links, virtual))
                .isEqualTo(found("eth3", "fe80::10"));
    }

    @Test
    void an_interface_without_a_usable_link_local_address_is_named() {
        assertThat(seat(Optional.empty(), IpAddress.parse("2001:db8:29::200")))
                .isInstanceOfSatisfying(
                        RouterSeat.Missing.class,
                        missing -> assertThat(missing.problem())
                                .contains("interface eth4", "link-local IPv6 address that is usable"));
    }

    private RouterSeat seat(Optional<String> networkInterface, IpAddress address) {
        return RouterSeat.of(router(networkInterface, address), links, Set.of(address));
    }

    private static RouterSeat.Found found(String name, String source) {
        return new RouterSeat.Found(new NetworkInterfaceName(name), IpAddress.parse(source), 1500);
    }

    private static HostLink link(String name, OwnAddress... addresses) {
        return new HostLink(new NetworkInterfaceName(name), 1, true, 1500, List.of(addresses));
    }

    private static OwnAddress own(String address, int prefixLength, boolean secondary) {
        return new OwnAddress(IpAddress.parse(address), prefixLength, secondary);
    }

    private static RouterPlan router(Optional<String> networkInterface, IpAddress address) {
        return new RouterPlan(
                "edge-33-v4",
                new VirtualRouterId(33),
                new VrrpVersion.V3(ChecksumForm.PSEUDO_HEADER),
                new Transport.Multicast(),
                Set.of(),
                networkInterface,
                new Priority(250),
                new Priority(240),
                new Priority(34),
                Tracking.none(),
                AdvertInterval.ofSeconds(1),
                new FailbackPolicy.Never(),
                List.of(address),
                List.of(address),
                AddressSettings.DEFAULT,
                List.of());
    }
}
