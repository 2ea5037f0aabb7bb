package io.ipvsoperator.operator.virtualservice;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.ipvsoperator.crds.forwardingtable.ForwardingTable;
import io.ipvsoperator.crds.forwardingtable.ForwardingTableSpec;
import io.ipvsoperator.crds.virtualservice.VirtualService;
import io.ipvsoperator.crds.virtualservice.VirtualServiceStatus;
import io.ipvsoperator.operator.allocation.IpAddress;
import io.ipvsoperator.operator.demand.Comparison;
import io.ipvsoperator.operator.kubernetes.Cluster;
import io.ipvsoperator.operator.kubernetes.Conditions;
import io.ipvsoperator.operator.kubernetes.EventRecorder;
import io.ipvsoperator.operator.kubernetes.Pace;
import io.ipvsoperator.operator.kubernetes.ServerSideApply;
import io.ipvsoperator.operator.kubernetes.StaleObjectException;
import io.javaoperatorsdk.operator.api.reconciler.Cleaner;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.DeleteControl;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the table of each service: the only writer of ForwardingTables and of the status of VirtualServices. Lives as long as the process; different services are reconciled by different threads at once.
 */
public final class VirtualServiceReconciler implements Reconciler<VirtualService>, Cleaner<VirtualService> {
    private static final Duration BETWEEN_STATUS_WRITES = Duration.ofSeconds(5);
    private static final Duration AFTER_A_CONFLICT = Duration.ofMillis(100);
    private static final List<String> TOLD_AS_EVENTS = List.of(
            ServiceStatusReport.ACCEPTED,
            ServiceStatusReport.ADDRESSES_ALLOCATED,
            ServiceStatusReport.PROGRAMMED,
            Comparison.CONDITION);

    private final Cluster cluster;
    private final ServerSideApply writer;
    private final EventRecorder events;
    private final InstantSource clock;
    private final LongSupplier nanoTime;
    private final ServiceTriggers triggers;
    private final ServiceGathering gathering;
    private final TableWriter tables;
    private final RealServerWriter realServers;
    private final Pace statusPace = new Pace(BETWEEN_STATUS_WRITES);
    private final Map<String, BackendDrain> drains = new ConcurrentHashMap<>();

    public VirtualServiceReconciler(
            Cluster cluster,
            ServerSideApply writer,
            EventRecorder events,
            InstantSource clock,
            LongSupplier nanoTime,
            AllocationRefusals refusals,
            RealServerWriter realServers,
            ServiceTriggers triggers) {
        this.cluster = cluster;
        this.writer = writer;
        this.events = events;
        this.clock = clock;
        this.nanoTime = nanoTime;
        this.triggers = triggers;
        gathering = new ServiceGathering(cluster, refusals);
        tables = new TableWriter(cluster, writer, nanoTime);
        this.realServers = realServers;
    }

    @Override
    public List<EventSource<?, VirtualService>> prepareEventSources(EventSourceContext<VirtualService> context) {
        return List.of(triggers.start());
    }

    @Override
    public UpdateControl<VirtualService> reconcile(VirtualService service, Context<VirtualService> context) {
        UpdateControl<VirtualService> control = UpdateControl.noUpdate();
        return publish(service).map(control::rescheduleAfter).orElse(control);
    }

    /** @return when to look again without any news */
    private Optional<Duration> publish(VirtualService service) {
        ServiceInputs inputs = gathering.gather(service);
        BackendDrain drain = drains.getOrDefault(inputs.uid(), BackendDrain.NONE);
        ServiceDecision decision = ServiceDecision.decide(inputs, drain, nanoTime.getAsLong());
        drains.put(inputs.uid(), decision.drain());
        try {
            TableWriter.Written written = decision.table()
                    .map(table -> tables.write(inputs.uid(), table, inputs.table()))
                    .orElseGet(() -> new TableWriter.Written(inputs.table(), Optional.empty()));
            if (!written.published().equals(inputs.table()) || decision.lacksRealServers(inputs)) {
                realServers.write(nodesToTell(inputs, decision, written.published()));
            }
            VirtualServiceStatus status =
                    new ServiceStatusReport(inputs, decision, written.published()).status(clock.instant());
            return Stream.of(
                            written.retryAfter(),
                            decision.drain().untilNext(nanoTime.getAsLong()),
                            report(inputs.service(), status))
                    .flatMap(Optional::stream)
                    .min(Duration::compareTo);
        } catch (StaleObjectException stale) {
            return Optional.of(AFTER_A_CONFLICT);
        }
    }

    /** Nodes that the table sends to, or has just stopped sending to. */
    private static Set<String> nodesToTell(
            ServiceInputs inputs, ServiceDecision decision, Optional<ForwardingTable> published) {
        return Stream.concat(inputs.table().stream(), published.stream())
                .flatMap(table -> table.getSpec().destinations().stream())
                .map(ForwardingTableSpec.Destination::address)
                .flatMap(address -> IpAddress.parse(address).stream())
                .flatMap(address -> decision.backends().nodesOf(address).stream())
                .collect(Collectors.toSet());
    }

    @Override
    public DeleteControl cleanup(VirtualService service, Context<VirtualService> context) {
        try {
            return retire(gathering.gather(service));
        } catch (StaleObjectException stale) {
            return DeleteControl.noFinalizerRemoval().rescheduleAfter(AFTER_A_CONFLICT);
        }
    }

    private DeleteControl retire(ServiceInputs inputs) {
        return switch (Retirement.next(inputs, clock.instant())) {
            case Retirement.Stop() -> rewrite(inputs, TableComposition::stopped);
            case Retirement.AwaitConnections(Duration atMost) ->
                DeleteControl.noFinalizerRemoval().rescheduleAfter(atMost.plusMillis(10));
            case Retirement.Empty() -> rewrite(inputs, TableComposition::emptied);
            case Retirement.AwaitAcknowledgement() -> DeleteControl.noFinalizerRemoval();
            case Retirement.Finish() -> finish(inputs);
        };
    }

    private DeleteControl rewrite(ServiceInputs inputs, UnaryOperator<ForwardingTableSpec> change) {
        ForwardingTable table = inputs.table().orElseThrow();
        Set<String> nodes = nodesOf(inputs, table);
        TableWriter.Written written = tables.write(inputs.uid(), change.apply(table.getSpec()), inputs.table());
        realServers.write(nodes);
        return DeleteControl.noFinalizerRemoval()
                .rescheduleAfter(written.retryAfter().orElse(Duration.ofSeconds(1)));
    }

    private static Set<String> nodesOf(ServiceInputs inputs, ForwardingTable table) {
        BackendReadiness backends = inputs.backends();
        return table.getSpec().destinations().stream()
                .flatMap(destination -> IpAddress.parse(destination.address()).stream())
                .flatMap(address -> backends.nodesOf(address).stream())
                .collect(Collectors.toSet());
    }

    private DeleteControl finish(ServiceInputs inputs) {
        inputs.table().ifPresent(table -> tables.delete(inputs.uid(), table));
        realServers.write(inputs.realServers().keySet());
        statusPace.forget(inputs.uid());
        drains.remove(inputs.uid());
        return DeleteControl.defaultDelete();
    }

    /** @return how long to wait when the status is not yet written */
    private Optional<Duration> report(VirtualService service, VirtualServiceStatus after) {
        VirtualServiceStatus before = service.getStatus();
        if (Objects.equals(before, after)) {
            return Optional.empty();
        }
        String uid = service.getMetadata().getUid();
        @Nullable List<Condition> old = before == null ? null : before.conditions();
        List<Condition> conditions = Objects.requireNonNullElse(after.conditions(), List.of());
        Duration wait = statusPace.untilNext(uid, nanoTime.getAsLong());
        if (!wait.isZero() && !Conditions.flipped(old, conditions)) {
            return Optional.of(wait);
        }
        VirtualService written = new VirtualService();
        written.setMetadata(new ObjectMetaBuilder()
                .withNamespace(service.getMetadata().getNamespace())
                .withName(service.getMetadata().getName())
                .build());
        written.setStatus(after);
        cluster.services().wrote(writer.applyStatus(written));
        statusPace.wrote(uid, nanoTime.getAsLong());
        events.tellFlips(service, old, conditions, TOLD_AS_EVENTS);
        return Optional.empty();
    }
}
