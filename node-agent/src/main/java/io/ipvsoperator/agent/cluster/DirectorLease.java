package io.ipvsoperator.agent.cluster;

import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.ipvsoperator.agent.status.RootCause;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Renews the Lease by which the operator knows that this director lives. In a thread of its own, so that nothing else that takes
 * long looks like death.
 */
public final class DirectorLease implements Runnable, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DirectorLease.class);
    private static final Duration RENEW_INTERVAL = Duration.ofSeconds(5);
    private static final Duration DURATION = Duration.ofSeconds(15);

    private static final PatchContext APPLY = new PatchContext.Builder()
            .withPatchType(PatchType.SERVER_SIDE_APPLY)
            .withFieldManager(ClusterStatusWriter.FIELD_MANAGER)
            .withForce(true)
            .build();

    private final KubernetesClient client;
    private final String nodeName;
    private final String namespace;
    private final BooleanSupplier isDirector;
    private final CountDownLatch closed = new CountDownLatch(1);
    private boolean failing;

    /** @param isDirector whether this node belongs to the load-balancer tier; others have no Lease */
    public DirectorLease(KubernetesClient client, String nodeName, String namespace, BooleanSupplier isDirector) {
        this.client = client;
        this.nodeName = nodeName;
        this.namespace = namespace;
        this.isDirector = isDirector;
    }

    @Override
    public void run() {
        try {
            do {
                if (isDirector.getAsBoolean()) {
                    renew();
                }
            } while (!closed.await(RENEW_INTERVAL.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void renew() {
        try {
            client.resource(lease(ZonedDateTime.now(ZoneOffset.UTC))).patch(APPLY);
            failing = false;
        } catch (RuntimeException refused) {
            if (!failing) {
                LOG.atWarn()
                        .addKeyValue("error", RootCause.of(refused))
                        .log("the lease could not be renewed, trying on");
            }
            failing = true;
        }
    }

    private Lease lease(ZonedDateTime now) {
        return new LeaseBuilder()
                .withNewMetadata()
                .withName("director-" + nodeName)
                .withNamespace(namespace)
                .endMetadata()
                .withNewSpec()
                .withHolderIdentity(nodeName)
                .withLeaseDurationSeconds(Math.toIntExact(DURATION.toSeconds()))
                .withRenewTime(now.truncatedTo(ChronoUnit.MICROS))
                .endSpec()
                .build();
    }

    @Override
    public void close() {
        closed.countDown();
    }
}
