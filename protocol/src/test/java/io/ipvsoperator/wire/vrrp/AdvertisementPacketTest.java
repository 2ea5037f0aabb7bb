package io.ipvsoperator.wire.vrrp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ipvsoperator.wire.IpAddress;
import io.ipvsoperator.wire.IpFamily;
import io.ipvsoperator.wire.WireReader;
import io.ipvsoperator.wire.WireWriter;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class AdvertisementPacketTest {

    static Stream<Arguments> captures() {
        return Stream.of(
                Arguments.of("version 2", Captured.KEEPALIVED_V2, Captured.KEEPALIVED_V2_PACKET),
                Arguments.of("version 2 PASS", Captured.KEEPALIVED_V2_PASS, Captured.KEEPALIVED_V2_PASS_PACKET),
                Arguments.of("version 3", Captured.KEEPALIVED_V3, Captured.KEEPALIVED_V3_PACKET));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("captures")
    void decodes_what_keepalived_sends(String name, byte[] bytes, AdvertisementPacket packet) {
        assertThat(ladderFor(packet).receive(WireReader.of(bytes))).isEqualTo(new Verdict.Heard(packet, Set.of()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("captures")
    void encodes_what_keepalived_sends(String name, byte[] bytes, AdvertisementPacket packet) {
        byte[] buffer = new byte[bytes.length];
        Arrays.fill(buffer, (byte) 0xa5);
        packet.encode(WireWriter.to(ByteBuffer.wrap(buffer)));
        assertThat(buffer).isEqualTo(bytes);
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
    void an_advertisement_names_an_address() {
        assertThatThrownBy(() -> new Advertisement(
                        new VirtualRouterId(1), new Priority(1), AdvertInterval.ofSeconds(1), List.of()))
                .hasMessage("an advertisement names 1 to 255 addresses, not 0");
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

    private static ReceiveLadder ladderFor(AdvertisementPacket packet) {
        Advertisement ad = packet.advertisement();
        return new ReceiveLadder(
                IpFamily.IPV4,
                Set.of(IpAddress.parse("192.0.2.20")),
                Map.of(
                        ad.virtualRouterId(),
                        new Expectation(packet.version(), ad.interval(), new Transport.Multicast(), ad.addresses())));
    }
}
