package io.ipvsoperator.agent.cluster;

import io.ipvsoperator.agent.status.RootCause;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says that the API server cannot be watched, once a minute however many informers find out. Any thread may report. */
final class Outage {
    private static final Logger LOG = LoggerFactory.getLogger(Outage.class);
    private static final Duration PAUSE = Duration.ofMinutes(1);

    private long quietUntilNanos = System.nanoTime();

    synchronized void report(Throwable failure) {
        long now = System.nanoTime();
        if (now - quietUntilNanos >= 0) {
            quietUntilNanos = now + PAUSE.toNanos();
            LOG.atWarn()
                    .addKeyValue("error", RootCause.of(failure))
                    .log("the API server cannot be watched, trying on; what is known stays in force");
        }
    }
}
