package io.ipvsoperator.operator.virtualservice;

import io.ipvsoperator.crds.forwardingtable.ForwardingTable;
import io.ipvsoperator.crds.forwardingtable.ForwardingTableSpec;
import io.ipvsoperator.crds.realserver.RealServer;
import io.ipvsoperator.operator.allocation.IpAddress;
import io.ipvsoperator.operator.allocation.IpFamily;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What one look at a service comes to.
 *
 * @param refusal why it is not accepted: what runs stays as it is
 * @param table what shall be published; empty: leave what there is
 */
record ServiceDecision(
        Optional<Refusal> refusal,
        List<HeldAddress> held,
        BackendReadiness backends,
        BackendDrain drain,
        Optional<ForwardingTableSpec> table) {

    /** Reasons of the planner that say the service itself asks for something impossible. */
    private static final List<String> ABOUT_THE_REQUEST = List.of("AddressInUse", "AddressNotInPool");

    static ServiceDecision decide(ServiceInputs inputs, BackendDrain drain, long nowNanos) {
        List<HeldAddress> held = HeldAddress.of(inputs.uid(), inputs.routers());
        BackendReadiness backends = inputs.backends();
        return switch (ServiceValidation.validate(inputs.service())) {
            case ServiceValidation.Outcome.Invalid(Refusal refusal) ->
                new ServiceDecision(Optional.of(refusal), held, backends, drain, Optional.empty());
            case ServiceValidation.Outcome.Valid(ValidService service) -> {
                Optional<Refusal> refusal = refusal(service, inputs, backends.addresses());
                Optional<ForwardingTableSpec> published = inputs.table().map(ForwardingTable::getSpec);
                BackendDrain advanced = refusal.isPresent() ? drain : drain.advanced(published, service, nowNanos);
                Optional<ForwardingTableSpec> table = refusal.isPresent() || held.isEmpty()
                        ? Optional.empty()
                        : Optional.of(
                                table(inputs, service, backends, published).compose(held, advanced.addresses()));
                yield new ServiceDecision(refusal.or(() -> requestRefusal(inputs)), held, backends, advanced, table);
            }
        };
    }

    /** Whether any node that the table sends to has not yet been told of one of the service's addresses. */
    boolean lacksRealServers(ServiceInputs inputs) {
        return inputs.table().stream()
                .flatMap(published -> published.getSpec().destinations().stream())
                .flatMap(destination -> IpAddress.parse(destination.address()).stream())
                .anyMatch(endpoint -> backends.nodesOf(endpoint).stream()
                        .anyMatch(node -> !isTold(inputs.realServers().get(node), addressesOf(endpoint.family()))));
    }

    private List<String> addressesOf(IpFamily family) {
        return held.stream()
                .map(HeldAddress::address)
                .filter(address -> address.family() == family)
                .map(IpAddress::toString)
                .toList();
    }

    private static boolean isTold(@Nullable RealServer realServer, List<String> addresses) {
        return realServer != null && realServer.getSpec().addresses().containsAll(addresses);
    }

    private static TableComposition table(
            ServiceInputs inputs,
            ValidService service,
            BackendReadiness backends,
            Optional<ForwardingTableSpec> published) {
        return new TableComposition(service, inputs.service().getMetadata().getGeneration(), backends, published);
    }

    private static Optional<Refusal> refusal(ValidService service, ServiceInputs inputs, NodeAddresses addresses) {
        if (inputs.pool().isEmpty()) {
            return Optional.of(new Refusal(
                    "PoolNotFound",
                    "spec.poolName is " + service.poolName() + " but there is no VipPool of that name; create it"));
        }
        PoolRules rules = PoolRules.of(inputs.pool().get(), inputs.nodes(), addresses);
        return Admission.refusal(service, rules, inputs.namespaceLabels());
    }

    private static Optional<Refusal> requestRefusal(ServiceInputs inputs) {
        return inputs.allocationRefusal().filter(refusal -> ABOUT_THE_REQUEST.contains(refusal.reason()));
    }
}
