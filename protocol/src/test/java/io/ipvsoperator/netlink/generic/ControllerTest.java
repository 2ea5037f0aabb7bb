package io.ipvsoperator.netlink.generic;

import static org.assertj.core.api.Assertions.assertThat;

import io.ipvsoperator.netlink.Bytes;
import org.junit.jupiter.api.Test;

class ControllerTest {
    /** What libnl sends for ipvsadm 1.31 to resolve its family; captured in user-mode Linux 6.1.176. */
    private static final Bytes GET_IPVS = Bytes.fromHex("""
            03 01 00 00
                09 00 02 00 49 50 56 53 00 00 00 00""");

    /** The start of the kernel's answer to it: what follows are limits and operations. */
    private static final Bytes NEW_IPVS = Bytes.fromHex("""
            01 02 00 00
                09 00 02 00 49 50 56 53 00 00 00 00
                06 00 01 00 1c 00 00 00
                08 00 03 00 01 00 00 00
                08 00 04 00 00 00 00 00
                08 00 05 00 06 00 00 00""");

    @Test
    void a_family_is_asked_for_as_libnl_does() {
        assertThat(Controller.getFamily("IPVS").payload()).isEqualTo(GET_IPVS);
    }

    @Test
    void the_kernels_answer_is_read() {
        assertThat(Controller.Family.decode(GenericMessage.decode(NEW_IPVS)))
                .isEqualTo(new Controller.Family(28, "IPVS", 1));
    }

    @Test
    void the_name_asked_for_is_read() {
        assertThat(Controller.nameIn(GenericMessage.decode(GET_IPVS))).isEqualTo("IPVS");
    }
}
