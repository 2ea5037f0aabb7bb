package io.ipvsoperator.operator.virtualservice;

import io.ipvsoperator.crds.forwardingtable.ForwardingTableSpec;
import io.ipvsoperator.crds.forwardingtable.ForwardingTableSpec.Destination;
import io.ipvsoperator.crds.virtualservice.VirtualService;
import io.ipvsoperator.operator.endpoints.MergedEndpoints;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The table of a service that is refused. It gets nothing new: no address, port, method or backend. What it has of
 * EndpointSlices and of nodes is still judged, for such an address may be somebody else's soon: what may no longer be sent
 * to drains. What people wrote by hand stays as it is. Pure.
 *
 * @param drain destinations that are on their way out
 */
record StandingTable(ForwardingTableSpec table, BackendDrain drain) {

    /** @param rules of the pool; empty when there is none: then nothing is believed but Pods */
    static StandingTable of(
            ForwardingTableSpec published,
            ServiceInputs inputs,
            BackendReadiness backends,
            Optional<PoolRules> rules,
            Instant now) {
        Map<String, Integer> weights = weights(published, inputs, backends, rules);
        BackendDrain drain = BackendDrain.ofStanding(
                published, weights.keySet(), inputs.source().drainTimeout(), now);
        List<Destination> destinations = new ArrayList<>();
        for (Destination destination : published.destinations()) {
            Integer weight = weights.get(destination.address());
            if (weight != null) {
                destinations.add(destination.serving(weight));
            } else if (drain.has(destination)) {
                destinations.add(drain.draining(destination, published.services()));
            }
        }
        return new StandingTable(withDestinations(published, destinations), drain);
    }

    /** Of the destinations that do not drain, by address. */
    private static Map<String, Integer> weights(
            ForwardingTableSpec published, ServiceInputs inputs, BackendReadiness backends, Optional<PoolRules> rules) {
        return switch (inputs.source()) {
            case ServiceSource.OfVirtualService(VirtualService service, Holding ignored) ->
                new StandingEndpoints(published, backends, rules).weights(service, inputs.clusterBackends());
            case ServiceSource.OfLoadBalancer balancer -> {
                Set<String> directors = rules.map(PoolRules::directors).orElse(Set.of());
                MergedEndpoints merged = inputs.clusterBackends().orElseThrow().endpoints();
                yield new StandingNodes(
                                published, backends, inputs.nodes(), new NodeWeights(inputs.nodes(), merged, directors))
                        .weights(balancer.object());
            }
            case ServiceSource.Orphaned ignored ->
                published.destinations().stream().collect(Collectors.toMap(Destination::address, Destination::weight));
        };
    }

    private static ForwardingTableSpec withDestinations(ForwardingTableSpec table, List<Destination> destinations) {
        return new ForwardingTableSpec(
                table.source(),
                table.pool(),
                table.addresses(),
                table.services(),
                table.forwarding(),
                destinations,
                table.healthCheck(),
                table.slowStartSeconds(),
                table.sourceRanges());
    }
}
