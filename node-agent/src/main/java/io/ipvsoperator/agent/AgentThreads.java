package io.ipvsoperator.agent;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The threads of the agent. One that ends by an error ends the agent's health: a restart costs one hand-over, a half agent more. */
final class AgentThreads {
    private static final Logger LOG = LoggerFactory.getLogger(AgentThreads.class);

    private final List<Thread> threads = new ArrayList<>();

    synchronized void start(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setUncaughtExceptionHandler((dead, failure) ->
                LOG.atError().addKeyValue("thread", dead.getName()).setCause(failure).log("a thread of the agent died"));
        threads.add(thread);
        thread.start();
    }

    /** Why the process should be restarted, if so. */
    synchronized Optional<String> firstDead() {
        return threads.stream()
                .filter(thread -> !thread.isAlive())
                .findFirst()
                .map(dead -> "thread " + dead.getName() + " has died, see the log");
    }
}
