package io.ipvsoperator.agent;

import io.ipvsoperator.agent.kernel.KernelException;
import io.ipvsoperator.agent.kernel.Scheduling;
import java.util.concurrent.ThreadFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Threads that advertise. They run in real time, as keepalived can: an advertisement that waits for a processor behind others' work
 * is late by tens of milliseconds. Only they do, because they do next to nothing.
 */
final class UrgentThreads implements ThreadFactory {
    private static final Logger LOG = LoggerFactory.getLogger(UrgentThreads.class);

    private final ThreadFactory threads;
    private final Scheduling scheduling;

    UrgentThreads(ThreadFactory threads, Scheduling scheduling) {
        this.threads = threads;
        this.scheduling = scheduling;
    }

    @Override
    public Thread newThread(Runnable work) {
        return threads.newThread(() -> {
            hurry();
            work.run();
        });
    }

    private void hurry() {
        try {
            scheduling.runInRealTime();
        } catch (KernelException refused) {
            LOG.atWarn()
                    .addKeyValue("thread", Thread.currentThread().getName())
                    .addKeyValue("error", refused.getMessage())
                    .log(
                            "advertisements will be late on a busy node; give the agent CAP_SYS_NICE, and its control group"
                                    + " real time where cpu.rt_runtime_us exists");
        }
    }
}
