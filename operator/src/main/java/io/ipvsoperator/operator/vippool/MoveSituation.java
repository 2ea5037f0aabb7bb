package io.ipvsoperator.operator.vippool;

import io.ipvsoperator.crds.director.Director;
import io.ipvsoperator.crds.virtualrouter.VirtualRouter;
import io.ipvsoperator.operator.director.Directors;
import io.ipvsoperator.operator.pacing.Handover;
import io.ipvsoperator.operator.pacing.LastMove;
import io.ipvsoperator.operator.pacing.Surroundings;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
        Surroundings surroundings = new Surroundings(
                objects.values().stream()
                        .filter(director -> !Directors.isAvailable(director))
                        .map(director -> director.getMetadata().getName())
                        .collect(Collectors.toSet()),
                objects.values().stream()
                        .filter(Directors::isKernelUnusable)
                        .map(director -> director.getMetadata().getName())
                        .collect(Collectors.toSet()));
        return new MoveSituation(new RouterStatements(published, objects), memory.lastMove(), surroundings, now);
    }

    Handover handover() {
        return Handover.of(lastMove, statements.routers());
    }

    /** Of a unit that is on its way nobody is the holder: it stays where it goes. */
    Optional<String> holder(String unit) {
        boolean onItsWay = handover().isUnderWay()
                && lastMove.filter(move -> move.unit().equals(unit)).isPresent();
        return onItsWay ? Optional.empty() : statements.holder(unit);
    }
}
