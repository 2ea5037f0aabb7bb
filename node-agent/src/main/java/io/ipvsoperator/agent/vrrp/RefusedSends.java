package io.ipvsoperator.agent.vrrp;

import io.ipvsoperator.agent.kernel.KernelException;
import io.ipvsoperator.agent.link.Segment;
import io.ipvsoperator.time.MonotonicInstant;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says that the kernel does not send, once a minute however often it happens. */
final class RefusedSends {
    private static final Logger LOG = LoggerFactory.getLogger(RefusedSends.class);
    private static final Duration PAUSE = Duration.ofMinutes(1);

    private final Segment segment;
    private Optional<MonotonicInstant> quietUntil = Optional.empty();

    RefusedSends(Segment segment) {
        this.segment = segment;
    }

    void report(KernelException refused, MonotonicInstant now) {
        if (quietUntil.isPresent() && !quietUntil.get().isReachedAt(now)) {
            return;
        }
        quietUntil = Optional.of(now.plus(PAUSE));
        LOG.atWarn()
                .addKeyValue("interface", segment.interfaceName())
                .addKeyValue("family", segment.family())
                .addKeyValue("error", refused.getMessage())
                .log("an advertisement could not be sent; further ones are counted only");
    }
}
