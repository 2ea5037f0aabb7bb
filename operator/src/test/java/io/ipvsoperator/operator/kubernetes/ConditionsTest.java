package io.ipvsoperator.operator.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Condition;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ConditionsTest {
    private static final Instant EARLIER = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant LATER = Instant.parse("2026-01-01T00:01:00Z");

    @Test
    void another_reason_keeps_the_time_of_the_last_flip() {
        List<Condition> before = advance(null, ConditionValue.isFalse("Ready", "Pending", "waiting"), EARLIER);

        List<Condition> after = advance(before, ConditionValue.isFalse("Ready", "Failed", "broken"), LATER);

        assertThat(after.getFirst().getLastTransitionTime()).isEqualTo(EARLIER.toString());
        assertThat(Conditions.flipped(before, after)).isTrue();
    }

    @Test
    void another_status_has_the_time_of_now() {
        List<Condition> before = advance(null, ConditionValue.isFalse("Ready", "Pending", "waiting"), EARLIER);

        List<Condition> after = advance(before, ConditionValue.isTrue("Ready", "Ready", "done"), LATER);

        assertThat(after.getFirst().getLastTransitionTime()).isEqualTo(LATER.toString());
    }

    @Test
    void another_message_is_no_flip() {
        List<Condition> before = advance(null, ConditionValue.isFalse("Ready", "Pending", "1 of 3"), EARLIER);

        List<Condition> after = advance(before, ConditionValue.isFalse("Ready", "Pending", "2 of 3"), LATER);

        assertThat(Conditions.flipped(before, after)).isFalse();
    }

    private static List<Condition> advance(@Nullable List<Condition> before, ConditionValue value, Instant now) {
        return Conditions.advance(before, List.of(value), 1L, now);
    }
}
