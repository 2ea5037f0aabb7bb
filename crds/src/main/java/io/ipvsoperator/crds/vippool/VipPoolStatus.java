package io.ipvsoperator.crds.vippool;

import io.fabric8.kubernetes.api.model.Condition;
import io.ipvsoperator.crds.DemandComparison;
import io.ipvsoperator.crds.Part;
import io.ipvsoperator.crds.Rates;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the operator makes of the pool.
 *
 * @param observedGeneration metadata.generation of the spec that this status speaks of.
 * @param conditions Valid, AddressesAvailable, RedundancySatisfied, VrrpHealthy, DemandWithinPlan, and Ready, which says whether
 *     the pool can be used.
 * @param recommendedAddresses The count of addresses with which the services of this pool would load the directors
 *     most evenly.
 * @param demand Of all services that hold addresses of the pool.
 */
public record VipPoolStatus(
        @Nullable Long observedGeneration,
        @Nullable List<Condition> conditions,
        @Nullable Plan plan,
        @Nullable Addresses addresses,
        @Nullable Directors directors,
        @Nullable Utilization utilization,
        @Nullable Redundancy redundancy,
        @Nullable Moves moves,
        @Nullable Integer recommendedAddresses,
        @Nullable DemandComparison demand)
        implements Part {

    /**
     * The placement of addresses on directors that is in force.
     *
     * @param number Grows by one with every plan. Updating it is the commit point of a plan.
     * @param lastMove The planned move that was published last.
     * @param basis Stands for everything that was planned on but link speeds. As long as it is the same, a link that became
     *     slower changes no order.
     * @param linkSpeeds What links are taken for while the basis is the same: the highest speeds seen since.
     */
    public record Plan(
            long number,
            @Nullable LastMove lastMove,
            @Nullable String basis,
            @Nullable List<LinkSpeed> linkSpeeds) implements Part {}

    /**
     * A planned move that was published.
     *
     * @param unit What moved: the virtual routers with this name, one for each family.
     * @param from The director that was active.
     * @param to The one that is to be.
     * @param time When it was published.
     * @param verified true: the new one has reported that it is active, the old one that it is not. Until then there is no
     *     other planned move.
     */
    public record LastMove(String unit, String from, String to, String time, boolean verified) implements Part {}

    /**
     * The speed of the link that carries the pool's addresses.
     *
     * @param director Name of the Director.
     * @param speed Bits per second.
     */
    public record LinkSpeed(String director, long speed) implements Part {}

    /**
     * Planned moves that are still to come.
     *
     * @param pending Their count.
     * @param next The one that comes next.
     * @param held Why it is not published now. Absent when it is only its turn that it waits for.
     */
    public record Moves(
            int pending, @Nullable NextMove next, @Nullable String held) implements Part {}

    /**
     * The planned move that comes next.
     *
     * @param unit What moves: the virtual routers with this name, one for each family.
     * @param from The director that is active.
     * @param to The one that is to be.
     * @param reason Why.
     */
    public record NextMove(String unit, String from, String to, String reason) implements Part {}

    /**
     * What the declared demands and the present placement come to.
     *
     * @param toleratedFailures Directors that may be lost at once, beyond those that are unavailable now, without overload. -1:
     *     there is overload without any loss.
     * @param boundPercent The load that no placement has its worst case below, in percent of a capacity, rounded up; none
     *     that moves nothing of what runs, where that is all that could be proved.
     */
    public record Redundancy(
            int toleratedFailures, @Nullable Integer boundPercent) implements Part {}

    /**
     * Counts of the pool's addresses; an IPv6 pool may have more than can be counted, and has the highest number then.
     *
     * @param total All of them.
     * @param allocated Those that a VirtualService holds.
     * @param releasing Those that a VirtualService gave up and that a director may still own.
     * @param free Those that can be allocated now.
     */
    public record Addresses(long total, long allocated, long releasing, long free) implements Part {}

    /**
     * Counts of the pool's directors.
     *
     * @param desired Nodes that the selector chooses.
     * @param available Those of them whose node-agent is alive.
     */
    public record Directors(int desired, int available) implements Part {}

    /**
     * The load that the declared demands put on directors.
     *
     * @param normal The highest load of a director while all of them are up, in percent of its capacity.
     */
    public record Utilization(
            @Nullable Integer normal, @Nullable WorstCase worstCase) implements Part {}

    /**
     * The tolerated loss that hurts most.
     *
     * @param lost Names of the directors that are lost at once.
     * @param director The survivor with the highest load.
     * @param percent Its load in percent of its capacity, rounded up.
     * @param load Its load in the dimension that is the tightest.
     * @param capacity What it can carry in that dimension.
     */
    public record WorstCase(
            List<String> lost,
            String director,
            int percent,
            @Nullable Rates load,
            @Nullable Rates capacity) implements Part {}
}
