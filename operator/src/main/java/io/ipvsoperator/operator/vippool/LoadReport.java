package io.ipvsoperator.operator.vippool;

import io.fabric8.kubernetes.api.model.Quantity;
import io.ipvsoperator.crds.Rates;
import io.ipvsoperator.crds.vippool.VipPoolStatus;
import io.ipvsoperator.operator.pacing.Move;
import io.ipvsoperator.operator.placement.Bound;
import io.ipvsoperator.operator.placement.Dimension;
import io.ipvsoperator.operator.placement.Peak;
import io.ipvsoperator.operator.placement.Placement;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a placement puts on directors, and what is still to be moved, as the status of a pool says it. */
final class LoadReport {
    private static final List<String> SUFFIXES = List.of("", "k", "M", "G", "T");
    private static final BigDecimal THOUSAND = BigDecimal.valueOf(1000);

    private LoadReport() {}

    static VipPoolStatus.@Nullable Utilization utilization(Optional<Placement> placement) {
        Integer normal = placement
                .flatMap(Placement::normal)
                .flatMap(LoadReport::percent)
                .orElse(null);
        VipPoolStatus.WorstCase worst = placement
                .flatMap(Placement::worst)
                .flatMap(peak -> percent(peak).map(percent -> worstCase(peak, percent)))
                .orElse(null);
        return normal == null && worst == null ? null : new VipPoolStatus.Utilization(normal, worst);
    }

    private static Optional<Integer> percent(Peak peak) {
        return peak.utilization().map(fraction -> fraction.percent());
    }

    private static VipPoolStatus.WorstCase worstCase(Peak peak, int percent) {
        return new VipPoolStatus.WorstCase(
                peak.lost(),
                peak.director(),
                percent,
                rates(peak.dimension(), peak.load()),
                rates(peak.dimension(), peak.capacity().orElseThrow()));
    }

    private static Rates rates(Dimension dimension, long amount) {
        Quantity quantity = quantity(amount);
        return switch (dimension) {
            case BANDWIDTH -> new Rates(quantity, null, null);
            case PACKETS -> new Rates(null, quantity, null);
            case CONNECTIONS -> new Rates(null, null, quantity);
        };
    }

    /** Exact, with the largest suffix that needs no more than three decimal places. */
    private static Quantity quantity(long amount) {
        BigDecimal value = BigDecimal.valueOf(amount);
        int thousands = 0;
        while (thousands < SUFFIXES.size() - 1
                && value.compareTo(THOUSAND) >= 0
                && value.movePointLeft(3).stripTrailingZeros().scale() <= 3) {
            value = value.movePointLeft(3);
            thousands++;
        }
        return new Quantity(value.stripTrailingZeros().toPlainString(), SUFFIXES.get(thousands));
    }

    static VipPoolStatus.@Nullable Redundancy redundancy(Optional<Placement> placement) {
        return placement
                .filter(placed -> !placed.directors().isEmpty())
                .map(placed -> new VipPoolStatus.Redundancy(placed.toleratedFailures(), bound(placed)))
                .orElse(null);
    }

    private static @Nullable Integer bound(Placement placement) {
        boolean known = placement.worst().flatMap(Peak::utilization).isPresent();
        return placement.bound().source() == Bound.Source.NONE || !known
                ? null
                : placement.bound().share().percent();
    }

    /** Null when nothing was planned. */
    static VipPoolStatus.@Nullable Moves moves(PoolPlan plan) {
        if (plan.placement().isEmpty()) {
            return null;
        }
        MovesPlan moves = plan.moves();
        VipPoolStatus.NextMove next =
                moves.pending().stream().findFirst().map(LoadReport::next).orElse(null);
        return new VipPoolStatus.Moves(
                moves.pending().size(), next, moves.held().orElse(null));
    }

    private static VipPoolStatus.NextMove next(Move move) {
        return new VipPoolStatus.NextMove(move.unit(), move.from(), move.to(), move.reason());
    }
}
