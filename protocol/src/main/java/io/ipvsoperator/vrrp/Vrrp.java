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
import io.ipvsoperator.vrrp.State.Backup;
import io.ipvsoperator.vrrp.State.Fault;
import io.ipvsoperator.vrrp.State.HandingOver;
import io.ipvsoperator.vrrp.State.Initialize;
import io.ipvsoperator.vrrp.State.Passive;
import io.ipvsoperator.vrrp.State.Withdrawn;
import io.ipvsoperator.wire.IpAddress;
import io.ipvsoperator.wire.vrrp.AdvertInterval;
import io.ipvsoperator.wire.vrrp.Advertisement;
import io.ipvsoperator.wire.vrrp.Priority;
import io.ipvsoperator.wire.vrrp.VrrpVersion;

/** The VRRP machine: every state answers every event. What deviates from the RFCs is listed in docs/vrrp.md. */
public final class Vrrp {

    private Vrrp() {}

    /**
     * One event. {@code now} must not run backwards from step to step.
     *
     * @param self the configuration the state was reached with
     * @throws IllegalArgumentException when a {@link Reconfigured} brings another VRID or version: that is another router
     */
    public static Step step(Router self, State state, Event event, MonotonicInstant now) {
        requireSameRouter(self, event);
        return switch (state) {
            case Initialize initialize -> fromInitialize(self, initialize, event, now);
            case Withdrawn withdrawn -> fromWithdrawn(withdrawn, event, now);
            case Fault fault -> fromFault(self, fault, event, now);
            case Backup backup -> fromBackup(self, backup, event, now);
            case Active active -> fromActive(self, active, event, now);
            case HandingOver handingOver -> fromHandingOver(self, handingOver, event, now);
        };
    }

    private static Step fromInitialize(Router self, Initialize state, Event event, MonotonicInstant now) {
        return switch (event) {
            case Startup e -> Step.to(begin(self, now));
            case Shutdown e -> Step.to(state);
            case Tick e -> Step.to(state);
            case Received e -> Step.to(state);
            case LinkLost e -> Step.to(state);
            case LinkRestored e -> Step.to(state);
            case LeaseLost e -> Step.to(state);
            case Reconfigured e -> Step.to(state);
        };
    }

    private static Step fromWithdrawn(Withdrawn state, Event event, MonotonicInstant now) {
        return switch (event) {
            case Startup e -> Step.to(state);
            case Shutdown e -> Step.to(new Initialize());
            case Tick e -> Step.to(state);
            case Received e -> Step.to(state);
            case LinkLost e -> Step.to(new Fault());
            case LinkRestored e -> Step.to(state);
            case LeaseLost e -> Step.to(state);
            case Reconfigured(Router router) -> Step.to(begin(router, now));
        };
    }

    private static Step fromFault(Router self, Fault state, Event event, MonotonicInstant now) {
        return switch (event) {
            case Startup e -> Step.to(state);
            case Shutdown e -> Step.to(new Initialize());
            case Tick e -> Step.to(state);
            case Received e -> Step.to(state);
            case LinkLost e -> Step.to(state);
            case LinkRestored e -> Step.to(begin(self, now));
            case LeaseLost e -> Step.to(state);
            case Reconfigured e -> Step.to(state);
        };
    }

    private static Step fromBackup(Router self, Backup state, Event event, MonotonicInstant now) {
        return switch (event) {
            case Startup e -> Step.to(state);
            case Shutdown e -> Step.to(new Initialize());
            case Tick e -> state.activeDownAt().isReachedAt(now) ? activate(self, now) : Step.to(state);
            case Received(Advertisement ad, IpAddress source) -> Step.to(listen(self, state, ad, now));
            case LinkLost e -> Step.to(new Fault());
            case LinkRestored e -> Step.to(state);
            case LeaseLost e -> Step.to(state);
            case Reconfigured(Router router) -> Step.to(rearm(self, router, state, now));
        };
    }

    private static Step fromActive(Router self, Active state, Event event, MonotonicInstant now) {
        return switch (event) {
            case Startup e -> Step.to(state);
            case Shutdown e -> resign(self, new Initialize(), now);
            case Tick e -> state.nextAdvertAt().isReachedAt(now) ? advertise(self, now) : Step.to(state);
            case Received(Advertisement ad, IpAddress source) -> compete(self, state, ad, source, now);
            case LinkLost e -> Step.to(new Fault(), new DisownAddresses());
            case LinkRestored e -> Step.to(state);
            // Silent: others have not heard this router for as long and are about to decide without it.
            case LeaseLost e -> Step.to(backup(self, self.interval(), now), new DisownAddresses());
            case Reconfigured(Router router) -> reconfigureActive(self, router, state, now);
        };
    }

    /** Events reach the state behind; the addresses stay until the bound, or for good if that state becomes active. */
    private static Step fromHandingOver(Router self, HandingOver state, Event event, MonotonicInstant now) {
        Step behind = step(self, state.onward(), event, now);
        if (!(behind.next() instanceof Passive onward)) {
            return behind;
        }
        return switch (event) {
            case Startup e -> Step.to(new HandingOver(state.until(), onward));
            case Shutdown e -> Step.to(new HandingOver(state.until(), onward));
            case Tick e ->
                state.until().isReachedAt(now)
                        ? Step.to(onward, new DisownAddresses())
                        : Step.to(new HandingOver(state.until(), onward));
            case Received(Advertisement ad, IpAddress source) ->
                Step.to(new HandingOver(untilSucceeded(state, ad, now), onward));
            case LinkLost e -> Step.to(onward, new DisownAddresses());
            case LinkRestored e -> Step.to(new HandingOver(state.until(), onward));
            case LeaseLost e -> Step.to(onward, new DisownAddresses());
            case Reconfigured(Router router)
            when router.addresses().isEmpty() -> Step.to(onward, new DisownAddresses());
            case Reconfigured(Router router)
            when !router.addresses().equals(self.addresses()) ->
                Step.to(new HandingOver(state.until(), onward), new OwnAddresses());
            case Reconfigured e -> Step.to(new HandingOver(state.until(), onward));
        };
    }

    private static Passive begin(Router self, MonotonicInstant now) {
        return self.participates() ? backup(self, self.interval(), now) : new Withdrawn();
    }

    private static Backup backup(Router self, AdvertInterval learned, MonotonicInstant now) {
        return new Backup(learned, now.plus(Timers.activeDown(self.version(), self.priority(), learned)));
    }

    private static Step activate(Router self, MonotonicInstant now) {
        return Step.to(
                new Active(now.plus(self.interval().duration())),
                // First, so that an old active router gives up while the addresses are still being added.
                new Advertise(self.priority()),
                new OwnAddresses(),
                new Announce());
    }

    private static Step advertise(Router self, MonotonicInstant now) {
        return Step.to(new Active(now.plus(self.interval().duration())), new Advertise(self.priority()));
    }

    private static Step resign(Router self, Passive onward, MonotonicInstant now) {
        MonotonicInstant until = now.plus(Timers.handOverBound(self.interval()));
        return Step.to(new HandingOver(until, onward), new Advertise(Priority.RESIGNATION));
    }

    /** RFC 9568 section 6.4.2, the advertisements of a backup's active router. */
    private static Backup listen(Router self, Backup state, Advertisement ad, MonotonicInstant now) {
        if (ad.priority().isResignation()) {
            return new Backup(state.learned(), now.plus(Timers.skew(self.version(), self.priority(), state.learned())));
        }
        boolean overruled = ad.priority().compareTo(self.priority()) < 0 && self.preempts(ad.priority(), now);
        return overruled ? state : backup(self, ad.interval(), now);
    }

    /** RFC 9568 section 6.4.3: two active routers, and only one of them remains. */
    private static Step compete(Router self, Active state, Advertisement ad, IpAddress source, MonotonicInstant now) {
        if (ad.priority().isResignation()) {
            return advertise(self, now);
        }
        if (yields(self, state, ad, source, now)) {
            MonotonicInstant until = now.plus(Timers.handOverGrace(ad.interval()));
            // Said once more, so that the other one learns of two active routers and announces itself to those hosts
            // that this one has announced itself to.
            return Step.to(new HandingOver(until, backup(self, ad.interval(), now)), new Advertise(self.priority()));
        }
        // The other one has announced the addresses too: without a new announcement traffic would follow it.
        return switch (self.version()) {
            case VrrpVersion.V2 v2 -> Step.to(state, new Announce());
            case VrrpVersion.V3 v3 ->
                Step.to(
                        new Active(now.plus(self.interval().duration())),
                        new Advertise(self.priority()),
                        new Announce());
        };
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

    /** The time since the active router was heard stays counted, so that the backups keep their order. */
    private static Passive rearm(Router self, Router router, Backup state, MonotonicInstant now) {
        if (!router.participates()) {
            return new Withdrawn();
        }
        boolean deaf =
                router.version() instanceof VrrpVersion.V2 && !router.interval().equals(self.interval());
        if (deaf) {
            return backup(router, router.interval(), now);
        }
        MonotonicInstant shifted = state.activeDownAt()
                .minus(Timers.skew(self.version(), self.priority(), state.learned()))
                .plus(Timers.skew(router.version(), router.priority(), state.learned()));
        return new Backup(state.learned(), shifted);
    }

    private static Step reconfigureActive(Router self, Router router, Active state, MonotonicInstant now) {
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
        Active next = new Active(now.plus(router.interval().duration()));
        return router.addresses().equals(self.addresses())
                ? Step.to(next, new Advertise(router.priority()))
                : Step.to(next, new Advertise(router.priority()), new OwnAddresses(), new Announce());
    }

    private static MonotonicInstant untilSucceeded(HandingOver state, Advertisement ad, MonotonicInstant now) {
        return ad.priority().isResignation()
                ? state.until()
                : state.until().earlier(now.plus(Timers.handOverGrace(ad.interval())));
    }

    private static void requireSameRouter(Router self, Event event) {
        if (event instanceof Reconfigured(Router router) && !router.isSameAs(self)) {
            throw new IllegalArgumentException("Reconfigured changes virtual router " + self.id() + " with "
                    + self.version() + " into " + router.id() + " with " + router.version()
                    + "; stop the one and start the other");
        }
    }
}
