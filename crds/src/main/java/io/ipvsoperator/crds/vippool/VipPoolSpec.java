package io.ipvsoperator.crds.vippool;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.ipvsoperator.crds.Rates;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a pool offers and who announces it.
 *
 * @param addresses single addresses, CIDRs without host bits, or ranges {@code first-last} of one family
 * @param allocation {@code Automatic}, or {@code OnRequest}: only for those that name this pool
 * @param allowedEndpoints CIDRs that bound static backends and probe targets; empty allows none
 */
public record VipPoolSpec(
        List<String> addresses,
        String allocation,
        AllowedNamespaces allowedNamespaces,
        List<String> allowedEndpoints,
        Directors directors,
        Redundancy redundancy,
        Vrrp vrrp) {

    /** @param from {@code All}, or {@code Selector} with a selector */
    public record AllowedNamespaces(String from, @Nullable LabelSelector selector) {}

    /**
     * @param networkInterface name of the interface that carries the addresses; absent means the one whose subnet holds them
     * @param capacity of each director; {@code Director.spec.capacity} overrides it; absent means the link speed seen
     */
    public record Directors(
            LabelSelector selector,
            @JsonProperty("interface") @Nullable String networkInterface,
            @Nullable Rates capacity) {}

    /**
     * @param toleratedFailures directors that may be lost at once without overload
     * @param policy {@code Warn} or {@code Enforce}
     * @param defaultDemand of a service that declares none
     */
    public record Redundancy(
            int toleratedFailures, String policy, @Nullable Rates defaultDemand) {}

    /**
     * @param version 2 or 3
     * @param transport {@code Multicast} or {@code Unicast}
     * @param advertisementInterval a duration such as {@code 1s} or {@code 100ms}
     */
    public record Vrrp(
            int version,
            String transport,
            String advertisementInterval,
            VirtualRouterIds virtualRouterIds,
            Failback failback,
            @Nullable Authentication authentication) {}

    /** The budget of virtual router identifiers, both ends included. */
    public record VirtualRouterIds(int first, int last) {}

    /**
     * @param policy {@code Immediate}, {@code Delayed} or {@code Never}
     * @param delay with {@code Delayed}: how long a returned director waits before it takes addresses back
     */
    public record Failback(String policy, @Nullable String delay) {}

    /** A password in a Secret of the operator's namespace. Only the type {@code PASS} of VRRPv2. */
    public record Authentication(String type, String secretName, String secretKey) {}
}
