package io.ipvsoperator.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.Inet6Address;
import java.net.InetAddress;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Ipv6AddressTest {

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource({
        // RFC 5952 section 1 and 4.1: no leading zeros.
        "2001:0db8:0000:0000:0001:0000:0000:0001, 2001:db8::1:0:0:1",
        "2001:db8:0:0:1:0:0:1, 2001:db8::1:0:0:1",
        // Section 4.2.1: as short as possible.
        "2001:db8:0:0:0:0:2:1, 2001:db8::2:1",
        // Section 4.2.2: a single group of zeros is written.
        "2001:db8:0:1:1:1:1:1, 2001:db8:0:1:1:1:1:1",
        "2001:db8::1:1:1:1:1, 2001:db8:0:1:1:1:1:1",
        // Section 4.2.3: the longest run, of equal ones the first.
        "2001:0:0:1:0:0:0:1, 2001:0:0:1::1",
        "2001:db8:0:0:1:0:0:2, 2001:db8::1:0:0:2",
        // Section 4.3: lower case.
        "2001:DB8::ABCD:EF, 2001:db8::abcd:ef",
        "0:0:0:0:0:0:0:0, ::",
        "0:0:0:0:0:0:0:1, ::1",
        "1:0:0:0:0:0:0:0, 1::",
        "fe80:0:0:0:200:5eff:fe00:221, fe80::200:5eff:fe00:221",
        "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff, ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
        "64:ff9b::192.0.2.33, 64:ff9b::c000:221",
    })
    void text_is_written_as_rfc_5952_recommends(String text, String canonical) {
        assertThat(Ipv6Address.parse(text)).hasToString(canonical);
    }

    /** The library of Java reads this form as an IPv4 address; VRRP over IPv6 must not. */
    @Test
    void an_ipv4_mapped_address_stays_one_of_ipv6() {
        assertThat(Ipv6Address.parse("::ffff:192.0.2.1")).isEqualTo(new Ipv6Address(0, 0xffff_c000_0201L));
        assertThat(Ipv6Address.parse("::ffff:192.0.2.1")).hasToString("::ffff:c000:201");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ":",
                ":::",
                "1:2:3:4:5:6:7",
                "1:2:3:4:5:6:7:8:9",
                "1::2::3",
                "12345::",
                "g::1",
                "fe80::1%eth0",
                "fe80::1%2",
                "[::1]",
                "::1/128",
                " ::1",
                "::1 ",
                "::256.0.0.1",
                "::1.2.3",
                "192.0.2.1",
                "localhost",
                "cafe",
                "1:2:3:4:5:6:7:",
                ":1:2:3:4:5:6:7"
            })
    void what_is_not_an_ipv6_address_is_refused(String text) {
        assertThatThrownBy(() -> Ipv6Address.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'" + text + "'")
                .hasMessageContaining("2001:db8::1");
    }

    @ParameterizedTest
    @CsvSource({"192.0.2.1, IPV4", "2001:db8::1, IPV6", "::ffff:192.0.2.1, IPV6"})
    void the_colon_tells_the_families_apart(String text, IpFamily family) {
        assertThat(IpAddress.parse(text).family()).isEqualTo(family);
    }

    @ParameterizedTest(name = "{0} < {1}")
    @CsvSource({
        "::1, ::2",
        "::7fff:ffff:ffff:ffff, ::8000:0:0:0",
        "7fff::, 8000::",
        "::ffff:ffff:ffff:ffff, 0:0:0:1::",
        "2001:db8::1, fe80::1",
    })
    void addresses_compare_without_sign(String smaller, String larger) {
        assertThat(Ipv6Address.parse(smaller)).isLessThan(Ipv6Address.parse(larger));
        assertThat(Ipv6Address.parse(larger)).isGreaterThan(Ipv6Address.parse(smaller));
    }

    @Test
    void all_of_ipv4_comes_before_all_of_ipv6() {
        assertThat(IpAddress.parse("255.255.255.255")).isLessThan(IpAddress.parse("::"));
        assertThat(IpAddress.parse("::")).isGreaterThan(IpAddress.parse("255.255.255.255"));
    }

    @Test
    void octets_are_in_network_order() {
        assertThat(Ipv6Address.parse("2001:db8::8:800:200c:417a").toBytes())
                .containsExactly(0x20, 0x01, 0x0d, 0xb8, 0, 0, 0, 0, 0, 0x08, 0x08, 0, 0x20, 0x0c, 0x41, 0x7a);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 4, 15, 17})
    void another_number_of_octets_is_refused(int length) {
        assertThatThrownBy(() -> Ipv6Address.fromBytes(new byte[length]))
                .hasMessage("an IPv6 address has 16 bytes, not " + length);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 3, 5, 15, 17})
    void an_address_of_no_family_is_refused(int length) {
        assertThatThrownBy(() -> IpAddress.fromBytes(new byte[length]))
                .hasMessage("an address has 4 or 16 bytes, not " + length);
    }

    @ParameterizedTest
    @CsvSource({"fe80::1, true", "febf:ffff::1, true", "fec0::1, false", "fe7f::1, false", "2001:db8::1, false"})
    void only_fe80_to_febf_are_link_local(String text, boolean linkLocal) {
        assertThat(Ipv6Address.parse(text).isLinkLocal()).isEqualTo(linkLocal);
    }

    @ParameterizedTest
    @CsvSource({"169.254.0.1, true", "169.253.255.255, false", "169.255.0.0, false"})
    void only_169_254_is_link_local_in_ipv4(String text, boolean linkLocal) {
        assertThat(IpAddress.parse(text).isLinkLocal()).isEqualTo(linkLocal);
    }

    @ParameterizedTest
    @CsvSource({"ff02::12, true", "ff00::, true", "fe80::1, false", "::1, false"})
    void only_ff_is_multicast(String text, boolean multicast) {
        assertThat(Ipv6Address.parse(text).isMulticast()).isEqualTo(multicast);
    }

    /** The example of RFC 4291 section 2.7.1. */
    @Test
    void the_solicited_node_group_has_the_last_24_bits() {
        assertThat(Ipv6Address.parse("4037::01:800:200e:8c6c").solicitedNode())
                .isEqualTo(Ipv6Address.parse("ff02::1:ff0e:8c6c"));
    }

    @Property
    void what_is_written_is_read_again(@ForAll long high, @ForAll long low) {
        Ipv6Address address = new Ipv6Address(high, low);
        assertThat(IpAddress.parse(address.toString())).isEqualTo(address);
        assertThat(IpAddress.fromBytes(address.toBytes())).isEqualTo(address);
    }

    /** Groups of zeros are rare in random numbers. */
    @Property
    void any_pattern_of_zeros_is_read_again(@ForAll byte pattern) {
        long high = 0;
        long low = 0;
        for (int group = 0; group < 4; group++) {
            high = (high << 16) | ((pattern >> group) & 1);
            low = (low << 16) | ((pattern >> (group + 4)) & 1);
        }
        Ipv6Address address = new Ipv6Address(high, low);
        assertThat(Ipv6Address.parse(address.toString())).isEqualTo(address);
    }

    @Property
    void the_library_reads_the_same_address(@ForAll long high, @ForAll long low) {
        Ipv6Address address = new Ipv6Address(high | 1, low);
        InetAddress read = Inet6Address.ofLiteral(address.toString());
        assertThat(read.getAddress()).isEqualTo(address.toBytes());
    }
}
