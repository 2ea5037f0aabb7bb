package io.ipvsoperator.operator.director;

import io.fabric8.kubernetes.api.model.Condition;
import io.ipvsoperator.operator.kubernetes.ConditionValue;
import java.util.Optional;

/** What the condition {@code Available} of a Director is to say. */
final class AvailableCondition {
    private AvailableCondition() {}

    /** @param before kept while it is too early to say: a restart of the operator makes nobody unavailable */
    static ConditionValue decide(LeaseRenewals.Judgement judgement, String lease, Optional<Condition> before) {
        return switch (judgement) {
            case ALIVE ->
                ConditionValue.isTrue(Directors.AVAILABLE, "LeaseRenewed", "Lease " + lease + " is being renewed");
            case SILENT -> silent(lease);
            case NEVER_SEEN ->
                before.filter(old -> "True".equals(old.getStatus()))
                        .map(old -> silent(lease))
                        .or(() -> before.flatMap(AvailableCondition::unchanged))
                        .orElseGet(() -> ConditionValue.unknown(
                                Directors.AVAILABLE,
                                "NoLease",
                                "there is no Lease " + lease + ": no agent has run on the node yet"));
            case TOO_EARLY_TO_SAY ->
                before.flatMap(AvailableCondition::unchanged)
                        .orElseGet(() -> ConditionValue.unknown(
                                Directors.AVAILABLE,
                                "LeaseNotYetWatched",
                                "Lease " + lease + " exists; waiting for its next renewal"));
        };
    }

    private static ConditionValue silent(String lease) {
        return ConditionValue.isFalse(
                Directors.AVAILABLE,
                "LeaseExpired",
                "Lease " + lease + " was not renewed for "
                        + LeaseRenewals.LEASE_DURATION.toSeconds()
                        + " s: the node, its agent or its way to the API server is down");
    }

    private static Optional<ConditionValue> unchanged(Condition before) {
        return switch (before.getStatus()) {
            case "True" ->
                Optional.of(ConditionValue.isTrue(Directors.AVAILABLE, before.getReason(), before.getMessage()));
            case "False" ->
                Optional.of(ConditionValue.isFalse(Directors.AVAILABLE, before.getReason(), before.getMessage()));
            default -> Optional.empty();
        };
    }
}
