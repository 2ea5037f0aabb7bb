package io.ipvsoperator.vrrp;

import io.ipvsoperator.time.MonotonicInstant;
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
import io.ipvsoperator.vrrp.State.HandingOver;
import io.ipvsoperator.vrrp.State.Passive;
import io.ipvsoperator.wire.IpAddress;
import io.ipvsoperator.wire.vrrp.Advertisement;

/**
 * Between Active and what comes after it; not a state of the RFCs. Events reach the state behind; the addresses stay until
 * the bound, or for good if that state becomes active.
 */
final class WhenHandingOver {

    private WhenHandingOver() {}

    static Step step(Router self, HandingOver state, Event event, MonotonicInstant now) {
        Step behind = Vrrp.step(self, state.onward(), event, now);
        return behind.next() instanceof Passive onward ? serve(self, state, onward, event, now) : behind;
    }

    private static Step serve(Router self, HandingOver state, Passive onward, Event event, MonotonicInstant now) {
        Step served = Step.to(new HandingOver(state.until(), onward));
        Step ended = Step.to(onward, new DisownAddresses());
        return switch (event) {
            case Startup e -> served;
            case Shutdown e -> served;
            case Tick e -> state.until().isReachedAt(now) ? ended : served;
            case Received(Advertisement ad, IpAddress source) ->
                Step.to(new HandingOver(untilSucceeded(state, ad, now), onward));
            case LinkLost e -> ended;
            case LinkRestored e -> served;
            case LeaseLost e -> ended;
            case Reconfigured(Router router) -> reconfigure(self, router, served, ended);
        };
    }

    private static Step reconfigure(Router self, Router router, Step served, Step ended) {
        if (router.addresses().isEmpty()) {
            return ended;
        }
        return router.addresses().equals(self.addresses()) ? served : Step.to(served.next(), new OwnAddresses());
    }

    /** Whoever else advertises serves the addresses too; a resignation says that it stops. */
    private static MonotonicInstant untilSucceeded(HandingOver state, Advertisement ad, MonotonicInstant now) {
        return ad.priority().isResignation()
                ? state.until()
                : state.until().earlier(now.plus(Timers.handOverGrace(ad.interval())));
    }
}
