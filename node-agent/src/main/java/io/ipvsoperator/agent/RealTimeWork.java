package io.ipvsoperator.agent;

import io.ipvsoperator.agent.kernel.KernelException;
import io.ipvsoperator.agent.kernel.Scheduling;
import io.ipvsoperator.agent.kernel.Scheduling.Urgency;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Work whose thread runs in real time, as keepalived can: an advertisement that waits for a processor behind others' work is late by
 * tens of milliseconds, and so is the first announcement of an address that was taken over.
 */
final class RealTimeWork implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(RealTimeWork.class);

    private final Scheduling scheduling;
    private final Urgency urgency;
    private final Runnable work;

    RealTimeWork(Scheduling scheduling, Urgency urgency, Runnable work) {
        this.scheduling = scheduling;
        this.urgency = urgency;
        this.work = work;
    }

    @Override
    public void run() {
        hurry();
        work.run();
    }

    private void hurry() {
        try {
            scheduling.runInRealTime(urgency);
        } catch (KernelException refused) {
            LOG.atWarn()
                    .addKeyValue("thread", Thread.currentThread().getName())
                    .addKeyValue("error", refused.getMessage())
                    .log(
                            "advertisements and announcements will be late on a busy node; give the agent CAP_SYS_NICE, and its"
                                    + " control group real time where cpu.rt_runtime_us exists");
        }
    }
}
