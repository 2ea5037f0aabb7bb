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
import io.ipvsoperator.vrrp.State.Active;
import io.ipvsoperator.vrrp.State.Backup;
import io.ipvsoperator.vrrp.State.Fault;
import io.ipvsoperator.vrrp.State.HandingOver;
import io.ipvsoperator.vrrp.State.Initialize;
import io.ipvsoperator.vrrp.State.Passive;
import io.ipvsoperator.vrrp.State.Withdrawn;

/**
 * The VRRP state machine of RFC 9568 section 6.4 and RFC 3768 section 6.4: every state answers every event. Three states are
 * the RFC's (Initialize, Backup, Active), three are ours (Withdrawn, Fault, HandingOver); docs/vrrp.md lists what deviates.
 *
 * <pre>
 *             Startup                  Active_Down_Timer
 *  Initialize -------> Backup ---------------------------------> Active
 *      ^                 ^   a higher priority: a grace, then      |  |
 *      |                 +------------- HandingOver &lt;--------------+  | Shutdown, withdrawn
 *      |                                                              v
 *      +------------------- a successor was heard ------------- HandingOver
 *                                                                 |   |
 *      Withdrawn &lt;----------- a successor was heard --------------+   +--&gt; Active
 *                                                       nobody was: its own Active_Down_Timer
 *
 *  Backup, Active, Withdrawn -- the link went down --&gt; Fault -- it came back --&gt; Backup, Withdrawn
 *  Withdrawn -- takes part again --&gt; Backup
 * </pre>
 *
 * Nothing here reads a clock or does anything: time is an argument, deadlines are part of the state, and what is to be done is
 * the answer.
 */
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
            case Backup backup -> WhenBackup.step(self, backup, event, now);
            case Active active -> WhenActive.step(self, active, event, now);
            case HandingOver handingOver -> WhenHandingOver.step(self, handingOver, event, now);
            case Withdrawn withdrawn -> fromWithdrawn(withdrawn, event, now);
            case Fault fault -> fromFault(self, fault, event, now);
        };
    }

    /** RFC 9568 section 6.4.1, without the branch of the address owner: no director is one. */
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
            // What was learned before the link went down may no longer hold: listen from the beginning.
            case LinkRestored e -> Step.to(begin(self, now));
            case LeaseLost e -> Step.to(state);
            case Reconfigured e -> Step.to(state);
        };
    }

    /** Where a router that takes part begins: it listens before it speaks. */
    private static Passive begin(Router self, MonotonicInstant now) {
        return self.participates() ? WhenBackup.listening(self, self.interval(), now) : new Withdrawn();
    }

    private static void requireSameRouter(Router self, Event event) {
        if (event instanceof Reconfigured(Router router) && !router.isSameAs(self)) {
            throw new IllegalArgumentException("Reconfigured changes virtual router " + self.id() + " with "
                    + self.version() + " into " + router.id() + " with " + router.version()
                    + "; stop the one and start the other");
        }
    }
}
