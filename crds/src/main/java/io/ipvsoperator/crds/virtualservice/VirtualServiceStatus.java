package io.ipvsoperator.crds.virtualservice;

import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Conditions: Accepted, AddressesAllocated, BackendsResolved, Programmed, RedundancySatisfied, Ready.
 *
 * @param vip the first address, for columns and DNS
 */
public record VirtualServiceStatus(
        @Nullable Long observedGeneration,
        @Nullable List<Condition> conditions,
        @Nullable String vip,
        @Nullable List<Address> addresses,
        @Nullable Backends backends) {

    /** @param order directors by falling priority; the first is the active one while all are well */
    public record Address(String address, String virtualRouter, List<String> order) {}

    public record Backends(int ready, int total) {}
}
