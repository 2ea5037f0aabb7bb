package io.ipvsoperator.netlink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class AttributesTest {
    private static final Attribute<Integer> PORT = Attribute.u16BigEndian(2, "IPVS_DEST_ATTR_PORT");
    private static final Attribute<Long> WEIGHT = Attribute.u32(4, "IPVS_DEST_ATTR_WEIGHT");
    private static final Attribute<Attributes> DEST = Attribute.nested(2, "IPVS_CMD_ATTR_DEST");
    private static final Attribute<String> NAME = Attribute.string(6, "IPVS_SVC_ATTR_SCHED_NAME");

    /** Laid out by hand after uapi/linux/netlink.h: a nested destination with a port in network order. */
    private static final Bytes NESTED_DESTINATION = Bytes.fromHex("""
            14 00 02 80
                06 00 02 00 1f 90 00 00
                08 00 04 00 07 00 00 00""");

    @Test
    void a_nest_is_written_with_padding_and_flag() {
        Attributes destination = Attributes.none().with(PORT, 8080).with(WEIGHT, 7L);
        assertThat(Attributes.none().with(DEST, destination).encode()).isEqualTo(NESTED_DESTINATION);
    }

    @Test
    void a_nest_is_read() {
        Attributes destination = Attributes.decode(NESTED_DESTINATION).require(DEST);
        assertThat(destination.require(PORT)).isEqualTo(8080);
        assertThat(destination.require(WEIGHT)).isEqualTo(7);
    }

    @Test
    void what_nobody_knows_is_kept() {
        Bytes strange = Bytes.fromHex("05 00 ff 40 2a 00 00 00");
        assertThat(Attributes.decode(strange).encode()).isEqualTo(strange);
    }

    @Test
    void of_two_of_a_type_the_last_counts() {
        assertThat(Attributes.none().with(PORT, 1).with(PORT, 2).require(PORT)).isEqualTo(2);
    }

    @Test
    void a_wrong_length_names_attribute_and_offset() {
        Attributes attributes = Attributes.decode(Bytes.fromHex("08 00 04 00 07 00 00 00 08 00 02 00 1f 90 00 00"));
        assertThatThrownBy(() -> attributes.require(PORT))
                .isInstanceOf(Malformed.class)
                .hasMessage("IPVS_DEST_ATTR_PORT at offset 8: expected 2 bytes but was 4");
    }

    @Test
    void a_missing_attribute_is_named() {
        assertThatThrownBy(() -> Attributes.none().require(PORT))
                .isInstanceOf(Malformed.class)
                .hasMessage("IPVS_DEST_ATTR_PORT: missing");
    }

    @Test
    void a_length_beyond_the_end_is_malformed() {
        assertThatThrownBy(() -> Attributes.decode(Bytes.fromHex("09 00 02 00 1f 90 00 00")))
                .isInstanceOf(Malformed.class)
                .hasMessage("attribute of type 2 at offset 0: expected a length of 4 to 8 but was 9");
    }

    @Test
    void a_number_that_does_not_fit_is_refused() {
        assertThatThrownBy(() -> Attributes.none().with(PORT, 65536))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("IPVS_DEST_ATTR_PORT: expected a number of 0 to 65535 but was 65536");
    }

    @Test
    void a_string_cannot_hold_a_nul() {
        assertThatThrownBy(() -> Attributes.none().with(NAME, "r\0r")).isInstanceOf(IllegalArgumentException.class);
    }
}
