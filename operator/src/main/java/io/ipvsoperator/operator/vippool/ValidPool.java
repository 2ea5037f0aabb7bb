package io.ipvsoperator.operator.vippool;

import io.ipvsoperator.crds.virtualrouter.VirtualRouterSpec;
import io.ipvsoperator.operator.allocation.AddressPool;
import io.ipvsoperator.operator.allocation.AllocationProblem.IdentifierBudget;
import io.ipvsoperator.operator.placement.Amounts;
import io.ipvsoperator.operator.placement.Director;
import io.ipvsoperator.operator.placement.PlacementProblem.Policy;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A pool that may give addresses away: the input of every later step.
 *
 * @param identifiersTaken by pools on the same segment
 * @param defaultDemand of a service that declares none
 * @param warning something to mend that hinders nothing
 */
record ValidPool(
        String name,
        AddressPool addresses,
        List<Director> directors,
        @Nullable String networkInterface,
        IdentifierBudget identifiers,
        Set<Integer> identifiersTaken,
        VirtualRouterSpec.Vrrp vrrp,
        int toleratedFailures,
        Policy policy,
        Amounts defaultDemand,
        Optional<String> warning) {}
