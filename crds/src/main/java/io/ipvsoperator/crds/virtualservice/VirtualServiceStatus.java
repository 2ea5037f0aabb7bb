package io.ipvsoperator.crds.virtualservice;

import io.fabric8.kubernetes.api.model.Condition;
import io.ipvsoperator.crds.DemandComparison;
import io.ipvsoperator.crds.Part;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the operator and the directors make of the service. It reports; the record of allocation is elsewhere.
 *
 * @param observedGeneration metadata.generation of the spec that this status speaks of.
 * @param conditions Accepted, AddressesAllocated, BackendsResolved, Programmed, RedundancySatisfied, DemandWithinPlan, and
 *     Ready, which sums the first four up.
 * @param vip The first of the addresses.
 * @param addresses The addresses of the service and who announces them.
 * @param demand Of the whole service.
 */
public record VirtualServiceStatus(
        @Nullable Long observedGeneration,
        @Nullable List<Condition> conditions,
        @Nullable String vip,
        @Nullable List<Address> addresses,
        @Nullable Backends backends,
        @Nullable DemandComparison demand)
        implements Part {

    /**
     * An address of the service.
     *
     * @param address The virtual IP.
     * @param virtualRouter Name of the VirtualRouter that carries it.
     * @param order Directors by falling priority. The first owns the address while all are well.
     */
    public record Address(String address, String virtualRouter, List<String> order) implements Part {}

    /**
     * Counts of the backends.
     *
     * @param ready Those that take new connections.
     * @param total All of them.
     */
    public record Backends(int ready, int total) implements Part {}
}
