package io.ipvsoperator.wire.vrrp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ipvsoperator.wire.IpAddress;
import io.ipvsoperator.wire.IpFamily;
import io.ipvsoperator.wire.WireReader;
import io.ipvsoperator.wire.WireWriter;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class AdvertisementPacketTest {

    private static final String OVER_IPV6_BY_UNICAST = "version 3 over IPv6 by unicast";

    static Stream<Arguments> captures() {
        return Stream.of(
                Arguments.of("version 2", Captured.KEEPALIVED_V2, Captured.KEEPALIVED_V2_PACKET),
                Arguments.of("version 2 PASS", Captured.KEEPALIVED_V2_PASS, Captured.KEEPALIVED_V2_PASS_PACKET),
                Arguments.of("version 3", Captured.KEEPALIVED_V3, Captured.KEEPALIVED_V3_PACKET),
                Arguments.of(
                        "version 3 by unicast", Captured.KEEPALIVED_V3_UNICAST, Captured.KEEPALIVED_V3_UNICAST_PACKET),
                Arguments.of("version 3 over IPv6", Captured.KEEPALIVED_V3_IPV6, Captured.KEEPALIVED_V3_IPV6_PACKET),
                Arguments.of(
                        OVER_IPV6_BY_UNICAST,
                        Captured.KEEPALIVED_V3_IPV6_UNICAST,
                        Captured.KEEPALIVED_V3_IPV6_UNICAST_PACKET));
    }

    /** Over IPv6 by unicast keepalived leaves the hop limit at 64, we never do. */
    static Stream<Arguments> whatWeSendToo() {
        return captures().filter(capture -> !OVER_IPV6_BY_UNICAST.equals(capture.get()[0]));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("captures")
    void decodes_what_keepalived_sends(String name, byte[] bytes, AdvertisementPacket packet) {
        assertThat(ladderFor(packet).receive(WireReader.of(bytes))).isEqualTo(new Verdict.Heard(packet, Set.of()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("whatWeSendToo")
    void encodes_what_keepalived_sends(String name, byte[] bytes, AdvertisementPacket packet) {
        byte[] buffer = new byte[bytes.length];
        Arrays.fill(buffer, (byte) 0xa5);
        packet.encode(WireWriter.to(ByteBuffer.wrap(buffer)));
        assertThat(buffer).isEqualTo(bytes);
    }

    @Test
    void by_unicast_over_ipv6_it_differs_from_what_keepalived_sends_in_the_hop_limit_alone() {
        byte[] expected = Captured.KEEPALIVED_V3_IPV6_UNICAST.clone();
        expected[7] = (byte) 255;
        assertThat(Captured.KEEPALIVED_V3_IPV6_UNICAST_PACKET.toBytes()).isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("captures")
    void says_how_long_it_is(String name, byte[] bytes, AdvertisementPacket packet) {
        assertThat(packet.encodedLength()).isEqualTo(bytes.length);
    }

    @Test
    void version_2_has_the_checksum_that_ze_computes() {
        assertThat(checksum(Captured.ZE_SOURCE, new VrrpVersion.V2(new Authentication.None()), Captured.ZE))
                .isEqualTo(0x92ed);
    }

    @Test
    void version_3_has_the_checksum_that_ze_computes_over_the_message() {
        assertThat(checksum(Captured.ZE_SOURCE, new VrrpVersion.V3(ChecksumForm.MESSAGE_ONLY), Captured.ZE))
                .isEqualTo(0x828a);
    }

    @Test
    void version_3_has_the_checksum_that_ze_computes_with_the_pseudo_header() {
        assertThat(checksum(Captured.ZE_SOURCE, new VrrpVersion.V3(ChecksumForm.PSEUDO_HEADER), Captured.ZE))
                .isEqualTo(0xdefb);
    }

    @Test
    void the_message_of_keepalived_would_have_another_checksum_without_the_pseudo_header() {
        AdvertisementPacket packet = Captured.KEEPALIVED_V3_PACKET;
        assertThat(checksum(packet.source(), new VrrpVersion.V3(ChecksumForm.MESSAGE_ONLY), packet.advertisement()))
                .isEqualTo(0x4434);
    }

    @Test
    void version_3_refuses_an_interval_that_needs_more_than_12_bits() {
        assertThatThrownBy(() -> withInterval(new VrrpVersion.V3(ChecksumForm.PSEUDO_HEADER), 4096))
                .hasMessage("advertisement interval of VRRP version 3 is 10 ms to 40.95 s, not PT40.96S");
    }

    @Test
    void version_2_refuses_parts_of_a_second() {
        assertThatThrownBy(() -> withInterval(new VrrpVersion.V2(new Authentication.None()), 150))
                .hasMessage("advertisement interval of VRRP version 2 is whole seconds from 1 s to 255 s, not PT1.5S");
    }

    @Test
    void version_2_carries_no_ipv6() {
        AdvertisementPacket over6 = Captured.KEEPALIVED_V3_IPV6_PACKET;
        assertThatThrownBy(() -> new AdvertisementPacket(
                        over6.source(),
                        over6.destination(),
                        new VrrpVersion.V2(new Authentication.None()),
                        withIntervalOfASecond(over6.advertisement())))
                .hasMessageContaining("VRRP over IPv6 is version 3 with a checksum over the pseudo-header, not V2");
    }

    @Test
    void over_ipv6_a_checksum_of_the_message_alone_is_refused() {
        AdvertisementPacket over6 = Captured.KEEPALIVED_V3_IPV6_PACKET;
        assertThatThrownBy(() -> new AdvertisementPacket(
                        over6.source(),
                        over6.destination(),
                        new VrrpVersion.V3(ChecksumForm.MESSAGE_ONLY),
                        over6.advertisement()))
                .hasMessageContaining("MESSAGE_ONLY");
    }

    @Test
    void addresses_of_the_other_family_are_refused() {
        assertThatThrownBy(() -> new AdvertisementPacket(
                        IpAddress.parse("fe80::10"),
                        Captured.GROUP,
                        Captured.KEEPALIVED_V3_PACKET.version(),
                        Captured.ZE))
                .hasMessage(
                        "advertisement of virtual router 10 names IPv4 addresses, which cannot be sent from fe80::10");
    }

    @ParameterizedTest(name = "version {0} over {1} with {2} bytes: {3}")
    @CsvSource({
        // 20 bytes of header, 8 of message, 8 of authentication, 4 an address.
        "2, IPV4, 576, 135",
        "3, IPV4, 576, 137",
        "3, IPV4, 1047, 254",
        "3, IPV4, 1048, 255",
        "3, IPV4, 9000, 255",
        // 40 bytes of header, 8 of message, 16 an address.
        "3, IPV6, 1280, 77",
        "3, IPV6, 1500, 90",
        "3, IPV6, 4127, 254",
        "3, IPV6, 65535, 255",
        "3, IPV6, 0, 1",
    })
    void one_packet_has_room_for(int version, IpFamily family, int bytes, int addresses) {
        VrrpVersion spoken = version == 2
                ? new VrrpVersion.V2(new Authentication.None())
                : new VrrpVersion.V3(ChecksumForm.PSEUDO_HEADER);
        assertThat(AdvertisementPacket.mostAddresses(spoken, family, bytes)).isEqualTo(addresses);
    }

    @Test
    void an_advertisement_names_an_address() {
        assertThatThrownBy(() -> new Advertisement(
                        new VirtualRouterId(1), new Priority(1), AdvertInterval.ofSeconds(1), List.of()))
                .hasMessage("an advertisement names 1 to 255 addresses, not 0");
    }

    private static Advertisement withIntervalOfASecond(Advertisement ad) {
        return new Advertisement(ad.virtualRouterId(), ad.priority(), AdvertInterval.ofSeconds(1), ad.addresses());
    }

    private static AdvertisementPacket withInterval(VrrpVersion version, int centiseconds) {
        Advertisement ad = Captured.ZE;
        return new AdvertisementPacket(
                Captured.ZE_SOURCE,
                Captured.GROUP,
                version,
                new Advertisement(
                        ad.virtualRouterId(),
                        ad.priority(),
                        AdvertInterval.ofCentiseconds(centiseconds),
                        ad.addresses()));
    }

    private static int checksum(IpAddress source, VrrpVersion version, Advertisement ad) {
        byte[] bytes = new AdvertisementPacket(source, Captured.GROUP, version, ad).toBytes();
        return WireReader.of(bytes).u16At(26);
    }

    /** A router on the other end of the veth that is set up as the sender is. */
    private static ReceiveLadder ladderFor(AdvertisementPacket packet) {
        Advertisement ad = packet.advertisement();
        Transport transport = packet.destination().isMulticast()
                ? new Transport.Multicast()
                : new Transport.Unicast(new LinkedHashSet<>(Set.of(packet.source())));
        return new ReceiveLadder(
                ad.family(),
                Set.of(IpAddress.parse(ad.family() == IpFamily.IPV4 ? "192.0.2.20" : "fe80::20")),
                Map.of(
                        ad.virtualRouterId(),
                        new Expectation(packet.version(), ad.interval(), transport, ad.addresses())));
    }
}
