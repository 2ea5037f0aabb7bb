package io.ipvsoperator.agent.cluster;

import io.ipvsoperator.agent.logging.OncePerMinute;
import io.ipvsoperator.agent.status.RootCause;
import io.ipvsoperator.time.MonotonicInstant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says that the API server cannot be watched, once a minute however many informers find out. Any thread may report. */
final class Outage {
    private static final Logger LOG = LoggerFactory.getLogger(Outage.class);

    private final OncePerMinute warning = new OncePerMinute();

    synchronized void report(Throwable failure) {
        if (warning.mayTell(new MonotonicInstant(System.nanoTime()))) {
            LOG.atWarn()
                    .addKeyValue("error", RootCause.of(failure))
                    .log("the API server cannot be watched, trying on; what is known stays in force");
        }
    }
}
