package io.ipvsoperator.agent.backend;

import io.ipvsoperator.agent.plan.HealthCheck.Quorum;
import java.time.Instant;
import java.util.Optional;

/**
 * The quorum of one family of a table.
 *
 * @param since when the fallback began to stand in; wall clock, for people; empty while it does not
 */
record FamilyQuorum(QuorumState state, Optional<Instant> since) {
    static final FamilyQuorum BEGINNING = new FamilyQuorum(QuorumState.UNDECIDED, Optional.empty());

    FamilyQuorum next(Quorum quorum, int counted, int up, int failing, Instant wall) {
        QuorumState next = state.next(quorum, counted, up, failing);
        return new FamilyQuorum(next, next == QuorumState.MISSED ? Optional.of(since.orElse(wall)) : Optional.empty());
    }
}
