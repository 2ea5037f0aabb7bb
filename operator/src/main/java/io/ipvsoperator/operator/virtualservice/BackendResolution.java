package io.ipvsoperator.operator.virtualservice;

import io.ipvsoperator.operator.address.AddressFamily;
import io.ipvsoperator.operator.allocation.IpAddress;
import io.ipvsoperator.operator.endpoints.ClusterBackends;
import io.ipvsoperator.operator.endpoints.EndpointOrigin;
import io.ipvsoperator.operator.endpoints.MergedEndpoints;
import io.ipvsoperator.operator.endpoints.Readiness;
import io.ipvsoperator.operator.endpoints.ServiceEndpoint;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * From the endpoints of a Service to those that its virtual service may send to. Whoever can write slices into a
 * namespace can write any address into them: one that no Pod of the namespace has is held to what the pool allows.
 */
final class BackendResolution {
    private final ValidService service;
    private final ClusterBackends cluster;
    private final PoolRules rules;
    private final NodeAddresses nodes;
    private final Set<IpAddress> published;
    private final MergedEndpoints merged;

    /** @param published destinations of the table as it stands */
    BackendResolution(
            ValidService service,
            ClusterBackends cluster,
            PoolRules rules,
            NodeAddresses nodes,
            Set<IpAddress> published) {
        this.service = service;
        this.cluster = cluster;
        this.rules = rules;
        this.nodes = nodes;
        this.published = Set.copyOf(published);
        merged = cluster.endpoints().of(service.families());
    }

    ResolvedBackends resolve(ValidService.BackendSource.EndpointsOf reference) {
        int total = merged.endpoints().size();
        if (cluster.service().isEmpty()) {
            return ResolvedBackends.none(
                    total,
                    new Refusal(
                            "ServiceNotFound",
                            "spec.backends.service.name is " + cluster.name() + " but namespace " + cluster.namespace()
                                    + " has no Service of that name; create it"));
        }
        return switch (BackendPorts.of(service, reference, cluster.service().get())) {
            case BackendPorts.Outcome.Missing(Refusal refusal) -> ResolvedBackends.none(total, refusal);
            case BackendPorts.Outcome.Found(BackendPorts ports) -> resolve(ports, reference.weights());
        };
    }

    private ResolvedBackends resolve(BackendPorts ports, ZoneWeights weights) {
        List<ServiceEndpoint> usable = new ArrayList<>();
        List<Refusal> leftOut = new ArrayList<>();
        merged.unusable().forEach(text -> leftOut.add(new Refusal("AddressTypeUnsupported", text)));
        for (ServiceEndpoint endpoint : merged.endpoints()) {
            Optional<Refusal> refusal = refusal(endpoint).or(() -> ports.refusal(endpoint));
            if (refusal.isEmpty()) {
                usable.add(endpoint);
            } else if (endpoint.readiness() != Readiness.NOT_READY) {
                leftOut.add(refusal.get());
            }
        }
        List<ValidService.Endpoint> endpoints = weighted(usable, ports, weights);
        int most = TableComposition.MAXIMUM_DESTINATIONS
                - service.fallbackAddresses().size();
        if (endpoints.size() > most) {
            int more = endpoints.size() - most;
            endpoints = endpoints.subList(0, most);
            leftOut.add(new Refusal(
                    "TooManyEndpoints",
                    more + " more endpoints find no room: a service has at most "
                            + most
                            + "; share them out among several VirtualServices"));
        }
        return new ResolvedBackends(
                endpoints, merged.endpoints().size() + merged.unusable().size(), problem(endpoints, leftOut), leftOut);
    }

    private Optional<Refusal> refusal(ServiceEndpoint endpoint) {
        IpAddress address = endpoint.address();
        if (service.fallbackAddresses().contains(address)) {
            return Optional.of(new Refusal(
                    "EndpointNotAllowed",
                    address
                            + " is the address of spec.backends.fallback, and a backend cannot stand in for itself: choose"
                            + " another fallback"));
        }
        return switch (endpoint.origin()) {
            case EndpointOrigin.OfPod(String pod) ->
                Admission.neverAnEndpoint(address + " of Pod " + pod, address, rules)
                        .or(() -> unreachable(address, pod));
            case EndpointOrigin.OnlyWritten(String slice) ->
                Admission.endpointRefusal(
                        address + " in EndpointSlice " + slice + " is no Pod's of namespace " + cluster.namespace()
                                + ", so it counts as a static endpoint",
                        address,
                        rules);
        };
    }

    /** What is no node's own address is behind a node, where no packet arrives that is sent to a virtual address. */
    private Optional<Refusal> unreachable(IpAddress address, String pod) {
        return service.forwarding().keepsTheDestination() && nodes.hostOf(address) instanceof EndpointHost.Outside
                ? Optional.of(new Refusal(
                        "MasqueradeRequired",
                        address + " is the own address of Pod " + pod + ", which forwarding.method: DirectRouting"
                                + " cannot reach: use Masquerade, or Pods with hostNetwork: true"))
                : Optional.empty();
    }

    /**
     * Of a family in which none is ready, those serve that are about to leave, as with kube-proxy. What has no weight is
     * there only to end what it has begun. Those that have a place in the table come first, for the table has an end.
     */
    private List<ValidService.Endpoint> weighted(
            List<ServiceEndpoint> usable, BackendPorts ports, ZoneWeights weights) {
        Set<AddressFamily> served = usable.stream()
                .filter(endpoint -> endpoint.readiness() == Readiness.READY)
                .map(endpoint -> endpoint.address().family())
                .collect(Collectors.toSet());
        return usable.stream()
                .map(endpoint -> new ValidService.Endpoint(
                        endpoint.address(),
                        switch (endpoint.readiness()) {
                            case READY -> weights.of(endpoint);
                            case TERMINATING ->
                                served.contains(endpoint.address().family()) ? 0 : weights.of(endpoint);
                            case NOT_READY -> 0;
                        },
                        ports.of(endpoint)))
                .filter(endpoint -> endpoint.weight() > 0 || published.contains(endpoint.address()))
                .sorted(Comparator.comparing((ValidService.Endpoint endpoint) -> endpoint.weight() == 0)
                        .thenComparing(endpoint -> !published.contains(endpoint.address()))
                        .thenComparing(ValidService.Endpoint::address))
                .toList();
    }

    private Optional<Refusal> problem(List<ValidService.Endpoint> endpoints, List<Refusal> leftOut) {
        if (endpoints.stream().anyMatch(endpoint -> endpoint.weight() > 0)) {
            return Optional.empty();
        }
        if (!leftOut.isEmpty()) {
            return Optional.of(leftOut.getFirst());
        }
        return Optional.of(new Refusal("NoEndpoints", noEndpoints()));
    }

    private String noEndpoints() {
        int all = merged.endpoints().size();
        if (all > 0) {
            return "none of the " + all + " endpoints of Service " + cluster.name() + " is ready";
        }
        int others = cluster.endpoints().endpoints().size();
        return others == 0
                ? "Service " + cluster.name() + " has no endpoints; no running Pod matches its selector"
                : "none of the " + others + " endpoints of Service " + cluster.name() + " is of a family of the"
                        + " virtual addresses, and a packet keeps its family: give the Service that family in"
                        + " spec.ipFamilies, or have another one in spec.addresses.families";
    }
}
