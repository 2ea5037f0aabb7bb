package io.ipvsoperator.agent.backend;

import io.ipvsoperator.agent.plan.HealthCheck.Quorum;

/** Whether enough destinations of one family are up. The state is what hysteresis needs to know of the past. */
enum QuorumState {
    /** Nothing has decided since this process began: the kernel goes on with what it has. */
    UNDECIDED,
    MET,
    /** The fallback stands in. */
    MISSED;

    /**
     * What follows from the verdicts.
     *
     * @param counted destinations that the plan sends new connections to
     * @param up those of them that pass
     * @param failing those that fail; the others have no verdict, and count as well while the quorum is met
     */
    QuorumState next(Quorum quorum, int counted, int up, int failing) {
        boolean all = up == counted && up >= quorum.minimum();
        boolean enough = all || up >= quorum.minimum() + quorum.hysteresis();
        boolean tooFew = counted - failing < quorum.minimum() - quorum.hysteresis();
        return switch (this) {
            case MET -> tooFew ? MISSED : MET;
            case MISSED -> enough ? MET : MISSED;
            case UNDECIDED -> {
                if (enough || tooFew) {
                    yield enough ? MET : MISSED;
                }
                // In between, and nothing is left to wait for: the minimum alone decides.
                boolean known = up + failing == counted;
                yield known ? (up >= quorum.minimum() ? MET : MISSED) : UNDECIDED;
            }
        };
    }
}
