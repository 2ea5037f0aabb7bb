package io.ipvsoperator.agent.address;

import io.ipvsoperator.agent.health.Exposition;
import io.ipvsoperator.agent.health.Metered;
import io.ipvsoperator.agent.logging.OncePerMinute;
import io.ipvsoperator.time.MonotonicInstant;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Announcements that left and those that did not. Written and logged by the owner's thread, read by any. */
final class AnnouncementCounters implements Metered {
    private static final Logger LOG = LoggerFactory.getLogger(AnnouncementCounters.class);

    private final AtomicLong sent = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();
    private final OncePerMinute warning = new OncePerMinute();
    private String lastProblem = "none";
    private long warned;

    void sent() {
        sent.incrementAndGet();
    }

    void failed(String problem) {
        failed.incrementAndGet();
        lastProblem = problem;
    }

    long sentCount() {
        return sent.get();
    }

    long failedCount() {
        return failed.get();
    }

    /** Says how many could not be sent since it last said so, and why the last of them. */
    void log(MonotonicInstant now) {
        long news = failed.get() - warned;
        if (news > 0 && warning.mayTell(now)) {
            warned += news;
            LOG.atWarn()
                    .addKeyValue("reason", lastProblem)
                    .addKeyValue("count", news)
                    .log("addresses could not be announced; neighbors may keep sending to the director before");
        }
    }

    @Override
    public void writeTo(Exposition page) {
        page.metric("ipvs_agent_announcements_sent_total", "counter", "Announcements of virtual addresses sent.")
                .sample("ipvs_agent_announcements_sent_total", sent.get());
        page.metric(
                        "ipvs_agent_announcement_failures_total",
                        "counter",
                        "Announcements of virtual addresses that could not be sent.")
                .sample("ipvs_agent_announcement_failures_total", failed.get());
    }
}
