package io.ipvsoperator.operator.virtualservice;

import io.fabric8.kubernetes.api.model.Condition;
import io.ipvsoperator.crds.forwardingtable.ForwardingTable;
import io.ipvsoperator.crds.vippool.VipPool;
import io.ipvsoperator.crds.virtualservice.VirtualServiceStatus;
import io.ipvsoperator.operator.allocation.IpAddress;
import io.ipvsoperator.operator.demand.Comparison;
import io.ipvsoperator.operator.demand.MeasuredDemand;
import io.ipvsoperator.operator.kubernetes.ConditionValue;
import io.ipvsoperator.operator.kubernetes.Conditions;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The status of a service from what is published and what directors have acknowledged, never from what is intended. */
public final class ServiceStatusReport {
    static final String READY = "Ready";
    static final String ACCEPTED = "Accepted";
    static final String ADDRESSES_ALLOCATED = "AddressesAllocated";
    static final String BACKENDS_RESOLVED = "BackendsResolved";
    static final String PROGRAMMED = "Programmed";
    static final String REDUNDANCY_SATISFIED = "RedundancySatisfied";

    /** Conditions of which flips are worth an Event. */
    public static final List<String> TOLD_AS_EVENTS =
            List.of(ACCEPTED, ADDRESSES_ALLOCATED, PROGRAMMED, Comparison.CONDITION);

    private final ServiceInputs inputs;
    private final ServiceDecision decision;
    private final Optional<ForwardingTable> published;
    private final ServiceDemand demand;

    /** @param published the table as it stands in the API server now */
    public ServiceStatusReport(ServiceInputs inputs, ServiceDecision decision, Optional<ForwardingTable> published) {
        this.inputs = inputs;
        this.decision = decision;
        this.published = published;
        demand = ServiceDemand.of(
                inputs.source(),
                inputs.sharers().stream()
                        .filter(other -> other.holding().runs())
                        .toList(),
                inputs.pool(),
                inputs.routers(),
                MeasuredDemand.of(inputs.directors().values()));
    }

    VirtualServiceStatus status(Instant now) {
        Long generation = inputs.source().object().getMetadata().getGeneration();
        return new VirtualServiceStatus(
                generation,
                Conditions.advance(inputs.source().conditions(), conditions(), generation, now),
                decision.held().isEmpty()
                        ? null
                        : decision.held().getFirst().address().toString(),
                decision.held().stream()
                        .map(held -> new VirtualServiceStatus.Address(
                                held.address().toString(), held.router(), held.order()))
                        .toList(),
                health().counts(backends().counts()),
                demand.comparison().status());
    }

    private BackendsReport backends() {
        return new BackendsReport(decision.resolved(), published.map(ForwardingTable::getSpec), decision.backends());
    }

    private BackendHealth health() {
        return BackendHealth.of(published, inputs.routers(), inputs.directors());
    }

    /** Of every type, {@code Ready} first. */
    public List<ConditionValue> conditions() {
        ConditionValue accepted = accepted();
        ConditionValue allocated = allocated();
        ConditionValue resolved = health().condition(backends().condition());
        ConditionValue programmed = ProgrammedReport.of(published, inputs.routers(), inputs.directors());
        ConditionValue ready = ready(List.of(accepted, allocated, resolved, programmed));
        return List.of(ready, accepted, allocated, resolved, programmed, redundancy(), demand.condition());
    }

    private static ConditionValue ready(List<ConditionValue> needed) {
        return needed.stream()
                .filter(value -> !value.holds())
                .findFirst()
                .map(value ->
                        new ConditionValue(READY, value.truth(), value.reason(), value.type() + ": " + value.message()))
                .orElseGet(() -> ConditionValue.isTrue(READY, "Ready", "every available director serves it"));
    }

    private ConditionValue accepted() {
        return decision.refusal()
                .map(refusal -> ConditionValue.isFalse(ACCEPTED, refusal.reason(), refusal.message() + keepsRunning()))
                .orElseGet(
                        () -> ConditionValue.isTrue(ACCEPTED, "Accepted", "the spec is valid and the pool allows it"));
    }

    private String keepsRunning() {
        return published.isEmpty() ? "" : ". What ran before keeps running and gets nothing new";
    }

    private ConditionValue allocated() {
        Optional<Refusal> refusal = inputs.allocationRefusal();
        if (refusal.isPresent()) {
            return ConditionValue.isFalse(
                    ADDRESSES_ALLOCATED, refusal.get().reason(), refusal.get().message());
        }
        if (decision.held().isEmpty()) {
            return decision.refusal()
                    .map(why ->
                            ConditionValue.isFalse(ADDRESSES_ALLOCATED, "NotAccepted", "see the condition Accepted"))
                    .orElseGet(this::pending);
        }
        return missing().orElseGet(this::held);
    }

    private ConditionValue held() {
        String addresses =
                decision.held().stream().map(held -> held.address().toString()).collect(Collectors.joining(", "));
        return outsidePool()
                .map(outside -> ConditionValue.isTrue(
                        ADDRESSES_ALLOCATED,
                        "OutsidePool",
                        addresses + "; VipPool " + inputs.source().poolName() + " no longer lists " + outside
                                + ", which the service keeps until it is deleted"))
                .orElseGet(() -> ConditionValue.isTrue(ADDRESSES_ALLOCATED, "Allocated", addresses));
    }

    /** A plan is written router by router: some addresses may be there before the others. */
    private Optional<ConditionValue> missing() {
        if (decision.refusal().isPresent()
                || !(inputs.source().validate() instanceof ServiceValidation.Outcome.Valid(ValidService service))) {
            return Optional.empty();
        }
        int held = decision.held().size();
        return switch (service.count()) {
            case ValidService.AddressCount.Fixed(int count) ->
                fewer(held, count * service.families().size());
            case ValidService.AddressCount.Auto() ->
                inputs.planned()
                        .map(planned -> fewer(held, planned.addresses()))
                        .orElseGet(() -> wasAllocated() ? Optional.empty() : Optional.of(soFar(held + " addresses")));
        };
    }

    private static Optional<ConditionValue> fewer(int held, int wanted) {
        return held < wanted ? Optional.of(soFar(held + " of " + wanted + " addresses")) : Optional.empty();
    }

    private static ConditionValue soFar(String addresses) {
        return ConditionValue.unknown(
                ADDRESSES_ALLOCATED, "Pending", addresses + " so far; waiting for the pool's plan");
    }

    /**
     * What {@code count: Auto} comes to only the pool's planner knows. Before an operator that has just begun has planned, what was
     * allocated is, and nothing else.
     */
    private boolean wasAllocated() {
        return Conditions.find(inputs.source().conditions(), ADDRESSES_ALLOCATED)
                .filter(condition -> "True".equals(condition.getStatus()))
                .isPresent();
    }

    /** Addresses that an edit took from the pool, as text. */
    private Optional<String> outsidePool() {
        return inputs.pool()
                .flatMap(pool -> PoolRules.addresses(pool.getSpec().addresses()))
                .map(pool -> decision.held().stream()
                        .map(HeldAddress::address)
                        .filter(address -> !pool.contains(address))
                        .map(IpAddress::toString)
                        .collect(Collectors.joining(", ")))
                .filter(outside -> !outside.isEmpty());
    }

    private ConditionValue pending() {
        return poolCondition("Valid")
                .filter(condition -> "False".equals(condition.getStatus()))
                .map(condition -> ConditionValue.isFalse(
                        ADDRESSES_ALLOCATED,
                        "PoolInvalid",
                        "VipPool " + inputs.source().poolName() + " is not valid: " + condition.getMessage()))
                .orElseGet(() -> ConditionValue.unknown(
                        ADDRESSES_ALLOCATED,
                        "Pending",
                        poolCondition(REDUNDANCY_SATISFIED)
                                .filter(condition -> "Unknown".equals(condition.getStatus()))
                                .map(Condition::getMessage)
                                .orElse("waiting for the pool's plan")));
    }

    private ConditionValue redundancy() {
        if (decision.held().isEmpty()) {
            return ConditionValue.unknown(REDUNDANCY_SATISFIED, "NotPlaced", "the service has no address yet");
        }
        return poolCondition(REDUNDANCY_SATISFIED)
                .map(condition -> switch (condition.getStatus()) {
                    case "True" ->
                        ConditionValue.isTrue(REDUNDANCY_SATISFIED, condition.getReason(), condition.getMessage());
                    case "False" ->
                        ConditionValue.isFalse(REDUNDANCY_SATISFIED, condition.getReason(), condition.getMessage());
                    default ->
                        ConditionValue.unknown(REDUNDANCY_SATISFIED, condition.getReason(), condition.getMessage());
                })
                .orElseGet(() ->
                        ConditionValue.unknown(REDUNDANCY_SATISFIED, "NotPlanned", "waiting for the pool's plan"));
    }

    private Optional<Condition> poolCondition(String type) {
        return inputs.pool().map(VipPool::getStatus).flatMap(status -> Conditions.find(status.conditions(), type));
    }
}
