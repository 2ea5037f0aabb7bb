package io.ipvsoperator.operator.vippool;

import io.ipvsoperator.crds.virtualrouter.VirtualRouterSpec;
import io.ipvsoperator.operator.address.AddressFamily;
import io.ipvsoperator.operator.allocation.AddressPool;
import io.ipvsoperator.operator.allocation.AllocationProblem.IdentifierBudget;
import io.ipvsoperator.operator.placement.Amounts;
import io.ipvsoperator.operator.placement.Director;
import io.ipvsoperator.operator.placement.PlacementProblem.Policy;
import io.ipvsoperator.operator.virtualservice.Refusal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A pool that may give addresses away: the input of every later step.
 *
 * @param directors by the capacities that are known now
 * @param identifiersTaken by pools on the same segment, in each family
 * @param withoutIpv6 directors whose agents do not know IPv6: while there are any, nobody gets such an address
 * @param defaultDemand of a service that declares none
 * @param warning something to mend that hinders nothing
 * @param generation of its spec
 */
record ValidPool(
        String name,
        AddressPool addresses,
        List<Director> directors,
        @Nullable String networkInterface,
        IdentifierBudget identifiers,
        Map<AddressFamily, Set<Integer>> identifiersTaken,
        VirtualRouterSpec.Vrrp vrrp,
        int toleratedFailures,
        Policy policy,
        Amounts defaultDemand,
        List<String> withoutIpv6,
        Optional<Refusal> warning,
        long generation,
        Rebalancing rebalancing,
        LinkSpeeds linkSpeeds) {

    /** Whether a director that returns takes nothing back. */
    boolean failsBackNever() {
        return vrrp.failback().policy().equals("Never");
    }

    ValidPool withDirectors(List<Director> others) {
        return new ValidPool(
                name,
                addresses,
                others,
                networkInterface,
                identifiers,
                identifiersTaken,
                vrrp,
                toleratedFailures,
                policy,
                defaultDemand,
                withoutIpv6,
                warning,
                generation,
                rebalancing,
                linkSpeeds);
    }
}
