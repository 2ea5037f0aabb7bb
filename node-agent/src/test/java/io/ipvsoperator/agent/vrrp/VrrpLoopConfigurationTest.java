package io.ipvsoperator.agent.vrrp;

import static org.assertj.core.api.Assertions.assertThat;

import io.ipvsoperator.agent.address.AddressTerms;
import io.ipvsoperator.agent.address.VirtualMac;
import io.ipvsoperator.agent.kernel.NetworkInterfaceName;
import io.ipvsoperator.agent.link.Segment;
import io.ipvsoperator.agent.vrrp.Assignment.AssignedRouter;
import io.ipvsoperator.vrrp.Attachment;
import io.ipvsoperator.vrrp.Router;
import io.ipvsoperator.wire.Decoded;
import io.ipvsoperator.wire.IpAddress;
import io.ipvsoperator.wire.IpFamily;
import io.ipvsoperator.wire.Ipv6Address;
import io.ipvsoperator.wire.MacAddress;
import io.ipvsoperator.wire.Reason;
import io.ipvsoperator.wire.WireReader;
import io.ipvsoperator.wire.ethernet.EthernetHeader;
import io.ipvsoperator.wire.vrrp.ChecksumForm;
import io.ipvsoperator.wire.vrrp.Transport;
import io.ipvsoperator.wire.vrrp.VirtualRouterId;
import io.ipvsoperator.wire.vrrp.VrrpVersion;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is assigned to a loop: identifiers, versions, transports, virtual MAC addresses. */
class VrrpLoopConfigurationTest {
    private static final Duration DOWN_INTERVAL = Duration.ofMillis(3_100);
    private static final Duration MOMENT = Duration.ofMillis(20);

    private final TestTime time = new TestTime();
    private final TestSegment segment = new TestSegment();
    private final TestDirector first = new TestDirector("192.0.2.10", segment, time);
    private final TestDirector second = new TestDirector("192.0.2.11", segment, time);

    @Test
    void another_identifier_is_another_router() {
        first.start(250);
        second.start(240);
        time.pass(DOWN_INTERVAL.plusSeconds(1), first, second);
        first.assign(true, first.router(34, 250, true));
        time.pass(DOWN_INTERVAL.multipliedBy(2), first, second);
        assertThat(first.view().routers())
                .singleElement()
                .extracting(RouterView::state)
                .isEqualTo("Active");
        assertThat(second.state()).isEqualTo("Active");
    }

    @Test
    void junk_is_counted_by_its_reason_and_changes_nothing() {
        first.start(250);
        time.pass(DOWN_INTERVAL, first);
        segment.inject(new byte[] {0x45, 0, 0});
        segment.inject(new byte[40]);
        time.pass(MOMENT, first);
        assertThat(first.counters.rejectedCount(Reason.IP_TRUNCATED)).isEqualTo(1);
        assertThat(first.counters.rejectedCount(Reason.IP_VERSION)).isEqualTo(1);
        assertThat(first.state()).isEqualTo("Active");
    }

    @Test
    void unicast_to_nobody_is_a_fault() {
        AssignedRouter multicast = first.router(33, 250, true);
        Router router = multicast.router();
        Attachment alone = new Attachment(router.primaryAddress(), 1500, new Transport.Unicast(new LinkedHashSet<>()));
        first.assign(true, changed(multicast, router.version(), alone, router.addresses()));
        time.pass(DOWN_INTERVAL.multipliedBy(2), first);
        assertThat(first.state()).isEqualTo("Fault");
        assertThat(first.claims()).isFalse();
    }

    @Test
    void a_router_that_changes_its_version_hears_the_new_one_at_once() {
        first.assign(true, inVersion3(first.router(33, 100, true)));
        time.pass(DOWN_INTERVAL.plusSeconds(1), first);
        second.start(250);
        time.pass(DOWN_INTERVAL, second);
        first.assign(true, first.router(33, 100, true));
        time.pass(DOWN_INTERVAL.multipliedBy(3), first, second);
        assertThat(List.of(first.claims(), second.claims())).containsExactly(false, true);
    }

    private static AssignedRouter inVersion3(AssignedRouter assigned) {
        return changed(
                assigned,
                new VrrpVersion.V3(ChecksumForm.PSEUDO_HEADER),
                assigned.router().attachment(),
                assigned.router().addresses());
    }

    private static AssignedRouter changed(
            AssignedRouter assigned, VrrpVersion version, Attachment attachment, List<IpAddress> addresses) {
        Router router = assigned.router();
        return new AssignedRouter(
                assigned.name(),
                new Router(router.id(), version, router.interval(), attachment, addresses, router.participation()),
                assigned.members(),
                assigned.mayStart(),
                assigned.ownable(),
                assigned.terms(),
                assigned.probed());
    }

    @Test
    void the_longest_advertisement_of_a_jumbo_frame_is_sent() {
        Segment ipv6 = new Segment(new NetworkInterfaceName("eth1"), IpFamily.IPV6);
        List<IpAddress> addresses = new ArrayList<>(List.of(new VirtualRouterId(33).linkLocalAddress()));
        IntStream.range(1, 255).forEach(i -> addresses.add(new Ipv6Address(0x2001_0db8L << 32, i)));
        VrrpCounters counters = new VrrpCounters();
        VrrpLoop loop = new VrrpLoop(
                ipv6,
                new SegmentSockets(segment.plugIn(), segment.plugIn()),
                time::now,
                new TestClaims(),
                counters,
                view -> {});
        AssignedRouter many = changed(
                first.router(33, 250, true),
                new VrrpVersion.V3(ChecksumForm.PSEUDO_HEADER),
                new Attachment(IpAddress.parse("fe80::1"), 9000, new Transport.Multicast()),
                addresses);
        loop.assign(new Assignment(1, true, List.of(many)));
        loop.cycle();
        time.pass(DOWN_INTERVAL.plusSeconds(1), List.of());
        loop.cycle();
        assertThat(counters.sentCount()).isEqualTo(1);
    }

    @Test
    void a_view_says_which_assignment_it_answers() {
        first.start(250);
        first.start(240);
        time.pass(MOMENT, first);
        assertThat(first.view().assignment()).isEqualTo(2);
    }

    private AssignedRouter withVirtualMac(AssignedRouter assigned) {
        AddressTerms plain = assigned.terms();
        return new AssignedRouter(
                assigned.name(),
                assigned.router(),
                assigned.members(),
                assigned.mayStart(),
                assigned.ownable(),
                new AddressTerms(
                        plain.lease(),
                        plain.announcements(),
                        plain.label(),
                        Optional.of(new VirtualMac(assigned.router().id(), IpFamily.IPV4))),
                assigned.probed());
    }

    @Test
    void an_advertisement_comes_from_the_virtual_mac_address_and_is_heard_as_any_other() {
        first.assign(true, withVirtualMac(first.router(33, 250, true)));
        second.start(100);
        time.pass(DOWN_INTERVAL.plusSeconds(1), first, second);
        assertThat(first.state()).isEqualTo("Active");
        assertThat(second.state()).isEqualTo("Backup");
        assertThat(first.port.framesSent())
                .isNotEmpty()
                .allSatisfy(frame -> assertThat(EthernetHeader.decode(WireReader.of(frame)))
                        .isEqualTo(new Decoded.Ok<>(new EthernetHeader(
                                MacAddress.parse("01:00:5e:00:00:12"),
                                MacAddress.parse("00:00:5e:00:01:21"),
                                0x0800))));
    }

    @Test
    void a_backup_sends_no_frame_from_the_virtual_mac_address_and_wishes_for_nothing_but_its_interface() {
        first.start(250);
        second.assign(true, withVirtualMac(second.router(33, 100, true)));
        time.pass(DOWN_INTERVAL.plusSeconds(1), first, second);
        assertThat(second.port.framesSent()).isEmpty();
        assertThat(second.claims.claimed()).singleElement().satisfies(claim -> {
            assertThat(claim.addresses()).isEmpty();
            assertThat(claim.announced()).isFalse();
            assertThat(claim.terms().virtualMac()).isPresent();
        });
    }

    @Test
    void a_backup_without_virtual_mac_address_wishes_for_nothing() {
        first.start(250);
        second.start(100);
        time.pass(DOWN_INTERVAL.plusSeconds(1), first, second);
        assertThat(second.claims.claimed()).isEmpty();
    }
}
