package io.ipvsoperator.vrrp;

import static io.ipvsoperator.vrrp.Sent.MESSAGE_4;
import static io.ipvsoperator.vrrp.Sent.messageVerifies;
import static io.ipvsoperator.vrrp.Sent.octet;
import static io.ipvsoperator.vrrp.Sent.router;
import static io.ipvsoperator.vrrp.Sent.sent;
import static org.assertj.core.api.Assertions.assertThat;

import io.ipvsoperator.conformance.Deviation;
import io.ipvsoperator.conformance.Rfc;
import io.ipvsoperator.wire.WireReader;
import io.ipvsoperator.wire.vrrp.AdvertInterval;
import io.ipvsoperator.wire.vrrp.Authentication;
import io.ipvsoperator.wire.vrrp.Priority;
import io.ipvsoperator.wire.vrrp.VrrpVersion;
import org.junit.jupiter.api.Test;

/** What our routers of version 2 write into a message, byte by byte: RFC 3768 section 5.3. */
class Version2TransmissionRfcTest {

    private static final Router PLAIN = Example.inVersion2(240, Example.SECOND);
    private static final Router PASSWORD = router(
            new VrrpVersion.V2(Authentication.SimplePassword.of("netology")),
            AdvertInterval.ofSeconds(3),
            Example.OWN_ADDRESS,
            Example.ADDRESSES);

    @Test
    @Rfc(document = 3768, section = "5.3.4", requirement = "The priority is that of the sender, 0 when it stops")
    void the_priority_is_that_of_the_sender() {
        assertThat(octet(sent(PLAIN), MESSAGE_4 + 2)).isEqualTo(240);
        assertThat(octet(PLAIN.packets(Priority.RESIGNATION).getFirst().toBytes(), MESSAGE_4 + 2))
                .isZero();
    }

    @Test
    @Rfc(document = 3768, section = "5.3.5", requirement = "The address count is that of the addresses that follow")
    @Rfc(document = 3768, section = "5.3.9", requirement = "The addresses of the virtual router follow")
    void the_addresses_follow_and_are_counted() {
        byte[] packet = sent(PLAIN);
        assertThat(octet(packet, MESSAGE_4 + 3)).isEqualTo(1);
        assertThat(WireReader.of(packet).skip(MESSAGE_4 + 8).ipv4Address()).isEqualTo(Example.ADDRESSES.getFirst());
    }

    @Test
    @Rfc(document = 3768, section = "5.3.1", requirement = "The version is 2")
    @Rfc(document = 3768, section = "5.3.2", requirement = "The type is 1, an advertisement")
    void version_and_type_of_version_2() {
        assertThat(octet(sent(PASSWORD), MESSAGE_4)).isEqualTo(0x21);
    }

    @Test
    @Rfc(document = 3768, section = "5.3.6", requirement = "Without authentication the type is 0 and the data is zero")
    void version_2_without_authentication_has_a_trailer_of_zeros() {
        byte[] packet = sent(PLAIN);
        assertThat(octet(packet, MESSAGE_4 + 4)).isZero();
        assertThat(WireReader.of(packet).skip(packet.length - 8).u64()).isZero();
    }

    @Test
    @Rfc(document = 3768, section = "5.3.7", requirement = "The advertisement interval is in seconds")
    void the_interval_of_version_2_is_in_seconds() {
        assertThat(octet(sent(PASSWORD), MESSAGE_4 + 5)).isEqualTo(3);
    }

    @Test
    @Rfc(document = 3768, section = "5.3.8", requirement = "The checksum is over the message alone")
    void the_checksum_of_version_2_is_over_the_message_alone() {
        assertThat(messageVerifies(sent(PASSWORD))).isTrue();
    }

    @Test
    @Deviation(
            document = 3768,
            section = "5.3.6",
            requirement = "There is no authentication any more",
            instead = "Type 1 of RFC 2338, eight characters in clear text, where the pool asks for that",
            predicate = "Authentication.SimplePassword.of",
            reason = "vrrp.md")
    void version_2_may_carry_a_password() {
        byte[] packet = sent(PASSWORD);
        assertThat(octet(packet, MESSAGE_4 + 4)).isEqualTo(1);
        assertThat(WireReader.of(packet).skip(packet.length - 8).u64())
                .isEqualTo(Authentication.SimplePassword.of("netology").octets());
    }
}
