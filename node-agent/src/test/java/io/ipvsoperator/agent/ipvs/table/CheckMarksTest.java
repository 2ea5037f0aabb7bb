package io.ipvsoperator.agent.ipvs.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CheckMarksTest {
    private static final int MARKS = 1 << 18;
    /** Of Cilium, kube-proxy and Calico. */
    private static final long OF_OTHERS = 0xf_cf00L;

    @Test
    void no_two_indices_have_the_same_mark() {
        assertThat(IntStream.range(0, MARKS)
                        .mapToLong(CheckMarks::of)
                        .distinct()
                        .count())
                .isEqualTo(MARKS);
    }

    @Test
    void no_mark_has_a_bit_that_others_read() {
        assertThat(IntStream.range(0, MARKS).mapToLong(CheckMarks::of).filter(mark -> (mark & OF_OTHERS) != 0))
                .isEmpty();
    }

    @Test
    void an_index_beyond_the_last_begins_anew() {
        assertThat(CheckMarks.of(MARKS)).isEqualTo(CheckMarks.of(0));
        assertThat(CheckMarks.of(-1)).isEqualTo(CheckMarks.of(MARKS - 1));
    }
}
