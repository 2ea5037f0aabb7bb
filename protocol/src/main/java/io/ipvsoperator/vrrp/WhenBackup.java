package io.ipvsoperator.vrrp;

import io.ipvsoperator.time.MonotonicInstant;
import io.ipvsoperator.vrrp.Event.LeaseLost;
import io.ipvsoperator.vrrp.Event.LinkLost;
import io.ipvsoperator.vrrp.Event.LinkRestored;
import io.ipvsoperator.vrrp.Event.Received;
import io.ipvsoperator.vrrp.Event.Reconfigured;
import io.ipvsoperator.vrrp.Event.Shutdown;
import io.ipvsoperator.vrrp.Event.Startup;
import io.ipvsoperator.vrrp.Event.Tick;
import io.ipvsoperator.vrrp.State.Backup;
import io.ipvsoperator.vrrp.State.Fault;
import io.ipvsoperator.vrrp.State.Initialize;
import io.ipvsoperator.vrrp.State.Passive;
import io.ipvsoperator.vrrp.State.Withdrawn;
import io.ipvsoperator.wire.IpAddress;
import io.ipvsoperator.wire.vrrp.AdvertInterval;
import io.ipvsoperator.wire.vrrp.Advertisement;
import io.ipvsoperator.wire.vrrp.VrrpVersion;
import java.time.Duration;

/** RFC 9568 section 6.4.2: while another router is active, or may be. */
final class WhenBackup {

    private WhenBackup() {}

    static Step step(Router self, Backup state, Event event, MonotonicInstant now) {
        return switch (event) {
            case Startup e -> Step.to(state);
            case Shutdown e -> Step.to(new Initialize());
            case Tick e -> state.activeDownAt().isReachedAt(now) ? WhenActive.takeOver(self, now) : Step.to(state);
            case Received(Advertisement ad, IpAddress source) -> Step.to(listen(self, state, ad, now));
            case LinkLost e -> Step.to(new Fault());
            case LinkRestored e -> Step.to(state);
            case LeaseLost e -> Step.to(state);
            case Reconfigured(Router router) -> Step.to(rearm(self, router, state, now));
        };
    }

    /** A backup that has just heard its active router, or begins to listen for one. */
    static Backup listening(Router self, AdvertInterval learned, MonotonicInstant now) {
        return new Backup(learned, now.plus(Timers.activeDown(self.version(), self.priority(), learned)));
    }

    private static Backup listen(Router self, Backup state, Advertisement ad, MonotonicInstant now) {
        if (ad.priority().isResignation()) {
            // Not at once: among several backups the skew lets the first in rank be the first to speak.
            return new Backup(state.learned(), now.plus(skew(self, state)));
        }
        boolean overruled = ad.priority().compareTo(self.priority()) < 0 && self.preempts(ad.priority(), now);
        // Preemption is silence: the timer is left to run out, as if the lower priority were not there.
        return overruled ? state : listening(self, ad.interval(), now);
    }

    /** The time since the active router was heard stays counted, so that the backups keep their order. */
    private static Passive rearm(Router self, Router router, Backup state, MonotonicInstant now) {
        if (!router.participates()) {
            return new Withdrawn();
        }
        boolean deaf =
                router.version() instanceof VrrpVersion.V2 && !router.interval().equals(self.interval());
        if (deaf) {
            // Version 2 drops advertisements of another interval, so what was heard so far counts no more.
            return listening(router, router.interval(), now);
        }
        return new Backup(
                state.learned(), state.activeDownAt().minus(skew(self, state)).plus(skew(router, state)));
    }

    private static Duration skew(Router router, Backup state) {
        return Timers.skew(router.version(), router.priority(), state.learned());
    }
}
