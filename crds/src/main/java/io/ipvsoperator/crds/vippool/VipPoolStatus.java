package io.ipvsoperator.crds.vippool;

import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Conditions: Ready, Valid, AddressesAvailable, RedundancySatisfied. */
public record VipPoolStatus(
        @Nullable Long observedGeneration,
        @Nullable List<Condition> conditions,
        @Nullable Plan plan,
        @Nullable Addresses addresses,
        @Nullable Directors directors,
        @Nullable Utilization utilization,
        @Nullable Integer recommendedAddresses) {

    /** Grows by one with every plan; updating it is the commit point of a plan. */
    public record Plan(long number) {}

    /** Counts of addresses; {@code releasing} are given up by their service but not yet by every director. */
    public record Addresses(long total, long allocated, long releasing, long free) {}

    public record Directors(int desired, int available) {}

    /** @param normal highest load of a director with all of them up, percent of its capacity */
    public record Utilization(
            @Nullable Integer normal, @Nullable WorstCase worstCase) {}

    /** The loss that hurts most, the survivor that it hurts, and its load in percent of its capacity. */
    public record WorstCase(List<String> lost, String director, int percent) {}
}
