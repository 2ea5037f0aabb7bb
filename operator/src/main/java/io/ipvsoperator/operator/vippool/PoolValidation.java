package io.ipvsoperator.operator.vippool;

import io.ipvsoperator.crds.vippool.VipPool;
import io.ipvsoperator.crds.vippool.VipPoolSpec;
import io.ipvsoperator.crds.virtualrouter.VirtualRouterSpec;
import io.ipvsoperator.crds.virtualrouter.VirtualRouterTracking;
import io.ipvsoperator.operator.allocation.AddressPool;
import io.ipvsoperator.operator.allocation.AllocationProblem.IdentifierBudget;
import io.ipvsoperator.operator.allocation.PoolAddresses;
import io.ipvsoperator.operator.placement.FailoverPriority;
import io.ipvsoperator.operator.placement.PlacementProblem.Policy;
import io.ipvsoperator.operator.virtualservice.RatesText;
import io.ipvsoperator.operator.virtualservice.Refusal;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
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
            case PoolAddresses.Unsupported(String message) -> invalid("Unsupported", "spec." + message);
            case PoolAddresses.Valid(AddressPool addresses) -> validate(inputs, directors, addresses);
        };
    }

    private static Outcome validate(PoolInputs inputs, PoolDirectors directors, AddressPool addresses) {
        Set<Integer> taken = Segments.identifiersTaken(inputs);
        Optional<Refusal> refusal = overlap(inputs, addresses)
                .or(() -> directorRefusal(inputs.pool().getSpec(), directors))
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
            Set<Integer> taken) {
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
                passwordWarning(inputs));
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

    private static Optional<String> passwordWarning(PoolInputs inputs) {
        return inputs.pool().getSpec().vrrp().authentication() == null
                ? Optional.empty()
                : inputs.password()
                        .filter(password -> password.length > PASSWORD_LENGTH)
                        .map(password -> "the password of spec.vrrp.authentication has " + password.length
                                + " octets; VRRPv2 carries the first " + PASSWORD_LENGTH + " of them");
    }

    private static Optional<Refusal> identifierRefusal(PoolInputs inputs) {
        Set<Integer> heard = Segments.identifiersHeard(inputs);
        List<Integer> contested = inputs.ownRouters().stream()
                .map(router -> router.getSpec().virtualRouterId())
                .filter(heard::contains)
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
