package io.ipvsoperator.operator.vippool;

import io.ipvsoperator.crds.vippool.VipPool;
import io.ipvsoperator.crds.vippool.VipPoolStatus;
import io.ipvsoperator.crds.virtualrouter.VirtualRouterSpec;
import io.ipvsoperator.operator.allocation.AddressPool;
import io.ipvsoperator.operator.allocation.IpAddress;
import io.ipvsoperator.operator.kubernetes.ConditionValue;
import io.ipvsoperator.operator.kubernetes.Conditions;
import io.ipvsoperator.operator.placement.Placement;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The status of a pool from what was decided and written. */
final class PoolStatusReport {
    static final String READY = "Ready";
    static final String VALID = "Valid";
    static final String ADDRESSES_AVAILABLE = "AddressesAvailable";
    static final String REDUNDANCY_SATISFIED = "RedundancySatisfied";
    static final String VRRP_HEALTHY = "VrrpHealthy";

    private final VipPool pool;
    private final PoolDecision decision;
    private final VipPoolStatus.@Nullable Addresses addresses;

    PoolStatusReport(VipPool pool, PoolDecision decision) {
        this.pool = pool;
        this.decision = decision;
        addresses = PoolDirectors.addresses(pool).map(this::addresses).orElse(null);
    }

    VipPoolStatus status(Instant now) {
        VipPoolStatus before = pool.getStatus();
        List<ConditionValue> values = conditions();
        return new VipPoolStatus(
                pool.getMetadata().getGeneration(),
                Conditions.advance(
                        before == null ? null : before.conditions(),
                        values,
                        pool.getMetadata().getGeneration(),
                        now),
                before == null || before.plan() == null
                        ? null
                        : decision.plan().memory().toStatus(before.plan().number()),
                addresses,
                new VipPoolStatus.Directors(
                        decision.directors().nodes().size(),
                        Math.toIntExact(decision.directors().available())),
                LoadReport.utilization(decision.plan().placement()),
                LoadReport.redundancy(decision.plan().placement()),
                LoadReport.moves(decision.plan()),
                decision.plan().recommendedAddresses().orElse(null),
                decision.demand().status());
    }

    private VipPoolStatus.Addresses addresses(AddressPool offered) {
        Map<Boolean, Set<IpAddress>> byRelease = decision.plan().routers().stream()
                .flatMap(router -> router.addresses().stream())
                .collect(Collectors.partitioningBy(
                        RouterSweep::isReleased, Collectors.mapping(this::address, Collectors.toSet())));
        AddressPool.Usage usage =
                offered.usage(byRelease.getOrDefault(false, Set.of()), byRelease.getOrDefault(true, Set.of()));
        return new VipPoolStatus.Addresses(usage.total(), usage.allocated(), usage.releasing(), usage.free());
    }

    private IpAddress address(VirtualRouterSpec.Address address) {
        return IpAddress.of(address.address());
    }

    private List<ConditionValue> conditions() {
        ConditionValue valid = valid();
        return List.of(
                ready(valid),
                valid,
                addressesAvailable(),
                redundancy(),
                vrrpHealthy(),
                decision.demand().condition());
    }

    private ConditionValue valid() {
        return switch (decision.outcome()) {
            case PoolValidation.Outcome.Invalid(var refusal) ->
                ConditionValue.isFalse(VALID, refusal.reason(), refusal.message());
            case PoolValidation.Outcome.Valid(ValidPool valid) ->
                valid.warning()
                        .map(warning -> ConditionValue.isTrue(VALID, warning.reason(), warning.message()))
                        .orElseGet(() -> ConditionValue.isTrue(VALID, "Valid", "the pool can be used"));
        };
    }

    private ConditionValue ready(ConditionValue valid) {
        if (!valid.holds()) {
            return ConditionValue.isFalse(READY, valid.reason(), valid.message());
        }
        return decision.directors().available() > 0
                ? ConditionValue.isTrue(
                        READY,
                        "Ready",
                        decision.directors().available() + " of "
                                + decision.directors().nodes().size() + " directors are available")
                : ConditionValue.isFalse(
                        READY,
                        "NoDirectorAvailable",
                        "none of the directors " + decision.directors().nodes()
                                + " is available; see the condition Available of each Director");
    }

    private ConditionValue addressesAvailable() {
        if (addresses == null) {
            return ConditionValue.unknown(
                    ADDRESSES_AVAILABLE, "PoolInvalid", "spec.addresses is wrong; see the condition Valid");
        }
        String text = addresses.free() + " of " + addresses.total() + " addresses are free, " + addresses.allocated()
                + " allocated, " + addresses.releasing() + " releasing";
        return addresses.free() > 0
                ? ConditionValue.isTrue(ADDRESSES_AVAILABLE, "AddressesFree", text)
                : ConditionValue.isFalse(ADDRESSES_AVAILABLE, "PoolExhausted", text + "; add some to spec.addresses");
    }

    private ConditionValue vrrpHealthy() {
        return new VrrpReport(decision.directors(), decision.plan().routers()).condition();
    }

    private ConditionValue redundancy() {
        Optional<Placement> placement = decision.plan().placement();
        if (placement.isPresent()) {
            return RedundancyReport.of(
                    placement.get(),
                    decision.directors(),
                    pool.getSpec().redundancy().toleratedFailures());
        }
        return decision.suspension()
                .map(suspension ->
                        ConditionValue.unknown(REDUNDANCY_SATISFIED, suspension.reason(), suspension.message()))
                .orElseGet(() -> ConditionValue.unknown(
                        REDUNDANCY_SATISFIED, "PoolInvalid", "nothing is planned; see the condition Valid"));
    }
}
