package io.ipvsoperator.vrrp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ipvsoperator.conformance.Deviation;
import io.ipvsoperator.conformance.Rfc;
import io.ipvsoperator.wire.Decoded;
import io.ipvsoperator.wire.InternetChecksum;
import io.ipvsoperator.wire.IpAddress;
import io.ipvsoperator.wire.IpFamily;
import io.ipvsoperator.wire.Ipv4Address;
import io.ipvsoperator.wire.Ipv6Address;
import io.ipvsoperator.wire.MacAddress;
import io.ipvsoperator.wire.WireReader;
import io.ipvsoperator.wire.WireWriter;
import io.ipvsoperator.wire.arp.ArpPacket;
import io.ipvsoperator.wire.ethernet.EthernetHeader;
import io.ipvsoperator.wire.ndp.NeighborMessage;
import io.ipvsoperator.wire.ndp.NeighborPacket;
import io.ipvsoperator.wire.vrrp.AdvertInterval;
import io.ipvsoperator.wire.vrrp.AdvertisementFrame;
import io.ipvsoperator.wire.vrrp.AdvertisementPacket;
import io.ipvsoperator.wire.vrrp.Authentication;
import io.ipvsoperator.wire.vrrp.ChecksumForm;
import io.ipvsoperator.wire.vrrp.Priority;
import io.ipvsoperator.wire.vrrp.Transport;
import io.ipvsoperator.wire.vrrp.VirtualRouterId;
import io.ipvsoperator.wire.vrrp.VrrpVersion;
import java.nio.ByteBuffer;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What our routers send, byte by byte: RFC 9568 sections 5 and 7.2, RFC 3768 sections 5 and 7.2. */
class TransmissionRfcTest {

    private static final int MESSAGE_4 = 20;
    private static final int MESSAGE_6 = 40;

    private static final VirtualRouterId ID = new VirtualRouterId(33);
    private static final IpAddress LINK_LOCAL = IpAddress.parse("fe80::20");
    private static final Router IPV6 = router(
            Example.VERSION_3,
            Example.SECOND,
            LINK_LOCAL,
            List.of(ID.linkLocalAddress(), IpAddress.parse("2001:db8::1")));
    private static final Router PASSWORD = router(
            new VrrpVersion.V2(Authentication.SimplePassword.of("netology")),
            AdvertInterval.ofSeconds(3),
            Example.OWN_ADDRESS,
            Example.ADDRESSES);

    @Test
    @Rfc(document = 9568, section = "5.1.1.1", requirement = "The source is the interface's own IPv4 address")
    void the_source_over_ipv4_is_the_interfaces_own_address() {
        assertThat(WireReader.of(sent(Example.SELF)).skip(12).ipv4Address()).isEqualTo(Example.OWN_ADDRESS);
    }

    @Test
    @Rfc(document = 9568, section = "5.1.1.2", requirement = "The destination over IPv4 is 224.0.0.18")
    void the_destination_over_ipv4_is_the_group() {
        assertThat(WireReader.of(sent(Example.SELF)).skip(16).ipv4Address()).isEqualTo(IpAddress.parse("224.0.0.18"));
    }

    @Test
    @Rfc(document = 9568, section = "5.1.1.3", requirement = "TTL is 255")
    void ttl_is_255() {
        assertThat(octet(sent(Example.SELF), 8)).isEqualTo(255);
    }

    @Test
    @Rfc(document = 9568, section = "5.1.1.4", requirement = "The protocol is 112")
    void the_protocol_is_112() {
        assertThat(octet(sent(Example.SELF), 9)).isEqualTo(112);
    }

    @Test
    @Rfc(
            document = 9568,
            section = "5.1.2.1",
            requirement = "The source over IPv6 is the interface's link-local address")
    void the_source_over_ipv6_is_link_local() {
        assertThat(WireReader.of(sent(IPV6)).skip(8).ipv6Address()).isEqualTo(LINK_LOCAL);
    }

    @Test
    @Rfc(document = 9568, section = "5.1.2.2", requirement = "The destination over IPv6 is ff02::12")
    void the_destination_over_ipv6_is_the_group() {
        assertThat(WireReader.of(sent(IPV6)).skip(24).ipv6Address()).isEqualTo(IpAddress.parse("ff02::12"));
    }

    @Test
    @Rfc(document = 9568, section = "5.1.2.3", requirement = "The hop limit is 255")
    void the_hop_limit_is_255() {
        assertThat(octet(sent(IPV6), 7)).isEqualTo(255);
    }

    @Test
    @Rfc(document = 9568, section = "5.1.2.4", requirement = "The next header is 112")
    void the_next_header_is_112() {
        assertThat(octet(sent(IPV6), 6)).isEqualTo(112);
    }

    @Test
    @Rfc(document = 9568, section = "5.2.1", requirement = "The version is 3")
    @Rfc(document = 9568, section = "5.2.2", requirement = "The type is 1, an advertisement")
    void version_and_type_of_version_3() {
        assertThat(octet(sent(Example.SELF), MESSAGE_4)).isEqualTo(0x31);
    }

    @Test
    @Rfc(document = 9568, section = "5.2.3", requirement = "The VRID field names the virtual router")
    void the_identifier_is_that_of_the_router() {
        assertThat(octet(sent(Example.SELF), MESSAGE_4 + 1)).isEqualTo(33);
    }

    @Test
    @Rfc(document = 9568, section = "5.2.4", requirement = "A backup's priority is 1 to 254")
    void a_priority_of_255_or_0_is_refused() {
        assertThatThrownBy(() -> Example.candidate(255, new Failback.Immediate()))
                .hasMessageContaining("1 to 254");
        assertThatThrownBy(() -> Example.candidate(0, new Failback.Immediate())).hasMessageContaining("1 to 254");
    }

    @Test
    @Rfc(document = 9568, section = "5.2.4", requirement = "Priority 0 says that the active router stops")
    void a_resignation_has_priority_0() {
        byte[] resignation =
                Example.SELF.packets(Priority.RESIGNATION).getFirst().toBytes();
        assertThat(octet(resignation, MESSAGE_4 + 2)).isZero();
    }

    @Test
    @Rfc(
            document = 9568,
            section = "5.2.5",
            requirement = "The address count is that of the addresses that follow, at least 1")
    void the_count_is_that_of_the_addresses() {
        assertThat(octet(sent(IPV6), MESSAGE_6 + 3)).isEqualTo(2);
    }

    @Test
    @Rfc(document = 9568, section = "5.2.6", requirement = "The reserved bits are 0")
    void the_reserved_bits_are_0() {
        Router longest =
                router(Example.VERSION_3, AdvertInterval.ofCentiseconds(4095), Example.OWN_ADDRESS, Example.ADDRESSES);
        assertThat(octet(sent(longest), MESSAGE_4 + 4) >>> 4).isZero();
    }

    @Test
    @Rfc(
            document = 9568,
            section = "5.2.7",
            requirement = "Max Advertise Interval is 12 bits of hundredths of a second")
    void the_interval_is_in_centiseconds() {
        assertThat(WireReader.of(sent(Example.SELF)).u16At(MESSAGE_4 + 4)).isEqualTo(100);
    }

    @Test
    @Rfc(
            document = 9568,
            section = "5.2.7",
            requirement = "An interval of 0 or of more than 4095 hundredths is never sent")
    void an_interval_that_the_field_cannot_hold_is_refused() {
        assertThatThrownBy(() -> AdvertInterval.ofCentiseconds(0)).hasMessageContaining("from 10 ms");
        assertThatThrownBy(() -> router(
                        Example.VERSION_3, AdvertInterval.ofCentiseconds(4096), Example.OWN_ADDRESS, Example.ADDRESSES))
                .hasMessageContaining("40.95 s");
    }

    @Test
    @Rfc(
            document = 9568,
            section = "5.2.8",
            requirement = "The checksum over IPv6 is over the message and the pseudo-header of RFC 8200")
    void the_checksum_over_ipv6_has_the_pseudo_header() {
        byte[] packet = sent(IPV6);
        assertThat(new InternetChecksum()
                        .addPseudoHeader(LINK_LOCAL, AdvertisementPacket.group(IpFamily.IPV6), 112, 40)
                        .add(WireReader.of(packet).from(MESSAGE_6))
                        .verifies())
                .isTrue();
    }

    @Test
    @Rfc(
            document = 9568,
            section = "5.2.8",
            requirement = "The checksum over IPv4 is over the message alone, where the pool asks for that")
    void the_checksum_over_ipv4_is_over_the_message_alone_by_option() {
        Router letter = router(
                new VrrpVersion.V3(ChecksumForm.MESSAGE_ONLY), Example.SECOND, Example.OWN_ADDRESS, Example.ADDRESSES);
        assertThat(messageVerifies(sent(letter))).isTrue();
    }

    @Test
    @Deviation(
            document = 9568,
            section = "5.2.8",
            requirement = "The checksum over IPv4 is over the message alone",
            instead = "With a pseudo-header by default, which keepalived demands; both forms are heard",
            predicate = "VrrpVersion.V3.checksum",
            reason = "adr/0001-vrrp-v3-checksum.md")
    void the_checksum_over_ipv4_has_a_pseudo_header() {
        assertThat(messageVerifies(sent(Example.SELF))).isFalse();
    }

    @Test
    @Rfc(
            document = 9568,
            section = "5.2.9",
            requirement = "The first address over IPv6 is a link-local one of the virtual router")
    void the_first_address_over_ipv6_is_link_local() {
        assertThat(WireReader.of(sent(IPV6)).skip(MESSAGE_6 + 8).ipv6Address()).isEqualTo(ID.linkLocalAddress());
    }

    @Test
    @Rfc(
            document = 9568,
            section = "5.2.9",
            requirement = "The addresses are of the family that carries the advertisement")
    void the_families_are_not_mixed() {
        assertThatThrownBy(() -> router(
                        Example.VERSION_3,
                        Example.SECOND,
                        LINK_LOCAL,
                        List.of(ID.linkLocalAddress(), IpAddress.parse("192.0.2.100"))))
                .hasMessageContaining("only those of IPv6 can be advertised");
    }

    @Test
    @Deviation(
            document = 9568,
            section = "5.2.9",
            requirement = "An advertisement names every address of the virtual router",
            instead = "It names 255 at most and what fits a packet; the others move with them",
            predicate = "Router.advertised",
            reason = "vrrp.md")
    void excess_addresses_are_not_named() {
        List<IpAddress> many = IntStream.range(0, 300)
                .mapToObj(i -> IpAddress.parse("198.51." + i / 256 + "." + i % 256))
                .toList();
        Router large = router(Example.VERSION_3, Example.SECOND, Example.OWN_ADDRESS, many);
        assertThat(octet(sent(large), MESSAGE_4 + 3)).isEqualTo(255);
    }

    @Test
    @Rfc(
            document = 9568,
            section = "7.3",
            requirement = "The virtual MAC address is 00-00-5E-00-01-VRID, over IPv6 00-00-5E-00-02-VRID")
    void the_virtual_mac_address_is_made_of_the_identifier() {
        assertThat(ID.virtualMacAddress(IpFamily.IPV4)).hasToString("00:00:5e:00:01:21");
        assertThat(ID.virtualMacAddress(IpFamily.IPV6)).hasToString("00:00:5e:00:02:21");
    }

    @Test
    @Deviation(
            document = 9568,
            section = "5.2.1",
            requirement = "Advertisements are sent to the group",
            instead = "By unicast to every peer, where the pool asks for that",
            predicate = "Transport.Unicast.destinations",
            reason = "vrrp.md")
    void by_unicast_advertisements_go_to_the_peers() {
        Attachment attachment = new Attachment(
                Example.OWN_ADDRESS, 1500, new Transport.Unicast(new LinkedHashSet<>(List.of(Example.LOWER_ADDRESS))));
        Router unicast = new Router(
                ID, Example.VERSION_3, Example.SECOND, attachment, Example.ADDRESSES, Example.SELF.participation());
        assertThat(WireReader.of(sent(unicast)).skip(16).ipv4Address()).isEqualTo(Example.LOWER_ADDRESS);
    }

    @Test
    @Rfc(
            document = 9568,
            section = "7.2",
            requirement = "The source MAC address of an advertisement is the virtual MAC address")
    void a_frame_of_the_group_comes_from_the_virtual_mac_address() {
        AdvertisementPacket packet = router(Example.VERSION_3, Example.SECOND, Example.OWN_ADDRESS, Example.ADDRESSES)
                .packets(new Priority(100))
                .getFirst();
        AdvertisementFrame frame = new AdvertisementFrame(ID.virtualMacAddress(IpFamily.IPV4), packet);
        byte[] encoded = new byte[frame.encodedLength()];
        frame.encode(WireWriter.to(ByteBuffer.wrap(encoded)));
        WireReader reader = WireReader.of(encoded);
        assertThat(EthernetHeader.decode(reader))
                .isEqualTo(new Decoded.Ok<>(new EthernetHeader(
                        MacAddress.parse("01:00:5e:00:00:12"), MacAddress.parse("00:00:5e:00:01:21"), 0x0800)));
    }

    @Test
    void a_frame_to_the_group_of_ipv6_goes_to_its_ethernet_address() {
        assertThat(MacAddress.ofGroup(AdvertisementPacket.group(IpFamily.IPV6))).hasToString("33:33:00:00:00:12");
    }

    @Test
    @Deviation(
            document = 9568,
            section = "7.2",
            requirement = "The source MAC address of an advertisement is the virtual MAC address",
            instead = "The interface's own unless the pool asks for virtual MAC addresses, and by unicast always",
            predicate = "AdvertisementFrame.source",
            reason = "vrrp.md")
    void an_advertisement_to_a_peer_is_no_frame_of_ours() {
        Attachment attachment = new Attachment(
                Example.OWN_ADDRESS, 1500, new Transport.Unicast(new LinkedHashSet<>(List.of(Example.LOWER_ADDRESS))));
        AdvertisementPacket packet = new Router(
                        ID,
                        Example.VERSION_3,
                        Example.SECOND,
                        attachment,
                        Example.ADDRESSES,
                        Example.SELF.participation())
                .packets(new Priority(100))
                .getFirst();
        assertThatThrownBy(() -> new AdvertisementFrame(ID.virtualMacAddress(IpFamily.IPV4), packet))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    @Deviation(
            document = 9568,
            section = "8.1.2",
            requirement = "A gratuitous ARP announces each IPv4 address at the virtual MAC address",
            instead =
                    "At the interface's own unless the pool asks for virtual MAC addresses: many networks drop foreign ones",
            predicate = "ArpPacket.gratuitous",
            reason = "vrrp.md")
    void addresses_are_announced_at_the_mac_address_of_the_interface_that_has_them() {
        MacAddress own = MacAddress.parse("02:00:00:00:00:10");
        ArpPacket announcement = ArpPacket.gratuitous(own, Ipv4Address.parse("192.0.2.100"));
        assertThat(announcement.senderHardware()).isEqualTo(own);
        assertThat(announcement.targetProtocol()).isEqualTo(announcement.senderProtocol());
    }

    @Test
    @Rfc(
            document = 9568,
            section = "6.4.2",
            requirement =
                    "A neighbor advertisement announces each IPv6 address: unsolicited, with Override and the hardware address")
    void addresses_of_ipv6_are_announced_by_an_unsolicited_advertisement() {
        MacAddress own = MacAddress.parse("02:00:00:00:00:10");
        NeighborPacket announcement = NeighborPacket.unsolicited(own, Ipv6Address.parse("2001:db8::1"), true);
        assertThat(announcement.message())
                .isEqualTo(new NeighborMessage.Advertisement(
                        Ipv6Address.parse("2001:db8::1"), true, false, true, Optional.of(own)));
    }

    @Test
    @Rfc(document = 3768, section = "5.3.1", requirement = "The version is 2")
    @Rfc(document = 3768, section = "5.3.2", requirement = "The type is 1, an advertisement")
    void version_and_type_of_version_2() {
        assertThat(octet(sent(PASSWORD), MESSAGE_4)).isEqualTo(0x21);
    }

    @Test
    @Rfc(document = 3768, section = "5.3.6", requirement = "Without authentication the type is 0 and the data is zero")
    void version_2_without_authentication_has_a_trailer_of_zeros() {
        byte[] packet = sent(Example.inVersion2(240, Example.SECOND));
        assertThat(octet(packet, MESSAGE_4 + 4)).isZero();
        assertThat(WireReader.of(packet).skip(packet.length - 8).u64()).isZero();
    }

    @Test
    @Rfc(document = 3768, section = "5.3.7", requirement = "The advertisement interval is in seconds")
    void the_interval_of_version_2_is_in_seconds() {
        assertThat(octet(sent(PASSWORD), MESSAGE_4 + 5)).isEqualTo(3);
    }

    @Test
    @Rfc(document = 3768, section = "5.3.8", requirement = "The checksum is over the message alone")
    void the_checksum_of_version_2_is_over_the_message_alone() {
        assertThat(messageVerifies(sent(PASSWORD))).isTrue();
    }

    @Test
    @Deviation(
            document = 3768,
            section = "5.3.6",
            requirement = "There is no authentication any more",
            instead = "Type 1 of RFC 2338, eight characters in clear text, where the pool asks for that",
            predicate = "Authentication.SimplePassword.of",
            reason = "vrrp.md")
    void version_2_may_carry_a_password() {
        byte[] packet = sent(PASSWORD);
        assertThat(octet(packet, MESSAGE_4 + 4)).isEqualTo(1);
        assertThat(WireReader.of(packet).skip(packet.length - 8).u64())
                .isEqualTo(Authentication.SimplePassword.of("netology").octets());
    }

    private static Router router(
            VrrpVersion version, AdvertInterval interval, IpAddress primaryAddress, List<IpAddress> addresses) {
        Attachment attachment = new Attachment(primaryAddress, 1500, new Transport.Multicast());
        return new Router(ID, version, interval, attachment, addresses, Example.SELF.participation());
    }

    private static byte[] sent(Router router) {
        return router.packets(new Priority(240)).getFirst().toBytes();
    }

    private static int octet(byte[] packet, int offset) {
        return WireReader.of(packet).u8At(offset);
    }

    private static boolean messageVerifies(byte[] packet) {
        return new InternetChecksum().add(WireReader.of(packet).from(MESSAGE_4)).verifies();
    }
}
