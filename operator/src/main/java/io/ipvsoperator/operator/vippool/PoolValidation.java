package io.ipvsoperator.operator.vippool;

import io.ipvsoperator.crds.vippool.VipPool;
import io.ipvsoperator.crds.vippool.VipPoolSpec;
import io.ipvsoperator.crds.virtualrouter.VirtualRouter;
import io.ipvsoperator.crds.virtualrouter.VirtualRouterSpec;
import io.ipvsoperator.crds.virtualrouter.VirtualRouterTracking;
import io.ipvsoperator.operator.address.AddressFamily;
import io.ipvsoperator.operator.allocation.AddressPool;
import io.ipvsoperator.operator.allocation.AllocationProblem.IdentifierBudget;
import io.ipvsoperator.operator.allocation.PoolAddresses;
import io.ipvsoperator.operator.director.AgentFeature;
import io.ipvsoperator.operator.placement.FailoverPriority;
import io.ipvsoperator.operator.placement.PlacementProblem.Policy;
import io.ipvsoperator.operator.virtualservice.RatesText;
import io.ipvsoperator.operator.virtualservice.Refusal;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Turns a VipPool and its surroundings into a {@link ValidPool}, or says the first thing that is wrong. */
final class PoolValidation {
    /** RFC 3768 section 5.3.6.2: Authentication Data is 8 octets. */
    private static final int PASSWORD_LENGTH = 8;

    private static final Comparator<VipPool> OLDEST_FIRST = Comparator.comparing(
                    (VipPool pool) -> Instant.parse(pool.getMetadata().getCreationTimestamp()))
            .thenComparing(pool -> pool.getMetadata().getName());

    /** What validation comes to. */
    sealed interface Outcome {
        record Valid(ValidPool pool) implements Outcome {}

        record Invalid(Refusal refusal) implements Outcome {}
    }

    private PoolValidation() {}

    static Outcome validate(PoolInputs inputs, PoolDirectors directors) {
        if (inputs.pool().getMetadata().getDeletionTimestamp() != null) {
            return invalid(
                    "Deleting",
                    "the pool is being deleted: it gives no more addresses away, and is gone once its last service is");
        }
        return switch (PoolAddresses.parse(inputs.pool().getSpec().addresses())) {
            case PoolAddresses.Invalid(String message) ->
                invalid(message.contains("overlap") ? "OverlappingRanges" : "InvalidAddresses", "spec." + message);
            case PoolAddresses.Valid(AddressPool addresses) -> validate(inputs, directors, addresses);
        };
    }

    private static Outcome validate(PoolInputs inputs, PoolDirectors directors, AddressPool addresses) {
        Map<AddressFamily, Set<Integer>> taken = Segments.identifiersTaken(inputs);
        Optional<Refusal> refusal = overlap(inputs, addresses)
                .or(() -> directorRefusal(inputs.pool().getSpec(), directors))
                .or(() -> familyRefusal(inputs.pool().getSpec(), addresses))
                .or(() -> featureRefusal(inputs.pool().getSpec().vrrp(), directors))
                .or(() -> passwordRefusal(inputs))
                .or(() -> identifierRefusal(inputs));
        if (refusal.isPresent()) {
            return new Outcome.Invalid(refusal.get());
        }
        return switch (vrrp(inputs, addresses)) {
            case VrrpSettings.Outcome.Invalid(Refusal wrong) -> new Outcome.Invalid(wrong);
            case VrrpSettings.Outcome.Valid(VirtualRouterSpec.Vrrp settings) ->
                new Outcome.Valid(valid(inputs, directors, addresses, settings, taken));
        };
    }

    private static VrrpSettings.Outcome vrrp(PoolInputs inputs, AddressPool addresses) {
        VipPoolSpec spec = inputs.pool().getSpec();
        return switch (TrackingSettings.of(spec, addresses)) {
            case TrackingSettings.Outcome.Invalid(Refusal wrong) -> new VrrpSettings.Outcome.Invalid(wrong);
            case TrackingSettings.Outcome.Valid(Optional<VirtualRouterTracking> tracking) ->
                VrrpSettings.of(inputs.poolName(), spec.vrrp(), tracking);
        };
    }

    private static ValidPool valid(
            PoolInputs inputs,
            PoolDirectors directors,
            AddressPool addresses,
            VirtualRouterSpec.Vrrp vrrp,
            Map<AddressFamily, Set<Integer>> taken) {
        VipPoolSpec spec = inputs.pool().getSpec();
        VipPoolSpec.VirtualRouterIds budget = spec.vrrp().virtualRouterIds();
        return new ValidPool(
                inputs.poolName(),
                addresses,
                directors.forPlacement(spec, addresses),
                spec.directors().networkInterface(),
                new IdentifierBudget(budget.first(), budget.last()),
                taken,
                vrrp,
                spec.redundancy().toleratedFailures(),
                spec.redundancy().policy().equals("Enforce") ? Policy.ENFORCE : Policy.WARN,
                RatesText.amounts(spec.redundancy().defaultDemand()),
                withoutIpv6(directors, addresses),
                passwordWarning(inputs).or(() -> ipv6Warning(directors, addresses)),
                inputs.pool().getMetadata().getGeneration(),
                Rebalancing.of(spec.redundancy().rebalancing()),
                LinkSpeeds.of(directors, spec, addresses, PlanMemory.of(inputs.pool())));
    }

    /** Of two pools that overlap the older one stays valid. */
    private static Optional<Refusal> overlap(PoolInputs inputs, AddressPool addresses) {
        for (VipPool other : inputs.otherPools()) {
            Optional<AddressPool.Overlap> overlap = OLDEST_FIRST.compare(other, inputs.pool()) > 0
                    ? Optional.empty()
                    : PoolDirectors.addresses(other).flatMap(addresses::overlapWith);
            if (overlap.isPresent()) {
                return Optional.of(new Refusal(
                        "OverlappingRanges",
                        "spec.addresses " + overlap.get().mine() + " of VipPool " + inputs.poolName() + " overlaps "
                                + overlap.get().theirs() + " of VipPool "
                                + other.getMetadata().getName()
                                + ", which is older; give each address to one pool"));
            }
        }
        return Optional.empty();
    }

    private static Optional<Refusal> directorRefusal(VipPoolSpec spec, PoolDirectors directors) {
        if (directors.nodes().isEmpty()) {
            return Optional.of(new Refusal(
                    "NoDirectorsMatch",
                    "spec.directors.selector " + describe(spec)
                            + " matches no node; label the nodes that are to announce addresses"));
        }
        if (directors.nodes().size() > FailoverPriority.MAXIMUM_MEMBERS) {
            return Optional.of(new Refusal(
                    "TooManyDirectors",
                    "spec.directors.selector " + describe(spec) + " matches "
                            + directors.nodes().size() + " nodes; a pool has at most "
                            + FailoverPriority.MAXIMUM_MEMBERS + " directors"));
        }
        return Optional.empty();
    }

    private static String describe(VipPoolSpec spec) {
        return "with matchLabels " + spec.directors().selector().getMatchLabels();
    }

    private static Optional<Refusal> passwordRefusal(PoolInputs inputs) {
        VipPoolSpec.Authentication authentication =
                inputs.pool().getSpec().vrrp().authentication();
        return authentication == null || inputs.password().isPresent()
                ? Optional.empty()
                : Optional.of(new Refusal(
                        "PasswordNotFound",
                        "spec.vrrp.authentication names key " + authentication.secretKey() + " of Secret "
                                + authentication.secretName()
                                + ", which is not there; create it in the operator's namespace"));
    }

    /** Names of directors that keep the pool from giving IPv6 addresses away. */
    private static List<String> withoutIpv6(PoolDirectors directors, AddressPool addresses) {
        return addresses.of(AddressFamily.IPV6).ranges().isEmpty() ? List.of() : directors.without(AgentFeature.IPV6);
    }

    private static Optional<Refusal> ipv6Warning(PoolDirectors directors, AddressPool addresses) {
        List<String> without = withoutIpv6(directors, addresses);
        return without.isEmpty()
                ? Optional.empty()
                : Optional.of(new Refusal(
                        "AgentsTooOld",
                        "the IPv6 addresses of spec.addresses are not given away: the agents of directors "
                                + String.join(", ", without) + " do not know IPv6; update the node-agent there"));
    }

    /** What the agents of all available directors must be able to do before it is published. */
    private static Optional<Refusal> featureRefusal(VipPoolSpec.Vrrp vrrp, PoolDirectors directors) {
        return featureRefusal("transport", vrrp.transport(), "Unicast", AgentFeature.UNICAST, directors)
                .or(() -> featureRefusal(
                        "tracking",
                        vrrp.tracking() == null ? "absent" : "present",
                        "present",
                        AgentFeature.TRACKING,
                        directors))
                .or(() -> featureRefusal(
                        "virtualMac", vrrp.virtualMac(), "Enabled", AgentFeature.VIRTUAL_MAC, directors));
    }

    private static Optional<Refusal> featureRefusal(
            String field, String value, String needing, AgentFeature feature, PoolDirectors directors) {
        List<String> without = value.equals(needing) ? directors.without(feature) : List.of();
        return without.isEmpty()
                ? Optional.empty()
                : Optional.of(new Refusal(
                        "AgentsTooOld",
                        "spec.vrrp." + field + " is " + value + ", which the agents of directors "
                                + String.join(", ", without) + " do not know; update the node-agent there"));
    }

    private static Optional<Refusal> familyRefusal(VipPoolSpec spec, AddressPool addresses) {
        return spec.vrrp().version() == 3
                        || addresses.of(AddressFamily.IPV6).ranges().isEmpty()
                ? Optional.empty()
                : Optional.of(new Refusal(
                        "InvalidVrrp",
                        "spec.vrrp.version is 2, which carries IPv4 only, but spec.addresses has "
                                + addresses
                                        .of(AddressFamily.IPV6)
                                        .ranges()
                                        .getFirst()
                                        .text()
                                + "; remove it, or create a pool with version 3"));
    }

    private static Optional<Refusal> passwordWarning(PoolInputs inputs) {
        return inputs.pool().getSpec().vrrp().authentication() == null
                ? Optional.empty()
                : inputs.password()
                        .filter(password -> password.length > PASSWORD_LENGTH)
                        .map(password -> new Refusal(
                                "PasswordCut",
                                "the password of spec.vrrp.authentication has " + password.length
                                        + " octets; VRRPv2 carries the first " + PASSWORD_LENGTH + " of them"));
    }

    private static Optional<Refusal> identifierRefusal(PoolInputs inputs) {
        Map<AddressFamily, Set<Integer>> heard = Segments.identifiersHeard(inputs);
        List<Integer> contested = inputs.ownRouters().stream()
                .map(VirtualRouter::getSpec)
                .filter(router -> heard.getOrDefault(
                                AddressFamily.parse(router.addressFamily()).orElseThrow(), Set.of())
                        .contains(router.virtualRouterId()))
                .map(VirtualRouterSpec::virtualRouterId)
                .sorted()
                .toList();
        return contested.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new Refusal(
                                "VirtualRouterIdInUse",
                                "virtual router identifiers " + contested
                                        + " are in use by another pool on the same segment; give the pools other interfaces again"));
    }

    private static Outcome invalid(String reason, String message) {
        return new Outcome.Invalid(new Refusal(reason, message));
    }
}
