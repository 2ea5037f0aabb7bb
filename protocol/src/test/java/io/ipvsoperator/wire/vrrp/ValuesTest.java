package io.ipvsoperator.wire.vrrp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ipvsoperator.wire.IpFamily;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ValuesTest {

    @ParameterizedTest
    @ValueSource(ints = {0, 256, -1})
    void a_virtual_router_id_outside_1_to_255_is_refused(int value) {
        assertThatThrownBy(() -> new VirtualRouterId(value)).hasMessage("virtualRouterId is 1 to 255, not " + value);
    }

    /** RFC 9568 section 7.3. */
    @ParameterizedTest
    @CsvSource({
        "1, IPV4, 00:00:5e:00:01:01",
        "255, IPV4, 00:00:5e:00:01:ff",
        "1, IPV6, 00:00:5e:00:02:01",
        "128, IPV6, 00:00:5e:00:02:80",
    })
    void a_virtual_router_has_a_hardware_address_of_its_own(int id, IpFamily family, String mac) {
        assertThat(new VirtualRouterId(id).virtualMacAddress(family)).hasToString(mac);
    }

    /** RFC 4291 appendix A: 00:00:5e:00:02:ID with ff:fe in the middle and the universal bit turned. */
    @ParameterizedTest
    @CsvSource({"1, fe80::200:5eff:fe00:201", "33, fe80::200:5eff:fe00:221", "255, fe80::200:5eff:fe00:2ff"})
    void a_virtual_router_has_a_link_local_address_of_its_own(int id, String address) {
        assertThat(new VirtualRouterId(id).linkLocalAddress()).hasToString(address);
        assertThat(new VirtualRouterId(id).linkLocalAddress().isLinkLocal()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {256, -1})
    void a_priority_outside_0_to_255_is_refused(int value) {
        assertThatThrownBy(() -> new Priority(value)).hasMessage("priority is 0 to 255, not " + value);
    }

    @ParameterizedTest
    @CsvSource({"0,16", "1,15", "15,1", "16,1", "400,1"})
    void unconfirmed_priorities_keep_the_order_down_to_1(int rank, int priority) {
        assertThat(Priority.unconfirmed(rank)).isEqualTo(new Priority(priority));
    }

    @ParameterizedTest
    @CsvSource({"0,false", "1,true", "16,true", "17,false", "32,false", "255,false"})
    void the_lowest_16_priorities_are_unconfirmed(int priority, boolean unconfirmed) {
        assertThat(new Priority(priority).isUnconfirmed()).isEqualTo(unconfirmed);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "PT0.009S", "PT0.015S", "PT256S", "PT-1S", "PT0.01000001S"})
    void an_interval_that_no_message_can_carry_is_refused(Duration duration) {
        assertThatThrownBy(() -> new AdvertInterval(duration))
                .hasMessage("advertisement interval is a multiple of 10 ms from 10 ms to 255 s, not " + duration);
    }

    @Test
    void a_second_has_a_hundred_centiseconds() {
        assertThat(AdvertInterval.ofSeconds(1)).isEqualTo(AdvertInterval.ofCentiseconds(100));
        assertThat(AdvertInterval.ofSeconds(1).centiseconds()).isEqualTo(100);
    }

    @Test
    void a_short_password_is_filled_up_with_zeros() {
        assertThat(Authentication.SimplePassword.of("abc").octets()).isEqualTo(0x6162630000000000L);
    }

    @Test
    void a_long_password_is_cut_to_eight_bytes() {
        assertThat(Authentication.SimplePassword.of("netology_secret"))
                .isEqualTo(Authentication.SimplePassword.of("netology"));
    }

    @ParameterizedTest
    @CsvSource({"netology_secret,true", "netology,false", "schlüsse,true"})
    void a_cut_password_is_known_to_be_cut(String text, boolean cut) {
        assertThat(Authentication.SimplePassword.cuts(text)).isEqualTo(cut);
    }

    @Test
    void an_empty_password_is_refused() {
        assertThatThrownBy(() -> Authentication.SimplePassword.of(""))
                .hasMessage("password is empty; it has 1 to 8 characters");
    }

    @Test
    void a_password_does_not_show_in_text() {
        assertThat(new VrrpVersion.V2(Authentication.SimplePassword.of("netology")))
                .hasToString("V2[authentication=SimplePassword[…]]");
    }
}
