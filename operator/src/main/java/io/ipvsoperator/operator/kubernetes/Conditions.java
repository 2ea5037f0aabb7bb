package io.ipvsoperator.operator.kubernetes;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Conditions as the API conventions want them: a flip moves {@code lastTransitionTime}, a new wording does not. */
public final class Conditions {
    /** The reason of conditions that hold once somebody else has done his part. */
    public static final String PENDING = "Pending";

    private Conditions() {}

    /** The new values in their order, each with the time of its last flip. */
    public static List<Condition> advance(
            @Nullable List<Condition> before, List<ConditionValue> values, @Nullable Long generation, Instant now) {
        return values.stream()
                .map(value -> advance(find(before, value.type()), value, generation, now))
                .toList();
    }

    public static Optional<Condition> find(@Nullable List<Condition> conditions, String type) {
        return conditions == null
                ? Optional.empty()
                : conditions.stream()
                        .filter(condition -> type.equals(condition.getType()))
                        .findFirst();
    }

    public static boolean holds(@Nullable List<Condition> conditions, String type) {
        return find(conditions, type)
                .map(condition -> Truth.TRUE.text().equals(condition.getStatus()))
                .orElse(false);
    }

    /** Whether any condition has another status or reason than before: what must not wait. */
    public static boolean flipped(@Nullable List<Condition> before, List<Condition> after) {
        return !after.stream()
                .allMatch(condition -> find(before, condition.getType())
                        .filter(old -> sameVerdict(old, condition))
                        .isPresent());
    }

    /**
     * Whether every flip is from True to waiting for somebody, with the same spec: what is likely over in a moment, as when
     * directors follow a change of backends.
     */
    static boolean onlyPending(@Nullable List<Condition> before, List<Condition> after) {
        return after.stream()
                .allMatch(condition -> find(before, condition.getType())
                        .filter(old -> sameVerdict(old, condition) || isPendingAfter(old, condition))
                        .isPresent());
    }

    private static boolean isPendingAfter(Condition old, Condition condition) {
        return Truth.TRUE.text().equals(old.getStatus())
                && PENDING.equals(condition.getReason())
                && Objects.equals(old.getObservedGeneration(), condition.getObservedGeneration());
    }

    private static boolean sameVerdict(Condition left, Condition right) {
        return Objects.equals(left.getStatus(), right.getStatus())
                && Objects.equals(left.getReason(), right.getReason());
    }

    private static Condition advance(
            Optional<Condition> before, ConditionValue value, @Nullable Long generation, Instant now) {
        String since = before.filter(old -> value.truth().text().equals(old.getStatus()))
                .map(Condition::getLastTransitionTime)
                .orElseGet(() -> now.truncatedTo(ChronoUnit.SECONDS).toString());
        return new ConditionBuilder()
                .withType(value.type())
                .withStatus(value.truth().text())
                .withReason(value.reason())
                .withMessage(value.message())
                .withObservedGeneration(generation)
                .withLastTransitionTime(since)
                .build();
    }
}
