package io.ipvsoperator.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IpNetworkTest {
    @ParameterizedTest
    @CsvSource({
        "192.0.2.7/24, 192.0.2.0/24",
        "192.0.2.7/32, 192.0.2.7/32",
        "192.0.2.255/25, 192.0.2.128/25",
        "255.255.255.255/1, 128.0.0.0/1",
        "192.0.2.7/0, 0.0.0.0/0",
        "2001:db8:ffff::1/33, 2001:db8:8000::/33",
        "2001:db8::1/128, 2001:db8::1/128",
        "2001:db8::1/0, ::/0",
    })
    void bits_behind_the_prefix_are_cleared(String written, String read) {
        assertThat(IpNetwork.parse(written)).hasToString(read);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "192.0.2.0",
                "192.0.2.0/33",
                "192.0.2.0/08",
                "192.0.2.0/-1",
                "192.0.2.0/",
                "2001:db8::/129",
                "net/8"
            })
    void what_is_no_network_is_refused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> IpNetwork.parse(text));
    }

    @Test
    void a_host_is_a_network_of_one() {
        assertThat(IpNetwork.of(IpAddress.parse("2001:db8::1"))).hasToString("2001:db8::1/128");
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8, 10.1.0.0/16, true",
        "10.0.0.0/8, 10.0.0.0/8, true",
        "10.0.0.0/8, 10.0.0.0/7, false",
        "10.0.0.0/8, 11.0.0.0/16, false",
        "0.0.0.0/0, 10.0.0.0/8, true",
        "0.0.0.0/0, 2001:db8::/32, false",
        "2001:db8::/32, 2001:db8:1::/48, true",
    })
    void contains_what_shares_its_bits(String network, String other, boolean contains) {
        assertThat(IpNetwork.parse(network).contains(IpNetwork.parse(other))).isEqualTo(contains);
    }

    @Test
    void a_prefix_of_no_bits_has_every_address_of_its_family() {
        assertThat(IpNetwork.parse("0.0.0.0/0").isEverything()).isTrue();
        assertThat(IpNetwork.parse("0.0.0.0/1").isEverything()).isFalse();
    }
}
