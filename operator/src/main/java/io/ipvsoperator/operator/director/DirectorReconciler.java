package io.ipvsoperator.operator.director;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.ipvsoperator.crds.director.Director;
import io.ipvsoperator.crds.director.DirectorStatus;
import io.ipvsoperator.operator.kubernetes.Cluster;
import io.ipvsoperator.operator.kubernetes.ConditionValue;
import io.ipvsoperator.operator.kubernetes.Conditions;
import io.ipvsoperator.operator.kubernetes.EventRecorder;
import io.ipvsoperator.operator.kubernetes.ServerSideApply;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.inbound.SimpleInboundEventSource;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the condition {@code Available} of each Director, from its Lease. It writes that and nothing else of a
 * Director. Lives as long as the process; Leases are watched before it leads, too.
 */
public final class DirectorReconciler implements Reconciler<Director> {
    private final Cluster cluster;
    private final ServerSideApply writer;
    private final EventRecorder events;
    private final InstantSource clock;
    private final LongSupplier nanoTime;
    private final AtomicReference<LeaseRenewals> renewals = new AtomicReference<>(LeaseRenewals.NONE);
    private final SimpleInboundEventSource<Director> leaseEvents = new SimpleInboundEventSource<>("leases");

    public DirectorReconciler(
            Cluster cluster, ServerSideApply writer, EventRecorder events, InstantSource clock, LongSupplier nanoTime) {
        this.cluster = cluster;
        this.writer = writer;
        this.events = events;
        this.clock = clock;
        this.nanoTime = nanoTime;
    }

    @Override
    public List<EventSource<?, Director>> prepareEventSources(EventSourceContext<Director> context) {
        cluster.leases().onChange(this::leaseChanged);
        return List.of(leaseEvents);
    }

    @Override
    public UpdateControl<Director> reconcile(Director director, Context<Director> context) {
        long now = nanoTime.getAsLong();
        String name = director.getMetadata().getName();
        String lease = Directors.leaseOf(name);
        List<Condition> before = Directors.conditions(director);
        ConditionValue value = AvailableCondition.decide(
                renewals.get().judge(lease, now), lease, Conditions.find(before, Directors.AVAILABLE));
        report(director, before, value);
        Duration next = renewals.get().untilSilent(lease, now);
        return UpdateControl.<Director>noUpdate().rescheduleAfter(next.plusMillis(50));
    }

    private void report(Director director, @Nullable List<Condition> before, ConditionValue value) {
        List<Condition> after = Conditions.advance(before, List.of(value), null, clock.instant());
        if (!Conditions.flipped(before, after)) {
            return;
        }
        Director written = new Director();
        written.setMetadata(new ObjectMetaBuilder()
                .withName(director.getMetadata().getName())
                .build());
        written.setStatus(new DirectorStatus(after, null, null, null, null, null, null, null, null, null, null));
        cluster.directors().wrote(writer.applyStatus(written));
        events.tellFlips(director, before, after, List.of(Directors.AVAILABLE));
    }

    private void leaseChanged(Lease lease) {
        String name = lease.getMetadata().getName();
        String director = Directors.directorOfLease(name);
        if (director == null) {
            return;
        }
        long now = nanoTime.getAsLong();
        boolean wasAlive = renewals.get().judge(name, now) == LeaseRenewals.Judgement.ALIVE;
        String renewTime = Objects.toString(lease.getSpec().getRenewTime(), null);
        renewals.updateAndGet(known -> known.observed(name, renewTime, now));
        boolean isAlive = renewals.get().judge(name, now) == LeaseRenewals.Judgement.ALIVE;
        if (wasAlive != isAlive) {
            leaseEvents.propagateEvent(new ResourceID(director));
        }
    }
}
