package io.ipvsoperator.operator.vippool;

import io.ipvsoperator.crds.director.Director;
import io.ipvsoperator.crds.virtualrouter.VirtualRouter;
import io.ipvsoperator.operator.director.Directors;
import io.ipvsoperator.operator.pacing.Handover;
import io.ipvsoperator.operator.pacing.LastMove;
import io.ipvsoperator.operator.pacing.Surroundings;
import io.ipvsoperator.operator.placement.FailoverPriority;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/**
 * What moves depend on besides the plan.
 *
 * @param statements what directors say of the routers
 * @param lastMove the one that was published last
 * @param surroundings what speaks against any
 */
record MoveSituation(RouterStatements statements, Optional<LastMove> lastMove, Surroundings surroundings, Instant now) {

    static MoveSituation of(PoolDirectors directors, List<VirtualRouter> published, PlanMemory memory, Instant now) {
        Map<String, Director> objects = directors.objects();
        RouterStatements statements = new RouterStatements(published, objects);
        Surroundings surroundings = new Surroundings(
                objects.values().stream()
                        .filter(director -> !Directors.isAvailable(director))
                        .map(director -> director.getMetadata().getName())
                        .collect(Collectors.toSet()),
                objects.values().stream()
                        .filter(Directors::isKernelUnusable)
                        .map(director -> director.getMetadata().getName())
                        .collect(Collectors.toSet()),
                statements.lowered());
        return new MoveSituation(statements, memory.lastMove(), surroundings, now);
    }

    Handover handover() {
        return Handover.of(lastMove, statements.routers());
    }

    /** A unit that is on its way is held by nobody whom it leaves: it stays where it goes, unless somebody else has taken it. */
    Optional<String> holder(String unit) {
        Optional<String> left = underWay(unit).map(LastMove::from);
        return statements.holder(unit).filter(holder -> !left.equals(Optional.of(holder)));
    }

    /** The move of a unit that directors have yet to carry out. */
    Optional<LastMove> underWay(String unit) {
        return lastMove.filter(move -> move.unit().equals(unit) && handover().isUnderWay());
    }

    /** Whether the one that is to give addresses away has been told so. */
    boolean isGivenAway(LastMove move) {
        return statements.priority(move.unit(), move.from()).equals(OptionalInt.of(FailoverPriority.MAINTENANCE));
    }

    /** Whether those who stand by have the priorities that decide who takes over. */
    boolean isKnownToOthers(LastMove move) {
        return statements.routers().stream()
                .filter(router -> router.unit().equals(move.unit()))
                .allMatch(router -> router.isKnownToOthersThan(move.from()));
    }
}
