package io.ipvsoperator.agent;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The threads of the agent. None of them ends by an error unless something is wrong in the agent itself: then all end, in order,
 * because a restart costs one hand-over and half an agent costs more. Any thread may start one.
 */
final class AgentThreads implements ThreadFactory {
    private static final Logger LOG = LoggerFactory.getLogger(AgentThreads.class);

    private final Runnable onDeath;
    private final List<Thread> threads = new ArrayList<>();

    /** @param onDeath called in a thread of its own */
    AgentThreads(Runnable onDeath) {
        this.onDeath = onDeath;
    }

    @Override
    public Thread newThread(Runnable work) {
        Thread thread = new Thread(work);
        thread.setUncaughtExceptionHandler((dead, failure) -> {
            LOG.atError()
                    .addKeyValue("thread", dead.getName())
                    .setCause(failure)
                    .log("a thread of the agent died");
            new Thread(onDeath, "end").start();
        });
        return thread;
    }

    /** One that lasts as long as the agent. */
    synchronized void start(String name, Runnable work) {
        Thread thread = newThread(work);
        thread.setName(name);
        threads.add(thread);
        thread.start();
    }

    /** Why the process should be restarted, if so. */
    synchronized Optional<String> firstDead() {
        return threads.stream()
                .filter(thread -> !thread.isAlive())
                .findFirst()
                .map(dead -> "thread " + dead.getName() + " has ended, see the log");
    }
}
