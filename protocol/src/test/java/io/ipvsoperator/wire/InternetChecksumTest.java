package io.ipvsoperator.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class InternetChecksumTest {

    /** The example of RFC 1071 section 3. */
    private static final byte[] RFC_1071 = HexFormat.of().parseHex("0001f203f4f5f6f7");

    @Test
    void the_example_of_rfc_1071_adds_up() {
        assertThat(new InternetChecksum().add(WireReader.of(RFC_1071)).value()).isEqualTo(~0xddf2 & 0xffff);
    }

    @Test
    void bytes_with_their_own_checksum_verify() {
        assertThat(new InternetChecksum()
                        .add(WireReader.of(RFC_1071))
                        .add(~0xddf2 & 0xffff)
                        .verifies())
                .isTrue();
    }

    @Test
    void one_wrong_bit_does_not_verify() {
        assertThat(new InternetChecksum()
                        .add(WireReader.of(RFC_1071))
                        .add(~0xddf3 & 0xffff)
                        .verifies())
                .isFalse();
    }

    @Test
    void an_odd_byte_counts_as_the_upper_half() {
        assertThat(new InternetChecksum().add(WireReader.of(new byte[] {0x12})).value())
                .isEqualTo(~0x1200 & 0xffff);
    }

    @Test
    void carries_are_added_until_none_is_left() {
        InternetChecksum checksum = new InternetChecksum();
        for (int i = 0; i < 70_000; i++) {
            checksum.add(0xffff);
        }
        assertThat(checksum.verifies()).isTrue();
    }
}
