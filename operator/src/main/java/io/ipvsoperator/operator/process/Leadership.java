package io.ipvsoperator.operator.process;

import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderCallbacks;
import io.javaoperatorsdk.operator.api.config.LeaderElectionConfiguration;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One leads. Who loses the lease while it works must stop at once, for another may plan already; who stops in order
 * gives the lease back, so that the next one need not wait for it to expire.
 */
public final class Leadership {
    private static final Logger log = LoggerFactory.getLogger(Leadership.class);
    private static final String LEASE = "ipvs-operator";
    private static final Duration LEASE_DURATION = Duration.ofSeconds(15);
    private static final Duration RENEW_DEADLINE = Duration.ofSeconds(10);
    private static final Duration RETRY_PERIOD = Duration.ofSeconds(2);

    private final String namespace;
    private final String identity;
    private final Runnable onLost;
    private final AtomicBoolean leading = new AtomicBoolean();
    private final AtomicBoolean resigning = new AtomicBoolean();

    /** @param onLost must end all work before it returns, best by ending the process */
    public Leadership(String namespace, String identity, Runnable onLost) {
        this.namespace = namespace;
        this.identity = identity;
        this.onLost = onLost;
    }

    /** The SDK's builder can't say that the end of leadership is no failure; this constructor can. */
    @SuppressWarnings("deprecation")
    public LeaderElectionConfiguration election() {
        LeaderCallbacks callbacks = new LeaderCallbacks(this::started, this::stopped, this::elected);
        return new LeaderElectionConfiguration(
                LEASE, namespace, LEASE_DURATION, RENEW_DEADLINE, RETRY_PERIOD, identity, callbacks, false);
    }

    public boolean isLeading() {
        return leading.get();
    }

    /** From now on the end of leadership is wanted. */
    public void resign() {
        resigning.set(true);
    }

    /** Once no work is under way any longer. */
    public void release(KubernetesClient client) {
        try {
            Lease lease = client.leases().inNamespace(namespace).withName(LEASE).get();
            if (lease != null && identity.equals(lease.getSpec().getHolderIdentity())) {
                lease.getSpec().setHolderIdentity("");
                client.resource(lease).lockResourceVersion().update();
            }
        } catch (KubernetesClientException failure) {
            log.atWarn()
                    .addKeyValue("lease", LEASE)
                    .addKeyValue("error", failure.getMessage())
                    .log("lease not given back; the next leader waits until it expires");
        }
    }

    private void started() {
        leading.set(true);
    }

    private void stopped() {
        boolean was = leading.getAndSet(false);
        if (was && !resigning.get()) {
            log.atError().addKeyValue("lease", LEASE).log("leadership lost, stopping at once");
            onLost.run();
        }
    }

    private void elected(String leader) {
        log.atInfo().addKeyValue("leader", leader).log("leader elected");
    }
}
