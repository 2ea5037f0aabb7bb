package io.ipvsoperator.operator.virtualservice;

import io.ipvsoperator.crds.director.Director;
import io.ipvsoperator.crds.forwardingtable.ForwardingTable;
import io.ipvsoperator.crds.forwardingtable.ForwardingTableSpec;
import io.ipvsoperator.crds.realserver.RealServer;
import io.ipvsoperator.crds.virtualrouter.VirtualRouterSpec;
import io.ipvsoperator.operator.address.AddressFamily;
import io.ipvsoperator.operator.allocation.IpAddress;
import io.ipvsoperator.operator.director.AgentFeature;
import io.ipvsoperator.operator.director.Directors;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What one look at a service comes to.
 *
 * @param refusal why it is not accepted: what runs gets nothing new
 * @param resolved what the service sends to
 * @param drain what has left it and still has connections
 * @param table what shall be published; empty: leave what there is
 */
public record ServiceDecision(
        Optional<Refusal> refusal,
        List<HeldAddress> held,
        BackendReadiness backends,
        ResolvedBackends resolved,
        BackendDrain drain,
        Optional<ForwardingTableSpec> table) {

    /** Reasons of the planner that say the service itself asks for something impossible. */
    private static final List<String> ABOUT_THE_REQUEST = List.of("AddressInUse", "AddressNotInPool");

    static ServiceDecision decide(ServiceInputs inputs, Instant now) {
        List<HeldAddress> held = HeldAddress.of(inputs.holder(), inputs.routers());
        BackendReadiness backends = inputs.backends();
        return switch (inputs.source().validate()) {
            case ServiceValidation.Outcome.Invalid(Refusal refusal) -> refused(refusal, inputs, held, now);
            case ServiceValidation.Outcome.Valid(ValidService service) -> {
                Optional<SharingGroup> group =
                        inputs.sharingGroup(other -> refusal(other, inputs, backends.addresses()), held);
                Optional<Refusal> refusal = refusal(service, inputs, backends.addresses())
                        .or(() -> group.flatMap(sharers -> sharers.portRefusal(inputs.uid())));
                yield refusal.isPresent()
                        ? refused(refusal.get(), inputs, held, now)
                        : accepted(
                                service,
                                inputs,
                                held,
                                group.flatMap(sharers -> sharers.termsRefusal(inputs.uid())),
                                now);
            }
        };
    }

    /** Of shared addresses, which are not this service's alone, those that its table serves. */
    private static List<HeldAddress> inUse(ServiceInputs inputs, List<HeldAddress> held) {
        return inputs.isShared() ? HeldAddress.servedBy(inputs.table(), held) : held;
    }

    private static ServiceDecision refused(Refusal refusal, ServiceInputs inputs, List<HeldAddress> held, Instant now) {
        BackendReadiness backends = inputs.backends();
        Optional<StandingTable> standing = inputs.table()
                .map(ForwardingTable::getSpec)
                .filter(table -> !table.addresses().isEmpty())
                .map(table -> StandingTable.of(table, inputs, backends, rules(inputs, backends.addresses()), now));
        Optional<ForwardingTableSpec> table =
                standing.map(StandingTable::table).map(stands -> withoutLost(stands, inputs));
        return new ServiceDecision(
                Optional.of(refusal),
                inUse(inputs, held),
                backends,
                ResolvedBackends.standing(table),
                standing.map(StandingTable::drain).orElse(BackendDrain.NONE),
                table);
    }

    /** What it was given is for as long as it has it: somebody else may be the next. */
    private static ForwardingTableSpec withoutLost(ForwardingTableSpec table, ServiceInputs inputs) {
        return inputs.lost().isEmpty() ? table : TableComposition.without(table, inputs.lost());
    }

    private static ServiceDecision accepted(
            ValidService written,
            ServiceInputs inputs,
            List<HeldAddress> all,
            Optional<Refusal> termsRefusal,
            Instant now) {
        List<HeldAddress> held = termsRefusal.isPresent() ? inUse(inputs, all) : all;
        BackendReadiness backends = inputs.backends();
        Optional<ForwardingTableSpec> published = inputs.table().map(ForwardingTable::getSpec);
        ResolvedBackends resolved = resolved(written, inputs, backends.addresses(), published);
        ValidService service = written.withEndpoints(resolved.endpoints());
        BackendDrain drain = BackendDrain.of(published, service, now);
        Optional<ForwardingTableSpec> table = held.isEmpty()
                ? published.filter(stands -> !inputs.lost().isEmpty()).map(stands -> withoutLost(stands, inputs))
                : Optional.of(table(inputs, service, backends, published).compose(held, drain));
        return new ServiceDecision(
                requestRefusal(inputs).or(() -> termsRefusal), held, backends, resolved, drain, table);
    }

    private static ResolvedBackends resolved(
            ValidService service,
            ServiceInputs inputs,
            NodeAddresses addresses,
            Optional<ForwardingTableSpec> published) {
        PoolRules rules = rules(inputs, addresses).orElseThrow();
        Set<IpAddress> destinations = published.stream()
                .flatMap(table -> table.destinations().stream())
                .map(destination -> IpAddress.of(destination.address()))
                .collect(Collectors.toSet());
        return switch (service.source()) {
            case ValidService.BackendSource.Written() -> ResolvedBackends.of(service.endpoints());
            case ValidService.BackendSource.EndpointsOf reference ->
                new BackendResolution(service, inputs.clusterBackends().orElseThrow(), rules, addresses, destinations)
                        .resolve(reference);
            case ValidService.BackendSource.Nodes(ValidService.TrafficPolicy policy) ->
                new NodeResolution(
                                service,
                                inputs.clusterBackends().orElseThrow().endpoints(),
                                rules,
                                inputs.nodes(),
                                addresses,
                                segments(rules, inputs),
                                destinations)
                        .resolve(policy);
        };
    }

    /** Networks that the pool's directors are in. */
    private static List<IpPrefix> segments(PoolRules rules, ServiceInputs inputs) {
        return inputs.directors().values().stream()
                .filter(director ->
                        rules.directors().contains(director.getMetadata().getName()))
                .flatMap(Directors::interfaces)
                .flatMap(link -> link.addresses().stream())
                .flatMap(text -> IpPrefix.parse(text).stream())
                .map(IpPrefix::masked)
                .distinct()
                .toList();
    }

    /** Kinds that the API server does not count stay at 0. */
    private static long generation(ServiceInputs inputs) {
        Long generation = inputs.source().object().getMetadata().getGeneration();
        return generation == null ? 0 : generation;
    }

    /** Whether any node that the table sends to has not yet been told of one of the service's addresses. */
    boolean lacksRealServers(ServiceInputs inputs) {
        return inputs.table().stream()
                .filter(published -> RealServerWriter.sendsToVirtualAddresses(published.getSpec()))
                .flatMap(published -> published.getSpec().destinations().stream())
                .flatMap(destination -> IpAddress.parse(destination.address()).stream())
                .anyMatch(endpoint -> backends.nodesOf(endpoint).stream()
                        .anyMatch(node -> !isTold(inputs.realServers().get(node), addressesOf(endpoint.family()))));
    }

    private List<String> addressesOf(AddressFamily family) {
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
        return new TableComposition(service, generation(inputs), backends, published);
    }

    private static Optional<Refusal> refusal(ValidService service, ServiceInputs inputs, NodeAddresses addresses) {
        Optional<PoolRules> rules = rules(inputs, addresses);
        return rules.isPresent()
                ? Admission.refusal(service, rules.get(), inputs.namespaceLabels())
                        .or(() -> inputs.pool()
                                .flatMap(pool -> ForwardingSupport.refusal(
                                        service.forwarding(), pool, inputs.nodes(), inputs.directors())))
                        .or(() -> ForwardingSupport.refusalOfNodes(service, inputs.backends()))
                        .or(() -> refusalOfAgents(service, inputs))
                : Optional.of(new Refusal(
                        "PoolNotFound",
                        service.identity().poolField() + " is " + service.poolName()
                                + " but there is no VipPool of that name; create it"));
    }

    private static Optional<PoolRules> rules(ServiceInputs inputs, NodeAddresses addresses) {
        return inputs.pool().map(pool -> PoolRules.of(pool, inputs.otherPools(), inputs.nodes(), addresses));
    }

    /** The first thing that it asks for and some agent does not know. */
    private static Optional<Refusal> refusalOfAgents(ValidService service, ServiceInputs inputs) {
        Map<AgentFeature, String> asked = new EnumMap<>(AgentFeature.class);
        service.healthCheck().ifPresent(check -> {
            asked.put(AgentFeature.HEALTH_CHECKS, "spec.healthCheck");
            if (HealthCheckSettings.isByDataPath(check)) {
                asked.put(AgentFeature.DATA_PATH_CHECKS, "spec.healthCheck.path DataPath");
            }
        });
        service.fallback().ifPresent(fallback -> asked.put(AgentFeature.FALLBACK, "spec.backends.fallback"));
        service.slowStart().ifPresent(duration -> asked.put(AgentFeature.SLOW_START, "spec.backends.slowStart"));
        if (!service.sourceRanges().isEmpty()) {
            asked.put(AgentFeature.SOURCE_RANGES, LoadBalancers.SOURCE_RANGES_FIELDS);
        }
        return asked.entrySet().stream()
                .flatMap(each -> refusalFor(each.getKey(), each.getValue(), inputs).stream())
                .findFirst();
    }

    /** Directors that do it and directors that do not would treat one client differently. */
    private static Optional<Refusal> refusalFor(AgentFeature feature, String field, ServiceInputs inputs) {
        String without = inputs.routers().stream()
                .flatMap(router -> router.getSpec().members().stream())
                .map(VirtualRouterSpec.Member::director)
                .distinct()
                .filter(name -> lacks(feature, inputs.directors().get(name)))
                .sorted()
                .collect(Collectors.joining(", "));
        return without.isEmpty()
                ? Optional.empty()
                : Optional.of(new Refusal(
                        "AgentsTooOld",
                        field + " is present, which the agents of directors " + without
                                + " do not know; update the node-agent there"));
    }

    private static boolean lacks(AgentFeature feature, @Nullable Director director) {
        return director != null
                && Directors.isAvailable(director)
                && Directors.hasReportedItsAgent(director)
                && !feature.isKnownBy(director);
    }

    private static Optional<Refusal> requestRefusal(ServiceInputs inputs) {
        return inputs.allocationRefusal().filter(refusal -> ABOUT_THE_REQUEST.contains(refusal.reason()));
    }
}
