package io.ipvsoperator.wire.vrrp;

import static org.assertj.core.api.Assertions.assertThat;

import io.ipvsoperator.conformance.Deviation;
import io.ipvsoperator.conformance.Rfc;
import io.ipvsoperator.wire.InternetChecksum;
import io.ipvsoperator.wire.IpAddress;
import io.ipvsoperator.wire.IpFamily;
import io.ipvsoperator.wire.Reason;
import io.ipvsoperator.wire.WireReader;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What our routers hear: packets of keepalived, each with one thing changed. RFC 9568 and RFC 3768, sections 5 and 7.1. */
class ReceptionRfcTest {

    private static final int TTL = 8;
    private static final int HOP_LIMIT = 7;
    private static final int MESSAGE = 20;
    private static final int MESSAGE_IPV6 = 40;

    private static final ReceiveLadder IPV4 = new ReceiveLadder(
            IpFamily.IPV4,
            Set.of(IpAddress.parse("192.0.2.20")),
            Map.of(
                    new VirtualRouterId(51),
                    expectation(new VrrpVersion.V3(ChecksumForm.PSEUDO_HEADER), 50, "192.0.2.100"),
                    new VirtualRouterId(33),
                    expectation(new VrrpVersion.V2(new Authentication.None()), 100, "192.0.2.200")));

    private static final ReceiveLadder IPV6 = new ReceiveLadder(
            IpFamily.IPV6,
            Set.of(IpAddress.parse("fe80::20")),
            Map.of(
                    new VirtualRouterId(51),
                    expectation(new VrrpVersion.V3(ChecksumForm.PSEUDO_HEADER), 50, "fe80::5e:51"),
                    new VirtualRouterId(53),
                    new Expectation(
                            new VrrpVersion.V3(ChecksumForm.PSEUDO_HEADER),
                            AdvertInterval.ofSeconds(1),
                            new Transport.Unicast(new LinkedHashSet<>(List.of(IpAddress.parse("fe80::10")))),
                            List.of())));

    @Test
    @Rfc(document = 9568, section = "5.1.1.3", requirement = "A packet whose TTL is not 255 is discarded")
    @Rfc(document = 9568, section = "7.1", requirement = "The TTL is verified to be 255")
    void ttl_254_is_discarded() {
        assertThat(verdict(IPV4, altered(Captured.KEEPALIVED_V3, TTL, 254))).isEqualTo(new Verdict.Ignored(Reason.TTL));
    }

    @Test
    @Rfc(document = 9568, section = "5.1.2.3", requirement = "A packet whose hop limit is not 255 is discarded")
    @Rfc(document = 9568, section = "7.1", requirement = "The hop limit is verified to be 255")
    void hop_limit_254_is_discarded() {
        assertThat(verdict(IPV6, altered(Captured.KEEPALIVED_V3_IPV6, HOP_LIMIT, 254)))
                .isEqualTo(new Verdict.Ignored(Reason.TTL));
    }

    @Test
    @Deviation(
            document = 9568,
            section = "7.1",
            requirement = "The hop limit is verified to be 255",
            instead = "Not by unicast from link-local to link-local: no router forwards that, and keepalived sends 64",
            predicate = "ReceiveLadder.Arrival.isFromThisSegment",
            reason = "vrrp.md")
    void between_link_local_addresses_any_hop_limit_will_do() {
        assertThat(verdict(IPV6, Captured.KEEPALIVED_V3_IPV6_UNICAST)).isInstanceOf(Verdict.Heard.class);
    }

    @Test
    @Rfc(document = 9568, section = "7.1", requirement = "The version is verified to be 3")
    void another_version_is_discarded() {
        assertThat(verdict(IPV4, altered(Captured.KEEPALIVED_V3, MESSAGE, 0x41)))
                .isEqualTo(new Verdict.Ignored(Reason.UNKNOWN_VERSION));
    }

    @Test
    @Rfc(document = 9568, section = "5.2.2", requirement = "A packet of unknown type is discarded")
    @Rfc(document = 9568, section = "7.1", requirement = "The type is verified to be 1, an advertisement")
    void another_type_is_discarded() {
        assertThat(verdict(IPV4, altered(Captured.KEEPALIVED_V3, MESSAGE, 0x32)))
                .isEqualTo(new Verdict.Ignored(Reason.TYPE));
    }

    @Test
    @Rfc(document = 9568, section = "7.1", requirement = "The packet is verified to hold the whole message")
    void a_message_shorter_than_its_count_says_is_discarded() {
        assertThat(verdict(IPV4, altered(Captured.KEEPALIVED_V3, MESSAGE + 3, 2)))
                .isEqualTo(new Verdict.Ignored(Reason.LENGTH));
    }

    @Test
    @Rfc(document = 9568, section = "7.1", requirement = "The checksum is verified")
    void a_wrong_bit_is_discarded() {
        byte[] packet = Captured.KEEPALIVED_V3.clone();
        packet[MESSAGE + 2] ^= 1;
        assertThat(verdict(IPV4, packet)).isEqualTo(new Verdict.Ignored(Reason.CHECKSUM));
    }

    @Test
    @Rfc(document = 9568, section = "7.1", requirement = "The VRID is verified to be one of the receiving interface")
    void an_unknown_identifier_is_discarded() {
        assertThat(verdict(IPV4, altered(Captured.KEEPALIVED_V3, MESSAGE + 1, 99)))
                .isEqualTo(new Verdict.Ignored(Reason.UNKNOWN_VIRTUAL_ROUTER));
    }

    @Test
    @Rfc(
            document = 9568,
            section = "7.1",
            requirement = "Another Max Advertise Interval than the own one is no reason to discard; it may be logged")
    void another_interval_is_heard_and_remarked_on() {
        assertThat(remarks(altered(Captured.KEEPALIVED_V3, MESSAGE + 5, 100))).containsExactly(Remark.INTERVAL);
    }

    @Test
    @Rfc(
            document = 9568,
            section = "7.1",
            requirement = "Other addresses than the own ones are no reason to discard; they may be logged")
    void other_addresses_are_heard_and_remarked_on() {
        assertThat(remarks(altered(Captured.KEEPALIVED_V3, MESSAGE + 11, 1))).containsExactly(Remark.ADDRESS_LIST);
    }

    @Test
    @Rfc(document = 9568, section = "5.2.5", requirement = "An advertisement without addresses is ignored")
    void count_0_is_ignored() {
        assertThat(verdict(IPV4, altered(Captured.KEEPALIVED_V3, MESSAGE + 3, 0)))
                .isEqualTo(new Verdict.Ignored(Reason.ADDRESS_COUNT));
    }

    @Test
    @Rfc(document = 9568, section = "5.2.6", requirement = "The reserved bits are ignored on receipt")
    void reserved_bits_are_ignored() {
        assertThat(remarks(altered(Captured.KEEPALIVED_V3, MESSAGE + 4, 0xf0))).isEmpty();
    }

    @Test
    @Rfc(document = 9568, section = "5.2.8", requirement = "The checksum over IPv6 is verified with the pseudo-header")
    void over_ipv6_the_pseudo_header_is_verified() {
        byte[] packet = Captured.KEEPALIVED_V3_IPV6.clone();
        packet[23] ^= 1;
        assertThat(verdict(IPV6, packet)).isEqualTo(new Verdict.Ignored(Reason.CHECKSUM));
    }

    @Test
    @Rfc(document = 9568, section = "9", requirement = "There is no authentication: nothing may follow the addresses")
    void a_trailer_behind_the_addresses_is_discarded() {
        byte[] longer = Arrays.copyOf(Captured.KEEPALIVED_V3, Captured.KEEPALIVED_V3.length + 8);
        longer[3] = (byte) (longer[3] + 8);
        assertThat(verdict(IPV4, checksummed(longer))).isEqualTo(new Verdict.Ignored(Reason.LENGTH));
    }

    @Test
    @Rfc(document = 9568, section = "8.4", requirement = "A router of version 3 alone does not hear version 2")
    void version_2_is_not_heard_by_a_router_of_version_3() {
        assertThat(verdict(IPV4, altered(Captured.KEEPALIVED_V2, MESSAGE + 1, 51)))
                .isEqualTo(new Verdict.Disputed(Reason.VERSION, new VirtualRouterId(51), Captured.SOURCE));
    }

    @Test
    @Rfc(document = 3768, section = "7.1", requirement = "The TTL is verified to be 255")
    void ttl_254_is_discarded_in_version_2() {
        assertThat(verdict(IPV4, altered(Captured.KEEPALIVED_V2, TTL, 254))).isEqualTo(new Verdict.Ignored(Reason.TTL));
    }

    @Test
    @Rfc(document = 3768, section = "7.1", requirement = "The version is verified to be 2")
    void version_3_is_not_heard_by_a_router_of_version_2() {
        assertThat(verdict(IPV4, altered(Captured.KEEPALIVED_V3, MESSAGE + 1, 33)))
                .isEqualTo(new Verdict.Disputed(Reason.VERSION, new VirtualRouterId(33), Captured.SOURCE));
    }

    @Test
    @Rfc(
            document = 3768,
            section = "7.1",
            requirement = "The packet is verified to hold the message and its authentication data")
    void a_message_without_its_authentication_data_is_discarded() {
        byte[] shorter = Arrays.copyOf(Captured.KEEPALIVED_V2, Captured.KEEPALIVED_V2.length - 8);
        shorter[3] = (byte) (shorter[3] - 8);
        assertThat(verdict(IPV4, checksummed(shorter))).isEqualTo(new Verdict.Ignored(Reason.LENGTH));
    }

    @Test
    @Rfc(document = 3768, section = "7.1", requirement = "The checksum is verified")
    void a_wrong_bit_is_discarded_in_version_2() {
        byte[] packet = Captured.KEEPALIVED_V2.clone();
        packet[MESSAGE + 2] ^= 1;
        assertThat(verdict(IPV4, packet)).isEqualTo(new Verdict.Ignored(Reason.CHECKSUM));
    }

    @Test
    @Rfc(document = 3768, section = "7.1", requirement = "The VRID is verified to be one of the receiving interface")
    void an_unknown_identifier_is_discarded_in_version_2() {
        assertThat(verdict(IPV4, altered(Captured.KEEPALIVED_V2, MESSAGE + 1, 99)))
                .isEqualTo(new Verdict.Ignored(Reason.UNKNOWN_VIRTUAL_ROUTER));
    }

    @Test
    @Rfc(
            document = 3768,
            section = "5.3.6",
            requirement = "A packet of unknown or of another authentication type is discarded")
    @Rfc(document = 3768, section = "7.1", requirement = "The authentication type is verified to be the configured one")
    void another_authentication_type_is_discarded() {
        assertThat(verdict(IPV4, altered(Captured.KEEPALIVED_V2, MESSAGE + 4, 2)))
                .isEqualTo(disputed(Reason.AUTHENTICATION_TYPE));
    }

    @Test
    @Rfc(document = 3768, section = "7.1", requirement = "Another advertisement interval than the own one is discarded")
    void another_interval_is_discarded_in_version_2() {
        assertThat(verdict(IPV4, altered(Captured.KEEPALIVED_V2, MESSAGE + 5, 2)))
                .isEqualTo(disputed(Reason.INTERVAL));
    }

    @Test
    @Rfc(
            document = 3768,
            section = "5.3.10",
            requirement = "Without authentication the authentication data is ignored on receipt")
    void authentication_data_is_ignored_without_authentication() {
        assertThat(remarks(altered(Captured.KEEPALIVED_V2, Captured.KEEPALIVED_V2.length - 1, 7)))
                .isEmpty();
    }

    @Test
    @Deviation(
            document = 3768,
            section = "7.1",
            requirement =
                    "Other addresses than the own ones, where they are compared, are discarded unless the owner names them",
            instead =
                    "They are heard and remarked on: dropping them while an address comes or goes would make two masters",
            predicate = "Expectation.remarks",
            reason = "vrrp.md")
    void other_addresses_are_heard_in_version_2() {
        assertThat(remarks(altered(Captured.KEEPALIVED_V2, MESSAGE + 11, 1))).containsExactly(Remark.ADDRESS_LIST);
    }

    private static Verdict verdict(ReceiveLadder ladder, byte[] packet) {
        return ladder.receive(WireReader.of(packet));
    }

    private static Set<Remark> remarks(byte[] packet) {
        if (verdict(IPV4, packet) instanceof Verdict.Heard(AdvertisementPacket heard, Set<Remark> remarks)) {
            return remarks;
        }
        throw new AssertionError(verdict(IPV4, packet));
    }

    private static Verdict disputed(Reason reason) {
        return new Verdict.Disputed(reason, new VirtualRouterId(33), Captured.SOURCE);
    }

    private static Expectation expectation(VrrpVersion version, int centiseconds, String address) {
        return new Expectation(
                version,
                AdvertInterval.ofCentiseconds(centiseconds),
                new Transport.Multicast(),
                List.of(IpAddress.parse(address)));
    }

    /** The packet with one octet changed and its checksums made right again. */
    private static byte[] altered(byte[] original, int offset, int octet) {
        byte[] packet = original.clone();
        packet[offset] = (byte) octet;
        return checksummed(packet);
    }

    private static byte[] checksummed(byte[] packet) {
        ByteBuffer bytes = ByteBuffer.wrap(packet);
        boolean ipv4 = packet[0] >>> 4 == 4;
        int start = ipv4 ? MESSAGE : MESSAGE_IPV6;
        if (ipv4) {
            bytes.putShort(10, (short) 0);
            bytes.putShort(10, (short) new InternetChecksum()
                    .add(WireReader.of(packet).next(MESSAGE))
                    .value());
        }
        InternetChecksum checksum = new InternetChecksum();
        if (packet[start] >>> 4 != 2) {
            WireReader addresses = WireReader.of(packet).skip(ipv4 ? 12 : 8);
            IpFamily family = ipv4 ? IpFamily.IPV4 : IpFamily.IPV6;
            checksum.addPseudoHeader(addresses.address(family), addresses.address(family), 112, packet.length - start);
        }
        bytes.putShort(start + 6, (short) 0);
        bytes.putShort(start + 6, (short)
                checksum.add(WireReader.of(packet).from(start)).value());
        return packet;
    }
}
