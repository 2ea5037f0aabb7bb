package io.ipvsoperator.agent.cluster;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;

/** Opens the client. The API server may be away for long: nothing here waits for it. */
public final class ClusterConnection {
    private static final int WATCH_RECONNECT_MILLIS = 250;
    private static final int REQUEST_TIMEOUT_MILLIS = 5_000;

    private ClusterConnection() {}

    public static KubernetesClient open() {
        // Requests are repeated by the threads that need them, with the newest content, so the client must not repeat
        // old ones. The watch interval doubles up to 32 times: after any outage watches are back within 8 seconds.
        Config config = new ConfigBuilder(Config.autoConfigure(null))
                .withRequestRetryBackoffLimit(0)
                .withWatchReconnectInterval(WATCH_RECONNECT_MILLIS)
                .withConnectionTimeout(REQUEST_TIMEOUT_MILLIS)
                .withRequestTimeout(REQUEST_TIMEOUT_MILLIS)
                .build();
        return new KubernetesClientBuilder().withConfig(config).build();
    }
}
