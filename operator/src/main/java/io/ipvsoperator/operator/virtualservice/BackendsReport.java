package io.ipvsoperator.operator.virtualservice;

import io.ipvsoperator.crds.forwardingtable.ForwardingTableSpec;
import io.ipvsoperator.crds.forwardingtable.ForwardingTableSpec.Destination;
import io.ipvsoperator.crds.virtualservice.VirtualServiceStatus;
import io.ipvsoperator.operator.address.AddressFamily;
import io.ipvsoperator.operator.allocation.IpAddress;
import io.ipvsoperator.operator.kubernetes.ConditionValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** How many of a service's backends take connections by the published table, and why the others do not. */
final class BackendsReport {
    private static final String TYPE = ServiceStatusReport.BACKENDS_RESOLVED;

    private static final int MOST_NAMED = 5;

    private final ResolvedBackends resolved;
    private final Map<String, Integer> weights;
    /** Those that are not ready to take over. */
    private final List<IpAddress> waitingFallbacks;

    private final List<String> virtual;
    private final String familiesField;
    private final BackendReadiness backends;

    BackendsReport(ResolvedBackends resolved, Optional<ForwardingTableSpec> published, BackendReadiness backends) {
        this.resolved = resolved;
        List<Destination> destinations =
                published.map(ForwardingTableSpec::destinations).orElse(List.of());
        weights = destinations.stream()
                .filter(destination -> destination.fallbackWeight() == null)
                .collect(Collectors.toMap(Destination::address, Destination::weight));
        waitingFallbacks = destinations.stream()
                .filter(destination -> Integer.valueOf(0).equals(destination.fallbackWeight()))
                .map(destination -> IpAddress.of(destination.address()))
                .toList();
        virtual = published.map(ForwardingTableSpec::addresses).orElse(List.of());
        familiesField = published
                        .filter(table -> table.source().kind().equals(LoadBalancers.KIND))
                        .isPresent()
                ? "spec.ipFamilies"
                : "spec.addresses.families";
        this.backends = backends;
    }

    VirtualServiceStatus.Backends counts() {
        return new VirtualServiceStatus.Backends(ready(), resolved.total());
    }

    ConditionValue condition() {
        if (resolved.problem().isPresent()) {
            Refusal problem = resolved.problem().get();
            return ConditionValue.isFalse(TYPE, problem.reason(), problem.message());
        }
        if (weights.isEmpty() && virtual.isEmpty()) {
            return ConditionValue.unknown(TYPE, "NoTable", "nothing is to be programmed yet");
        }
        int ready = ready();
        List<String> waiting = waiting();
        String text = ready + " of " + resolved.total() + " backends take connections"
                + (waiting.isEmpty() ? "" : "; waiting for " + named(waiting))
                + leftOut();
        if (ready == 0) {
            return ConditionValue.isFalse(TYPE, "NoBackendReady", text);
        }
        boolean all = waiting.isEmpty() && resolved.leftOut().isEmpty();
        return unserved()
                .map(address -> noneOfItsFamily(address, text))
                .orElseGet(() -> ConditionValue.isTrue(TYPE, all ? "Resolved" : "PartlyResolved", text));
    }

    private ConditionValue noneOfItsFamily(String address, String text) {
        return ConditionValue.isFalse(
                TYPE,
                "NoBackendOfFamily",
                text + "; none of them has an address of the family of " + address
                        + ", and a packet keeps its family: add such a backend, or take the family from "
                        + familiesField);
    }

    private String leftOut() {
        List<String> all = resolved.leftOut().stream().map(Refusal::message).toList();
        return all.isEmpty() ? "" : "; left out: " + named(all);
    }

    private static String named(List<String> all) {
        String named = all.stream().limit(MOST_NAMED).collect(Collectors.joining("; "));
        return named + (all.size() > MOST_NAMED ? "; and " + (all.size() - MOST_NAMED) + " more" : "");
    }

    /** An address of which no destination is. */
    private Optional<String> unserved() {
        Set<AddressFamily> served = weights.keySet().stream()
                .map(address -> IpAddress.of(address).family())
                .collect(Collectors.toSet());
        return virtual.stream()
                .filter(address -> !served.contains(IpAddress.of(address).family()))
                .findFirst();
    }

    private int ready() {
        return (int) resolved.endpoints().stream()
                .filter(endpoint -> weight(endpoint) > 0)
                .count();
    }

    private int weight(ValidService.Endpoint endpoint) {
        return weights.getOrDefault(endpoint.address().toString(), 0);
    }

    private List<String> waiting() {
        List<String> waiting = new ArrayList<>();
        for (ValidService.Endpoint endpoint : resolved.endpoints()) {
            if (endpoint.weight() > 0 && weight(endpoint) == 0) {
                waiting.add(endpoint.address() + reason(endpoint.address()));
            }
        }
        waitingFallbacks.forEach(address -> waiting.add("the fallback " + address + hostReason(address)));
        return waiting;
    }

    private String reason(IpAddress endpoint) {
        return weights.containsKey(endpoint.toString())
                ? hostReason(endpoint)
                : " (the service has no address of its family)";
    }

    private String hostReason(IpAddress endpoint) {
        return switch (backends.hostOf(endpoint)) {
            case EndpointHost.Outside() -> "";
            case EndpointHost.OnNode(String node) -> notAccepting(node);
            case EndpointHost.Contested(Set<String> nodes) ->
                " (an address of node " + String.join(" and of node ", nodes)
                        + " at once; take it from all but one, or delete the Node that is gone)";
        };
    }

    private String notAccepting(String node) {
        List<String> failures = backends.failuresOf(node);
        return " (RealServer " + node + " does not yet accept the addresses"
                + (failures.isEmpty() ? "" : ": " + String.join(", ", failures)) + ")";
    }
}
