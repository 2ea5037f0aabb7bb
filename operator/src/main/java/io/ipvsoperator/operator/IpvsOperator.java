package io.ipvsoperator.operator;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.ipvsoperator.crds.ApiGroup;
import io.ipvsoperator.operator.director.DirectorReconciler;
import io.ipvsoperator.operator.kubernetes.Cluster;
import io.ipvsoperator.operator.kubernetes.EventRecorder;
import io.ipvsoperator.operator.kubernetes.FinalizerRemoval;
import io.ipvsoperator.operator.kubernetes.ReducedStore;
import io.ipvsoperator.operator.kubernetes.ServerSideApply;
import io.ipvsoperator.operator.loadbalancer.LoadBalancerReconciler;
import io.ipvsoperator.operator.loadbalancer.LoadBalancerTriggers;
import io.ipvsoperator.operator.process.Leadership;
import io.ipvsoperator.operator.process.OperatorConfiguration;
import io.ipvsoperator.operator.realserver.NodeReconciler;
import io.ipvsoperator.operator.realserver.RealServerReconciler;
import io.ipvsoperator.operator.vippool.VipPoolReconciler;
import io.ipvsoperator.operator.virtualservice.LoadBalancers;
import io.ipvsoperator.operator.virtualservice.OrphanedTableReconciler;
import io.ipvsoperator.operator.virtualservice.PlannedAllocations;
import io.ipvsoperator.operator.virtualservice.RealServerWriter;
import io.ipvsoperator.operator.virtualservice.ServiceGathering;
import io.ipvsoperator.operator.virtualservice.ServiceTriggers;
import io.ipvsoperator.operator.virtualservice.ServiceWriter;
import io.ipvsoperator.operator.virtualservice.VirtualServiceReconciler;
import io.javaoperatorsdk.operator.Operator;
import io.javaoperatorsdk.operator.api.config.ControllerConfigurationOverrider;
import io.javaoperatorsdk.operator.processing.retry.GenericRetry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/** One running operator. Started once, stopped once; the client stays the caller's. */
public final class IpvsOperator implements AutoCloseable {
    private static final Duration FIRST_RETRY = Duration.ofMillis(500);
    private static final Duration LONGEST_RETRY = Duration.ofSeconds(30);

    /** Everything is looked at again that often, whatever was missed. */
    private static final Duration RESYNC = Duration.ofMinutes(5);

    private final KubernetesClient client;
    private final Cluster cluster;
    private final Leadership leadership;
    private final Operator operator;

    /** @param onLeadershipLost must end all work, best by ending the process */
    public IpvsOperator(KubernetesClient client, OperatorConfiguration configuration, Runnable onLeadershipLost) {
        this.client = client;
        LongSupplier nanoTime = System::nanoTime;
        InstantSource clock = InstantSource.system();
        cluster = new Cluster(client, configuration.namespace(), nanoTime);
        leadership = new Leadership(configuration.namespace(), configuration.identity(), onLeadershipLost);
        operator = new Operator(overrider -> overrider
                .withKubernetesClient(client)
                .withCloseClientOnStop(false)
                .withUseSSAToPatchPrimaryResource(true)
                .withLeaderElectionConfiguration(leadership.election()));
        ServerSideApply writer = new ServerSideApply(client);
        EventRecorder events = new EventRecorder(writer, clock);
        PlannedAllocations allocations = new PlannedAllocations();
        RealServerWriter realServers = new RealServerWriter(cluster, writer);
        ServiceTriggers serviceTriggers = new ServiceTriggers(cluster);
        LoadBalancerTriggers loadBalancerTriggers = new LoadBalancerTriggers(cluster);
        ServiceGathering gathering = new ServiceGathering(cluster, allocations);
        ServiceWriter services = new ServiceWriter(cluster, writer, clock, nanoTime, realServers);
        operator.register(new NodeReconciler(cluster, realServers), controller -> configure(controller));
        operator.register(new RealServerReconciler(cluster, realServers), controller -> configure(controller));
        operator.register(
                new DirectorReconciler(cluster, writer, events, clock, nanoTime), controller -> configure(controller));
        operator.register(
                new VipPoolReconciler(
                        cluster, writer, events, configuration.namespace(), clock, nanoTime, allocations, uids -> {
                            serviceTriggers.look(uids);
                            loadBalancerTriggers.look(uids);
                        }),
                controller -> configure(controller).withFinalizer(ApiGroup.DRAIN_FINALIZER));
        operator.register(
                new VirtualServiceReconciler(
                        cluster, writer, events, clock, nanoTime, gathering, services, serviceTriggers),
                controller -> configure(controller).withFinalizer(ApiGroup.DRAIN_FINALIZER));
        operator.register(
                new LoadBalancerReconciler(
                        cluster,
                        writer,
                        new FinalizerRemoval(client),
                        events,
                        clock,
                        nanoTime,
                        gathering,
                        services,
                        loadBalancerTriggers),
                controller -> configure(controller)
                        .withTriggerReconcilerOnAllEvents(true)
                        .withGenericFilter(LoadBalancers::isOurs));
        operator.register(
                new OrphanedTableReconciler(cluster, gathering, services),
                controller -> configure(controller)
                        .withItemStore(new ReducedStore<>(OrphanedTableReconciler::withoutDestinations)));
    }

    private static <P extends HasMetadata> ControllerConfigurationOverrider<P> configure(
            ControllerConfigurationOverrider<P> controller) {
        return controller
                .withFieldManager(ServerSideApply.FIELD_MANAGER)
                .withItemStore(ReducedStore.withoutManagedFields())
                .withReconciliationMaxInterval(RESYNC)
                .withRetry(new GenericRetry()
                        .setInitialInterval(FIRST_RETRY)
                        .setIntervalMultiplier(1.5)
                        .setMaxInterval(LONGEST_RETRY.toMillis())
                        .withoutMaxAttempts());
    }

    /** Returns once the caches are filled; works from when it is elected. */
    public void start() {
        cluster.start();
        operator.start();
    }

    /** Whether every watch still runs: one that ended for good does not come back by itself. */
    public boolean isHealthy() {
        return cluster.isInSync() && operator.getRuntimeInfo().allEventSourcesAreHealthy();
    }

    public boolean isLeading() {
        return leadership.isLeading();
    }

    @Override
    public void close() {
        leadership.resign();
        operator.stop();
        cluster.close();
        leadership.release(client);
    }
}
