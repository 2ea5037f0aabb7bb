package io.ipvsoperator.operator.vippool;

import io.ipvsoperator.crds.virtualrouter.VirtualRouterSpec;
import io.ipvsoperator.operator.placement.Placement;
import io.ipvsoperator.operator.placement.PlacementProblem;
import io.ipvsoperator.operator.virtualservice.Refusal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What the operator would decide about a pool, for those who only want to look. Nothing is written.
 *
 * @param hindrance why it plans nothing at this moment: a mistake in the pool, or something to be waited for
 * @param planned empty when the pool cannot be planned at all
 * @param routers all that the pool then has
 * @param refusals holder to why it lacks addresses
 */
public record PoolForesight(
        Optional<String> hindrance,
        Optional<Planned> planned,
        List<VirtualRouterSpec> routers,
        Map<String, String> refusals) {

    /** The question of placement and its answer; both name units as {@link #unit} does. */
    public record Planned(PlacementProblem problem, Placement placement) {}

    public PoolForesight {
        routers = List.copyOf(routers);
        refusals = Map.copyOf(refusals);
    }

    /** As the operator decides at that time; where it only waits, as it will decide when nothing else comes. */
    public static PoolForesight of(PoolInputs inputs, Instant now) {
        PlacementMemory placements = new PlacementMemory();
        PoolDecision decision = PoolDecision.unsuspended(inputs, placements, now);
        PoolPlan plan = decision.plan();
        return new PoolForesight(
                hindrance(PoolDecision.decide(inputs, placements, now)),
                plan.placement()
                        .flatMap(placement -> placements
                                .question(inputs.poolName(), placement)
                                .map(problem -> new Planned(problem, placement))),
                plan.routers(),
                plan.refusals().entrySet().stream()
                        .collect(Collectors.toMap(
                                Map.Entry::getKey, refusal -> refusal.getValue().message())));
    }

    private static Optional<String> hindrance(PoolDecision decision) {
        return switch (decision.outcome()) {
            case PoolValidation.Outcome.Invalid(Refusal wrong) -> Optional.of(wrong.message());
            case PoolValidation.Outcome.Valid ignored -> decision.suspension().map(Suspension::message);
        };
    }

    /** The unit of placement that a router belongs to, of one family or of both. */
    public static String unit(VirtualRouterSpec router) {
        return PoolPlan.unitName(router.pool(), router.virtualRouterId());
    }
}
