package io.ipvsoperator.vrrp;

import io.ipvsoperator.time.MonotonicInstant;
import io.ipvsoperator.vrrp.Effect.Advertise;
import io.ipvsoperator.vrrp.Effect.Announce;
import io.ipvsoperator.vrrp.Effect.DisownAddresses;
import io.ipvsoperator.vrrp.Effect.OwnAddresses;
import io.ipvsoperator.vrrp.Event.LeaseLost;
import io.ipvsoperator.vrrp.Event.LinkLost;
import io.ipvsoperator.vrrp.Event.LinkRestored;
import io.ipvsoperator.vrrp.Event.Received;
import io.ipvsoperator.vrrp.Event.Reconfigured;
import io.ipvsoperator.vrrp.Event.Shutdown;
import io.ipvsoperator.vrrp.Event.Startup;
import io.ipvsoperator.vrrp.Event.Tick;
import io.ipvsoperator.vrrp.State.Active;
import io.ipvsoperator.vrrp.State.Fault;
import io.ipvsoperator.vrrp.State.HandingOver;
import io.ipvsoperator.vrrp.State.Initialize;
import io.ipvsoperator.vrrp.State.Passive;
import io.ipvsoperator.vrrp.State.Withdrawn;
import io.ipvsoperator.wire.IpAddress;
import io.ipvsoperator.wire.vrrp.Advertisement;
import io.ipvsoperator.wire.vrrp.Priority;
import io.ipvsoperator.wire.vrrp.VrrpVersion;

/** RFC 9568 section 6.4.3: while this router serves the addresses. */
final class WhenActive {

    private WhenActive() {}

    static Step step(Router self, Active state, Event event, MonotonicInstant now) {
        return switch (event) {
            case Startup e -> Step.to(state);
            case Shutdown e -> resign(self, new Initialize(), now);
            case Tick e -> state.nextAdvertAt().isReachedAt(now) ? advertise(self, now) : Step.to(state);
            case Received(Advertisement ad, IpAddress source) -> compete(self, state, ad, source, now);
            case LinkLost e -> Step.to(new Fault(), new DisownAddresses());
            case LinkRestored e -> Step.to(state);
            // Silent: others have not heard this router for as long and are about to decide without it.
            case LeaseLost e -> Step.to(WhenBackup.listening(self, self.interval(), now), new DisownAddresses());
            case Reconfigured(Router router) -> reconfigure(self, router, state, now);
        };
    }

    /** Advertises first, so that an old active router gives up while the addresses are still being added. */
    static Step takeOver(Router self, MonotonicInstant now) {
        return Step.to(untilNextAdvert(self, now), new Advertise(self.priority()), new OwnAddresses(), new Announce());
    }

    private static Step advertise(Router self, MonotonicInstant now) {
        return Step.to(untilNextAdvert(self, now), new Advertise(self.priority()));
    }

    /** Counted from now, not from when it was due: what was missed is not made up for. */
    private static Active untilNextAdvert(Router self, MonotonicInstant now) {
        return new Active(now.plus(self.interval().duration()));
    }

    /** Two active routers hear each other, and only one of them remains. */
    private static Step compete(Router self, Active state, Advertisement ad, IpAddress source, MonotonicInstant now) {
        if (ad.priority().isResignation()) {
            // To the backups the resignation may look like ours.
            return advertise(self, now);
        }
        return yields(self, state, ad, source, now) ? yieldTo(self, ad, now) : assertItself(self, state, now);
    }

    /**
     * To a higher priority, to a higher address of the same one, and to any that stepped in while this router slept if it is
     * not to be preempted: a router that was silent for as long counts as dead.
     */
    private static boolean yields(Router self, Active state, Advertisement ad, IpAddress source, MonotonicInstant now) {
        int order = ad.priority().compareTo(self.priority());
        boolean outranked = order > 0 || (order == 0 && source.compareTo(self.primaryAddress()) > 0);
        boolean overslept = state.nextAdvertAt()
                .plus(Timers.silenceOfTheDead(self.interval()))
                .isReachedAt(now);
        return outranked || (overslept && !self.preempts(ad.priority(), now));
    }

    /**
     * Advertises once more, so that the other one learns of two active routers and announces itself to those hosts that this
     * one has announced itself to.
     */
    private static Step yieldTo(Router self, Advertisement ad, MonotonicInstant now) {
        MonotonicInstant until = now.plus(Timers.handOverGrace(ad.interval()));
        return Step.to(
                new HandingOver(until, WhenBackup.listening(self, ad.interval(), now)), new Advertise(self.priority()));
    }

    /** Announces, because the other one did too and traffic would follow it; advertises where the version asks for that. */
    private static Step assertItself(Router self, Active state, MonotonicInstant now) {
        return switch (self.version()) {
            case VrrpVersion.V2 v2 -> Step.to(state, new Announce());
            case VrrpVersion.V3 v3 ->
                Step.to(untilNextAdvert(self, now), new Advertise(self.priority()), new Announce());
        };
    }

    private static Step resign(Router self, Passive onward, MonotonicInstant now) {
        MonotonicInstant until = now.plus(Timers.handOverBound(self.interval()));
        return Step.to(new HandingOver(until, onward), new Advertise(Priority.RESIGNATION));
    }

    private static Step reconfigure(Router self, Router router, Active state, MonotonicInstant now) {
        if (router.addresses().isEmpty()) {
            // An advertisement names at least one address, so this resignation is silent.
            return Step.to(new Withdrawn(), new DisownAddresses());
        }
        if (!router.participates()) {
            return resign(router, new Withdrawn(), now);
        }
        if (router.equals(self)) {
            return Step.to(state);
        }
        // At once: backups still count with the old interval and the old priority.
        return router.addresses().equals(self.addresses()) ? advertise(router, now) : takeOver(router, now);
    }
}
