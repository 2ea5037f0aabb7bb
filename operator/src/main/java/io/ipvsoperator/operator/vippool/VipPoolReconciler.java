package io.ipvsoperator.operator.vippool;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.ipvsoperator.crds.vippool.VipPool;
import io.ipvsoperator.crds.vippool.VipPoolStatus;
import io.ipvsoperator.operator.demand.Comparison;
import io.ipvsoperator.operator.kubernetes.Cluster;
import io.ipvsoperator.operator.kubernetes.EventRecorder;
import io.ipvsoperator.operator.kubernetes.ResourceVersion;
import io.ipvsoperator.operator.kubernetes.ServerSideApply;
import io.ipvsoperator.operator.kubernetes.StaleObjectException;
import io.ipvsoperator.operator.kubernetes.StatusWriter;
import io.ipvsoperator.operator.virtualservice.PlannedAllocations;
import io.javaoperatorsdk.operator.api.reconciler.Cleaner;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.DeleteControl;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Plans pools, one at a time, for what one pool takes another must not: the only writer of VirtualRouters, of the
 * status of VipPools, and of which Directors there are. Lives as long as the process.
 */
public final class VipPoolReconciler implements Reconciler<VipPool>, Cleaner<VipPool> {
    private static final Duration AFTER_A_CONFLICT = Duration.ofMillis(100);
    private static final List<String> TOLD_AS_EVENTS = List.of(
            PoolStatusReport.VALID,
            PoolStatusReport.ADDRESSES_AVAILABLE,
            PoolStatusReport.REDUNDANCY_SATISFIED,
            PoolStatusReport.VRRP_HEALTHY,
            Comparison.CONDITION);

    private final Cluster cluster;
    private final EventRecorder events;
    private final InstantSource clock;
    private final PlanWriter plans;
    private final PasswordCopy passwords;
    private final PlacementMemory placements = new PlacementMemory();
    private final PoolGathering gathering;
    private final PoolTriggers triggers;
    private final PlannedAllocations allocations;
    private final Consumer<Set<String>> allocationsChanged;
    private final StatusWriter<VipPool> statuses;
    private final ReentrantLock planning = new ReentrantLock(true);

    /** @param allocationsChanged told the uids of services that are to report something else */
    public VipPoolReconciler(
            Cluster cluster,
            ServerSideApply writer,
            EventRecorder events,
            String namespace,
            InstantSource clock,
            LongSupplier nanoTime,
            PlannedAllocations allocations,
            Consumer<Set<String>> allocationsChanged) {
        this.cluster = cluster;
        this.events = events;
        this.clock = clock;
        this.allocations = allocations;
        this.allocationsChanged = allocationsChanged;
        statuses = new StatusWriter<>(cluster.pools(), writer, events, nanoTime, TOLD_AS_EVENTS);
        plans = new PlanWriter(cluster, writer);
        passwords = new PasswordCopy(cluster, writer, namespace);
        gathering = new PoolGathering(cluster, passwords);
        triggers = new PoolTriggers(cluster);
    }

    @Override
    public List<EventSource<?, VipPool>> prepareEventSources(EventSourceContext<VipPool> context) {
        return List.of(triggers.start());
    }

    @Override
    public UpdateControl<VipPool> reconcile(VipPool pool, Context<VipPool> context) {
        Optional<Duration> next = plan(pool).next();
        UpdateControl<VipPool> control = UpdateControl.noUpdate();
        return next.map(control::rescheduleAfter).orElse(control);
    }

    /** A pool that is being deleted stays until its last service has given its addresses back, as far as available directors say. */
    @Override
    public DeleteControl cleanup(VipPool pool, Context<VipPool> context) {
        Planned planned = plan(pool);
        if (planned.inUse()) {
            DeleteControl control = DeleteControl.noFinalizerRemoval();
            return planned.next().map(control::rescheduleAfter).orElse(control);
        }
        statuses.forget(pool);
        allocations.forget(pool.getMetadata().getName());
        placements.forget(pool.getMetadata().getName());
        return DeleteControl.defaultDelete();
    }

    /**
     * @param inUse whether its deletion has to wait
     * @param next when to look again without any news
     */
    private record Planned(boolean inUse, Optional<Duration> next) {}

    private Planned plan(VipPool pool) {
        planning.lock();
        try {
            return planLocked(newest(pool));
        } catch (StaleObjectException stale) {
            return new Planned(true, Optional.of(AFTER_A_CONFLICT));
        } finally {
            planning.unlock();
        }
    }

    private Planned planLocked(VipPool pool) {
        plans.create(gathering.missingDirectors(pool));
        plans.delete(gathering.goneDirectors());
        passwords.publish();
        PoolInputs inputs = gathering.gather(pool);
        PoolDecision decision = PoolDecision.decide(inputs, placements, clock.instant());
        VipPool committed = plans.write(pool, inputs.ownRouters(), decision.plan());
        MovesPlan moves = decision.plan().moves();
        moves.published()
                .ifPresent(move -> events.tellNews(pool, "MovePlanned", MoveNews.planned(move, decision.plan())));
        decision.over().forEach(plans::delete);
        allocationsChanged.accept(
                allocations.publish(inputs.poolName(), decision.plan().allocations()));
        Optional<Duration> statusLater = report(committed, decision);
        Optional<Duration> next = Stream.of(
                        statusLater, decision.suspension().flatMap(Suspension::recheck), moves.again())
                .flatMap(Optional::stream)
                .min(Comparator.naturalOrder());
        return new Planned(decision.isInUse(inputs), next);
    }

    /** The caller's object may lag behind this process's own writes. */
    private VipPool newest(VipPool pool) {
        return cluster.pools()
                .find(null, pool.getMetadata().getName())
                .filter(cached -> ResourceVersion.isAtLeast(ResourceVersion.of(cached), ResourceVersion.of(pool)))
                .orElse(pool);
    }

    /** @return how long to wait when the status is not yet written */
    private Optional<Duration> report(VipPool pool, PoolDecision decision) {
        VipPoolStatus before = pool.getStatus();
        VipPoolStatus after = new PoolStatusReport(pool, decision).status(clock.instant());
        if (Objects.equals(before, after)) {
            statuses.isWritten(pool);
            return Optional.empty();
        }
        VipPool written = new VipPool();
        written.setMetadata(
                new ObjectMetaBuilder().withName(pool.getMetadata().getName()).build());
        written.setStatus(after);
        Optional<MovesPlan.Done> moved = decision.plan().moves().verified();
        @Nullable List<Condition> old = before == null ? null : before.conditions();
        Optional<Duration> later =
                statuses.write(pool, written, new StatusWriter.Change(old, conditions(after), moved.isPresent()));
        moved.ifPresent(done -> events.tellNews(pool, "Moved", MoveNews.done(done, decision.plan())));
        return later;
    }

    private static List<Condition> conditions(VipPoolStatus status) {
        @Nullable List<Condition> conditions = status.conditions();
        return conditions == null ? List.of() : conditions;
    }
}
