package io.ipvsoperator.vrrp;

import static io.ipvsoperator.vrrp.Sent.ID;
import static io.ipvsoperator.vrrp.Sent.router;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ipvsoperator.conformance.Deviation;
import io.ipvsoperator.conformance.Rfc;
import io.ipvsoperator.wire.Decoded;
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
import io.ipvsoperator.wire.vrrp.AdvertisementFrame;
import io.ipvsoperator.wire.vrrp.AdvertisementPacket;
import io.ipvsoperator.wire.vrrp.Priority;
import io.ipvsoperator.wire.vrrp.Transport;
import java.nio.ByteBuffer;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The hardware addresses that our routers send from and announce: RFC 9568 sections 7.2, 7.3, 8.1.2 and 6.4.2. */
class LinkLayerRfcTest {

    @Test
    @Rfc(
            document = 9568,
            section = "7.3",
            requirement = "The virtual MAC address is 00-00-5E-00-01-VRID, over IPv6 00-00-5E-00-02-VRID")
    @Rfc(document = 3768, section = "7.3", requirement = "The virtual MAC address is 00-00-5E-00-01-VRID")
    void the_virtual_mac_address_is_made_of_the_identifier() {
        assertThat(ID.virtualMacAddress(IpFamily.IPV4)).hasToString("00:00:5e:00:01:21");
        assertThat(ID.virtualMacAddress(IpFamily.IPV6)).hasToString("00:00:5e:00:02:21");
    }

    @Test
    @Rfc(
            document = 9568,
            section = "7.2",
            requirement = "The source MAC address of an advertisement is the virtual MAC address")
    @Rfc(
            document = 3768,
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
}
