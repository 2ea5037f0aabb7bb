package io.ipvsoperator.crds.vippool;

import io.fabric8.kubernetes.api.model.Condition;
import io.ipvsoperator.crds.DemandComparison;
import io.ipvsoperator.crds.Part;
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
        @Nullable Integer recommendedAddresses,
        @Nullable DemandComparison demand)
        implements Part {

    /**
     * The placement of addresses on directors that is in force.
     *
     * @param number Grows by one with every plan. Updating it is the commit point of a plan.
     */
    public record Plan(long number) implements Part {}

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
     * @param percent Its load in percent of its capacity.
     */
    public record WorstCase(List<String> lost, String director, int percent) implements Part {}
}
