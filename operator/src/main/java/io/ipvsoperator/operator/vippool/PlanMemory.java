package io.ipvsoperator.operator.vippool;

import io.ipvsoperator.crds.vippool.VipPool;
import io.ipvsoperator.crds.vippool.VipPoolStatus;
import io.ipvsoperator.operator.pacing.LastMove;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a plan knows of those before it: {@code status.plan} without its number. Lost with the status, which costs a re-planning
 * after a link became slower, and one move that comes earlier than it should.
 *
 * @param basis stands for all that was planned on but link speeds
 * @param linkSpeeds bits per second by director
 */
record PlanMemory(Optional<LastMove> lastMove, String basis, Map<String, Long> linkSpeeds) {
    static final PlanMemory NONE = new PlanMemory(Optional.empty(), "", Map.of());

    PlanMemory {
        linkSpeeds = new TreeMap<>(linkSpeeds);
    }

    static PlanMemory of(VipPool pool) {
        VipPoolStatus status = pool.getStatus();
        return status == null || status.plan() == null ? NONE : of(status.plan());
    }

    private static PlanMemory of(VipPoolStatus.Plan plan) {
        List<VipPoolStatus.LinkSpeed> speeds = plan.linkSpeeds();
        return new PlanMemory(
                Optional.ofNullable(plan.lastMove()).map(PlanMemory::lastMove),
                plan.basis() == null ? "" : plan.basis(),
                speeds == null
                        ? Map.of()
                        : speeds.stream()
                                .collect(Collectors.toMap(
                                        VipPoolStatus.LinkSpeed::director, VipPoolStatus.LinkSpeed::speed)));
    }

    private static LastMove lastMove(VipPoolStatus.LastMove move) {
        return new LastMove(move.unit(), move.from(), move.to(), Instant.parse(move.time()), move.verified());
    }

    PlanMemory with(LastMove move) {
        return new PlanMemory(Optional.of(move), basis, linkSpeeds);
    }

    /** @param number of the plan */
    VipPoolStatus.Plan toStatus(long number) {
        return new VipPoolStatus.Plan(
                number,
                lastMove.map(PlanMemory::toStatus).orElse(null),
                basis.isEmpty() ? null : basis,
                speedsToStatus());
    }

    private @Nullable List<VipPoolStatus.LinkSpeed> speedsToStatus() {
        return linkSpeeds.isEmpty()
                ? null
                : linkSpeeds.entrySet().stream()
                        .map(speed -> new VipPoolStatus.LinkSpeed(speed.getKey(), speed.getValue()))
                        .toList();
    }

    private static VipPoolStatus.LastMove toStatus(LastMove move) {
        return new VipPoolStatus.LastMove(
                move.unit(), move.from(), move.to(), move.time().toString(), move.verified());
    }
}
