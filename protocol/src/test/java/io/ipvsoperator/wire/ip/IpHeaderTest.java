package io.ipvsoperator.wire.ip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ipvsoperator.wire.Decoded;
import io.ipvsoperator.wire.IpAddress;
import io.ipvsoperator.wire.IpFamily;
import io.ipvsoperator.wire.Ipv4Address;
import io.ipvsoperator.wire.Ipv6Address;
import io.ipvsoperator.wire.Reason;
import io.ipvsoperator.wire.WireReader;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class IpHeaderTest {

    private static final IpAddress FROM_4 = IpAddress.parse("192.0.2.10");
    private static final IpAddress TO_4 = IpAddress.parse("192.0.2.20");
    private static final IpAddress FROM_6 = IpAddress.parse("fe80::10");
    private static final IpAddress TO_6 = IpAddress.parse("fe80::20");

    @Test
    void the_addresses_choose_the_family() {
        assertThat(IpHeader.of(0, 1, 2, FROM_4, TO_4, 3)).isInstanceOf(Ipv4Header.class);
        assertThat(IpHeader.of(0, 1, 2, FROM_6, TO_6, 3)).isInstanceOf(Ipv6Header.class);
    }

    @Test
    void addresses_of_two_families_make_no_header() {
        assertThatThrownBy(() -> IpHeader.of(0, 1, 2, FROM_4, TO_6, 3))
                .hasMessage("source 192.0.2.10 and destination fe80::20 of a packet are of two families");
        assertThatThrownBy(() -> IpHeader.of(0, 1, 2, FROM_6, TO_4, 3))
                .hasMessage("source fe80::10 and destination 192.0.2.20 of a packet are of two families");
    }

    @ParameterizedTest
    @EnumSource(IpFamily.class)
    void the_length_is_that_of_what_is_encoded(IpFamily family) {
        assertThat(IpHeader.length(family))
                .isEqualTo(header(family, 0, 255, 112, 0, 1).toBytes().length);
    }

    @ParameterizedTest
    @EnumSource(IpFamily.class)
    void a_header_of_the_other_family_is_not_taken(IpFamily family) {
        IpFamily other = family == IpFamily.IPV4 ? IpFamily.IPV6 : IpFamily.IPV4;
        byte[] packet = Arrays.copyOf(header(other, 0, 255, 112, 0, 1).toBytes(), 60);
        assertThat(IpHeader.decode(family, WireReader.of(packet))).isEqualTo(new Decoded.Rejected<>(Reason.IP_VERSION));
    }

    @Property
    void what_is_encoded_is_decoded_again(
            @ForAll IpFamily family,
            @ForAll @IntRange(max = 255) int trafficClass,
            @ForAll @IntRange(max = 255) int timeToLive,
            @ForAll @IntRange(max = 255) int protocol,
            @ForAll @IntRange(max = 300) int payloadLength,
            @ForAll long bits) {
        IpHeader header = header(family, trafficClass, timeToLive, protocol, payloadLength, bits);
        byte[] packet = Arrays.copyOf(header.toBytes(), header.encodedLength() + payloadLength);
        assertThat(IpHeader.decode(family, WireReader.of(packet))).isEqualTo(new Decoded.Ok<>(header));
    }

    private static IpHeader header(
            IpFamily family, int trafficClass, int timeToLive, int protocol, int payloadLength, long bits) {
        return switch (family) {
            case IPV4 ->
                IpHeader.of(
                        trafficClass,
                        timeToLive,
                        protocol,
                        new Ipv4Address((int) bits),
                        new Ipv4Address((int) (bits >>> 32)),
                        payloadLength);
            case IPV6 ->
                IpHeader.of(
                        trafficClass,
                        timeToLive,
                        protocol,
                        new Ipv6Address(bits, ~bits),
                        new Ipv6Address(~bits, bits),
                        payloadLength);
        };
    }
}
