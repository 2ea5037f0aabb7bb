package io.ipvsoperator.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressTest {

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "10.1.2.3", "192.0.2.255", "255.255.255.255"})
    void an_ipv4_address_reads_what_it_writes(String text) {
        assertThat(Ipv4Address.parse(text)).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "1.2.3", "1.2.3.4.5", "1.2.3.256", "1.2.3.04", "1.2.3.-4", "a.b.c.d", "1.2.3.4 ", "::1"})
    void what_is_not_an_ipv4_address_is_refused(String text) {
        assertThatThrownBy(() -> Ipv4Address.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'" + text + "'")
                .hasMessageContaining("192.0.2.1");
    }

    @Test
    void ipv4_addresses_compare_without_sign() {
        assertThat(Ipv4Address.parse("192.0.2.1")).isGreaterThan(Ipv4Address.parse("10.0.0.1"));
    }

    @Test
    void an_ipv4_address_has_its_octets_in_network_order() {
        assertThat(Ipv4Address.parse("192.0.2.1").toBytes()).containsExactly(192, 0, 2, 1);
    }

    @Test
    void an_ipv4_address_reads_the_bytes_it_wrote() {
        Ipv4Address address = Ipv4Address.parse("192.0.2.1");
        assertThat(Ipv4Address.fromBytes(address.toBytes())).isEqualTo(address);
    }

    @Test
    void only_224_to_239_are_multicast() {
        assertThat(Ipv4Address.parse("224.0.0.18").isMulticast()).isTrue();
        assertThat(Ipv4Address.parse("223.255.255.255").isMulticast()).isFalse();
        assertThat(Ipv4Address.parse("240.0.0.0").isMulticast()).isFalse();
    }

    @Test
    void a_mac_address_reads_what_it_writes() {
        assertThat(MacAddress.parse("d2:a9:52:7f:92:81")).hasToString("d2:a9:52:7f:92:81");
    }

    @Test
    void a_mac_address_reads_the_bytes_it_wrote() {
        MacAddress address = MacAddress.parse("d2:a9:52:7f:92:81");
        assertThat(MacAddress.fromBytes(address.toBytes())).isEqualTo(address);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "d2:a9:52:7f:92", "d2:a9:52:7f:92:8", "d2a9527f9281", "g2:a9:52:7f:92:81"})
    void what_is_not_a_mac_address_is_refused(String text) {
        assertThatThrownBy(() -> MacAddress.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'" + text + "'");
    }
}
