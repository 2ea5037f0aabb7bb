package io.ipvsoperator.operator.benchmark;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

/**
 * Measures one size on the API server that KUBECONFIG names, which is new and has our kinds, and prints a row of the table.
 *
 * <p>Arguments: number of services, number of changes of each kind.
 */
public final class ControlBenchmark {
    private static final int REQUEST_TIMEOUT_MILLIS = 60_000;

    private ControlBenchmark() {}

    /** A list of everything takes long on a host that has much to do. */
    private static KubernetesClient client() {
        return new KubernetesClientBuilder()
                .withConfig(new ConfigBuilder(Config.autoConfigure(null))
                        .withRequestTimeout(REQUEST_TIMEOUT_MILLIS)
                        .build())
                .build();
    }

    public static void main(String[] arguments)
            throws IOException, InterruptedException, ExecutionException, TimeoutException {
        int size = Integer.parseInt(arguments[0]);
        int changes = Integer.parseInt(arguments[1]);
        try (KubernetesClient client = client();
                ControlRun run = new ControlRun(client, size, changes)) {
            System.out.println(run.measure().row());
        }
    }
}
