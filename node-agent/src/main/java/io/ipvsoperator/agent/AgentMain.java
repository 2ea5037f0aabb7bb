package io.ipvsoperator.agent;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Begins the agent and ends it in order: on SIGTERM every router hands over first. */
public final class AgentMain {
    private static final Logger LOG = LoggerFactory.getLogger(AgentMain.class);
    /** Less than the pod's termination grace. A hand-over takes four advertisement intervals when nobody answers. */
    private static final Duration HAND_OVER_BOUND = Duration.ofSeconds(20);

    private static final int INTERNAL_ERROR = 1;
    private static final int CONFIGURATION_ERROR = 2;

    private AgentMain() {}

    public static void main(String[] arguments) throws Exception {
        AgentConfiguration configuration;
        try {
            configuration = AgentConfiguration.from(System.getenv());
        } catch (IllegalArgumentException wrong) {
            LOG.atError().log(wrong.getMessage());
            System.exit(CONFIGURATION_ERROR);
            return;
        }
        AtomicInteger status = new AtomicInteger();
        Agent agent;
        try {
            agent = Agent.on(configuration, () -> {
                status.set(INTERNAL_ERROR);
                System.exit(INTERNAL_ERROR);
            });
        } catch (IOException refused) {
            LOG.atError().log(refused.getMessage());
            System.exit(CONFIGURATION_ERROR);
            return;
        }
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(agent, status), "stop"));
        agent.start();
        LOG.atInfo()
                .addKeyValue("node", configuration.nodeName())
                .addKeyValue("instance", agent.instance())
                .log("agent runs");
    }

    private static void close(Agent agent) {
        try {
            agent.close();
        } catch (IOException unimportant) {
            LOG.atWarn().addKeyValue("error", unimportant.getMessage()).log("the agent's lock goes with its process");
        }
    }

    private static void stop(Agent agent, AtomicInteger status) {
        try {
            boolean handedOver = agent.handOver(HAND_OVER_BOUND);
            LOG.atInfo().addKeyValue("handedOver", handedOver).log("agent ends, the kernel's IPVS table stays");
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } finally {
            close(agent);
        }
        // Of itself the JVM ends with status 143 after SIGTERM.
        Runtime.getRuntime().halt(status.get());
    }
}
