package io.ipvsoperator.operator;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.ipvsoperator.operator.kubernetes.KubernetesClients;
import io.ipvsoperator.operator.process.HealthEndpoints;
import io.ipvsoperator.operator.process.OperatorConfiguration;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The operator's process: runs until SIGTERM, or until it loses the lease. */
public final class OperatorMain {
    private static final int EXIT_LEADERSHIP_LOST = 1;

    private OperatorMain() {}

    static void main() throws IOException {
        // Read by the first logger, so none is made before.
        System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", OperatorConfiguration.logLevel(System.getenv()));
        run(LoggerFactory.getLogger(OperatorMain.class));
    }

    private static void run(Logger log) throws IOException {
        OperatorConfiguration configuration = OperatorConfiguration.of(System.getenv());
        KubernetesClient client = KubernetesClients.connect(Config.autoConfigure(null));
        // Halt, not exit: an orderly end takes time in which another operator plans already.
        IpvsOperator operator = new IpvsOperator(
                client, configuration, () -> Runtime.getRuntime().halt(EXIT_LEADERSHIP_LOST));
        AtomicBoolean started = new AtomicBoolean();
        HealthEndpoints health = HealthEndpoints.serve(
                configuration.healthPort(),
                () -> !started.get() || operator.isHealthy(),
                () -> started.get() && operator.isHealthy());
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(log, operator, health, client), "stop"));
        operator.start();
        started.set(true);
        log.atInfo()
                .addKeyValue("namespace", configuration.namespace())
                .addKeyValue("identity", configuration.identity())
                .log("operator started");
    }

    private static void stop(Logger log, IpvsOperator operator, HealthEndpoints health, KubernetesClient client) {
        log.atInfo().log("stopping");
        operator.close();
        health.close();
        client.close();
    }
}
