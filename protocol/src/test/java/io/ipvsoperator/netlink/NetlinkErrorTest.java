package io.ipvsoperator.netlink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Answers of user-mode Linux 6.1.176, captured from a socket with and without NETLINK_EXT_ACK and NETLINK_CAP_ACK. */
class NetlinkErrorTest {

    private static Optional<NetlinkError> decode(String hex) {
        Message message = Message.decodeAll(Bytes.fromHex(hex).asBuffer()).getFirst();
        return NetlinkError.decode(message);
    }

    /** {@code ip link add up type dummz}: the request is not repeated, the words follow its header. */
    @Test
    void the_kernels_words_are_read() {
        assertThat(decode("""
                3c 00 00 00 02 00 00 03 07 00 00 00 cf 02 00 00
                a1 ff ff ff
                40 00 00 00 10 00 05 06 07 00 00 00 00 00 00 00
                18 00 01 00 55 6e 6b 6e 6f 77 6e 20 64 65 76 69 63 65 20 74 79 70 65 00""")).get().hasToString("EOPNOTSUPP (Unknown device type)");
    }

    /** {@code ip addr del 192.0.2.222/32 dev d0}: the whole request is repeated. */
    @Test
    void an_error_that_repeats_the_request_is_read() {
        assertThat(decode("""
                3c 00 00 00 02 00 00 00 b3 35 02 6b 34 03 00 00
                9d ff ff ff
                28 00 00 00 15 00 05 00 b3 35 02 6b 00 00 00 00
                02 20 00 00 02 00 00 00 08 00 02 00 c0 00 02 de 08 00 01 00 c0 00 02 de""")).contains(NetlinkError.of(ErrorNumber.EADDRNOTAVAIL));
    }

    @Test
    void an_acknowledgement_is_no_error() {
        assertThat(decode("""
                24 00 00 00 02 00 00 01 aa 35 02 6b de 02 c0 23
                00 00 00 00
                68 00 00 00 1c 00 05 00 aa 35 02 6b de 02 c0 23""")).isEmpty();
    }

    @Test
    void the_end_of_a_dump_is_no_error() {
        assertThat(decode("14 00 00 00 03 00 02 00 ac 35 02 6b 04 03 40 24 00 00 00 00"))
                .isEmpty();
    }

    @Test
    void words_and_offset_survive_writing_and_reading() {
        NetlinkError error = new NetlinkError(ErrorNumber.EINVAL, Optional.of("no such thing"), Optional.of(20L));
        Header request = new Header(20, 5, 7, 0);
        Header answer = new Header(Header.ERROR, Header.CAPPED | Header.ACK_ATTRIBUTES, 7, 0);

        assertThat(NetlinkError.decode(new Message(answer, NetlinkError.encode(request, Optional.of(error)))))
                .contains(error);
    }

    @Test
    void a_positive_result_is_malformed() {
        assertThatThrownBy(() -> decode("14 00 00 00 02 00 00 00 00 00 00 00 00 00 00 00 01 00 00 00"))
                .isInstanceOf(Malformed.class)
                .hasMessageContaining("but was 1");
    }

    @Test
    void an_unknown_number_is_kept() {
        assertThat(ErrorNumber.of(77)).hasToString("errno 77");
    }
}
