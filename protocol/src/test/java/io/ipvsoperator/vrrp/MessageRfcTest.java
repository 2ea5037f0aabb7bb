package io.ipvsoperator.vrrp;

import static io.ipvsoperator.vrrp.Sent.ID;
import static io.ipvsoperator.vrrp.Sent.IPV6;
import static io.ipvsoperator.vrrp.Sent.LINK_LOCAL;
import static io.ipvsoperator.vrrp.Sent.MESSAGE_4;
import static io.ipvsoperator.vrrp.Sent.MESSAGE_6;
import static io.ipvsoperator.vrrp.Sent.messageVerifies;
import static io.ipvsoperator.vrrp.Sent.octet;
import static io.ipvsoperator.vrrp.Sent.router;
import static io.ipvsoperator.vrrp.Sent.sent;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ipvsoperator.conformance.Deviation;
import io.ipvsoperator.conformance.Rfc;
import io.ipvsoperator.wire.InternetChecksum;
import io.ipvsoperator.wire.IpAddress;
import io.ipvsoperator.wire.IpFamily;
import io.ipvsoperator.wire.WireReader;
import io.ipvsoperator.wire.vrrp.AdvertInterval;
import io.ipvsoperator.wire.vrrp.AdvertisementPacket;
import io.ipvsoperator.wire.vrrp.ChecksumForm;
import io.ipvsoperator.wire.vrrp.Priority;
import io.ipvsoperator.wire.vrrp.VrrpVersion;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What our routers write into a message of version 3, byte by byte: RFC 9568 section 5.2. */
class MessageRfcTest {

    @Test
    @Rfc(document = 9568, section = "5.2.1", requirement = "The version is 3")
    @Rfc(document = 9568, section = "5.2.2", requirement = "The type is 1, an advertisement")
    void version_and_type_of_version_3() {
        assertThat(octet(sent(Example.SELF), MESSAGE_4)).isEqualTo(0x31);
    }

    @ParameterizedTest
    @MethodSource("io.ipvsoperator.vrrp.Example#ofEitherVersion")
    @Rfc(document = 9568, section = "5.2.3", requirement = "The VRID field names the virtual router")
    @Rfc(document = 3768, section = "5.3.3", requirement = "The VRID field names the virtual router")
    void the_identifier_is_that_of_the_router(Router self) {
        assertThat(octet(sent(self), MESSAGE_4 + 1)).isEqualTo(33);
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
}
