package io.ipvsoperator.operator.virtualservice;

import io.ipvsoperator.crds.forwardingtable.ForwardingTableSpec;
import io.ipvsoperator.operator.allocation.IpAddress;
import java.util.List;
import java.util.Optional;

/**
 * The endpoints that a service sends to, and what is to be said of the others.
 *
 * @param endpoints those without weight keep what connections they have
 * @param total of all that the service names, usable or not
 * @param problem why there is none with weight, if it is not the endpoints' own will
 * @param leftOut of each that is named and not sent to, why
 */
record ResolvedBackends(
        List<ValidService.Endpoint> endpoints, int total, Optional<Refusal> problem, List<Refusal> leftOut) {
    ResolvedBackends {
        endpoints = List.copyOf(endpoints);
        leftOut = List.copyOf(leftOut);
    }

    /** As people wrote them. */
    static ResolvedBackends of(List<ValidService.Endpoint> endpoints) {
        return new ResolvedBackends(endpoints, endpoints.size(), Optional.empty(), List.of());
    }

    /** What runs on, whatever is wrong with its service. A fallback is no backend of it. */
    static ResolvedBackends standing(Optional<ForwardingTableSpec> published) {
        return of(published.stream()
                .flatMap(table -> table.destinations().stream())
                .filter(destination -> destination.fallbackWeight() == null)
                .map(ResolvedBackends::endpoint)
                .toList());
    }

    private static ValidService.Endpoint endpoint(ForwardingTableSpec.Destination destination) {
        return new ValidService.Endpoint(
                IpAddress.of(destination.address()),
                destination.weight(),
                Optional.ofNullable(destination.targetPorts()).orElse(List.of()),
                Optional.ofNullable(destination.upperThreshold()),
                Optional.ofNullable(destination.lowerThreshold()));
    }

    static ResolvedBackends none(int total, Refusal problem) {
        return new ResolvedBackends(List.of(), total, Optional.of(problem), List.of());
    }
}
