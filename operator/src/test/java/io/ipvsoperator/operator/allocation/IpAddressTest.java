package io.ipvsoperator.operator.allocation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IpAddressTest {

    /** The examples of RFC 5952 sections 2 and 4. */
    @ParameterizedTest
    @CsvSource({
        "2001:0db8:0000:0000:0001:0000:0000:0001, 2001:db8::1:0:0:1",
        "2001:DB8::AAAA:0:0:1, 2001:db8::aaaa:0:0:1",
        "2001:db8:0:1:1:1:1:1, 2001:db8:0:1:1:1:1:1",
        "2001:0:0:1:0:0:0:1, 2001:0:0:1::1",
        "0:0:0:0:0:0:0:0, ::",
        "fe80:0:0:0:0:0:0:1, fe80::1",
        "2001:db8:1:0:0:0:0:0, 2001:db8:1::",
        "64:ff9b::192.0.2.33, 64:ff9b::c000:221",
        "1:2:3:4:5:6:7::, 1:2:3:4:5:6:7:0",
        "::2:3:4:5:6:7:8, 0:2:3:4:5:6:7:8",
        "1:2:3:4:5:6:1.2.3.4, 1:2:3:4:5:6:102:304",
        "255.0.10.1, 255.0.10.1"
    })
    void is_written_in_its_canonical_form(String text, String canonical) {
        assertThat(IpAddress.of(text)).hasToString(canonical);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ":",
                "1::2::3",
                "2001:db8",
                ":::",
                "1:",
                "::1:",
                ":1::",
                "1:2:3:4:5:6:7:8:9",
                "1:2:3:4::5:6:7:8",
                "::1.2.3.256",
                "1.2.3.4::",
                "::12345",
                "1:2:3:4:5:6:7:1.2.3.4",
                "fe80::1%eth0",
                "fe80::1%1",
                "2001:db8::/64",
                "10.9",
                "1.2.3.04"
            })
    void anything_else_is_no_address(String text) {
        assertThat(IpAddress.parse(text)).isEmpty();
    }

    @Test
    void an_IPv4_mapped_address_is_one_of_IPv6() {
        assertThat(IpAddress.of("::ffff:192.0.2.1")).hasToString("::ffff:c000:201");
    }

    @Test
    void all_of_IPv4_comes_before_all_of_IPv6() {
        assertThat(IpAddress.of("255.255.255.255")).isLessThan(IpAddress.of("::1"));
    }

    @Test
    void is_ordered_as_an_unsigned_number() {
        assertThat(IpAddress.of("2001:db8::ffff")).isLessThan(IpAddress.of("fd00::"));
    }

    @ParameterizedTest
    @CsvSource({"fe80::1, true", "febf::1, true", "fec0::1, false", "169.254.1.1, true", "169.253.1.1, false"})
    void knows_whether_it_is_link_local(String text, boolean linkLocal) {
        assertThat(IpAddress.of(text).isLinkLocal()).isEqualTo(linkLocal);
    }
}
