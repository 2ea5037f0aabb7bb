package io.ipvsoperator.agent.vrrp;

import static org.assertj.core.api.Assertions.assertThat;

import io.ipvsoperator.wire.Reason;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RehearsalTest {
    private final VrrpCounters counters = new VrrpCounters();

    @BeforeEach
    void plays() {
        new Rehearsal(counters).run();
    }

    @Test
    void advertisements_are_sent_and_received_hundreds_of_times() {
        assertThat(counters.sentCount()).isGreaterThan(300);
        assertThat(counters.receivedCount()).isGreaterThan(300);
    }

    @Test
    void only_who_has_left_rejects_and_only_for_an_unknown_router() {
        assertThat(Arrays.stream(Reason.values()).filter(reason -> counters.rejectedCount(reason) > 0))
                .containsOnly(Reason.UNKNOWN_VIRTUAL_ROUTER);
    }
}
