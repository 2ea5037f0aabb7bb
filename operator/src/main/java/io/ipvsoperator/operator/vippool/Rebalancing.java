package io.ipvsoperator.operator.vippool;

import io.ipvsoperator.crds.vippool.VipPoolSpec;
import io.ipvsoperator.operator.placement.Mode;
import org.jspecify.annotations.Nullable;

/**
 * When what runs is moved for a lower worst case, and how fast anything is.
 *
 * @param automatic whether it is at all
 * @param minimumGain what the worst case has to fall by, in percent of a capacity
 * @param movesPerMinute at most so many moves by choice, whatever their reason
 */
record Rebalancing(boolean automatic, int minimumGain, int movesPerMinute) {
    private static final Rebalancing BY_DEFAULT = new Rebalancing(true, 10, 6);

    /** @param spec absent in a file that was written for an earlier version: the defaults of the API server, then */
    static Rebalancing of(VipPoolSpec.@Nullable Rebalancing spec) {
        return spec == null
                ? BY_DEFAULT
                : new Rebalancing(spec.policy().equals("Automatic"), spec.minimumGain(), spec.movesPerMinute());
    }

    /** As many moves as a minute allows have to bring the gain, so that a long series of moves for little is none. */
    Mode.Improve mode() {
        return new Mode.Improve(movesPerMinute, minimumGain);
    }
}
