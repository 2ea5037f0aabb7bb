package io.ipvsoperator.vrrp;

import io.ipvsoperator.time.MonotonicInstant;
import io.ipvsoperator.wire.vrrp.AdvertInterval;
import java.util.Optional;

/**
 * Where a virtual router is. Deadlines are part of it, so there is no timer to start, to stop or to be late with a
 * message of the past.
 */
public sealed interface State {

    /** When to wake up with {@link Event.Tick} if nothing else happens before. */
    default Optional<MonotonicInstant> deadline() {
        return Optional.empty();
    }

    /** Whether the router's addresses belong on the interface now. */
    default boolean ownsAddresses() {
        return false;
    }

    /** A state without addresses. */
    sealed interface Passive extends State {}

    /** Not started, or shut down. */
    record Initialize() implements Passive {}

    /**
     * Listening to an active router, or for one.
     *
     * @param learned Active_Adver_Interval: what the active router promised, the own interval until one is heard
     * @param activeDownAt when Active_Down_Timer fires
     */
    record Backup(AdvertInterval learned, MonotonicInstant activeDownAt) implements Passive {
        @Override
        public Optional<MonotonicInstant> deadline() {
            return Optional.of(activeDownAt);
        }
    }

    /** Started, told to take no part. */
    record Withdrawn() implements Passive {}

    /** Started, the link is down: nothing can be sent or heard. */
    record Fault() implements Passive {}

    /**
     * Serving the addresses and saying so.
     *
     * @param nextAdvertAt when Adver_Timer fires
     */
    record Active(MonotonicInstant nextAdvertAt) implements State {
        @Override
        public Optional<MonotonicInstant> deadline() {
            return Optional.of(nextAdvertAt);
        }

        @Override
        public boolean ownsAddresses() {
            return true;
        }
    }

    /**
     * No longer active, but serving until {@code until} what still arrives here: clients that have not yet heard of the
     * successor lose nothing. Behind that the router is already in its next state.
     *
     * @param until a bound while no successor was heard; after that the end of a short grace
     */
    record HandingOver(MonotonicInstant until, Passive onward) implements State {
        @Override
        public Optional<MonotonicInstant> deadline() {
            return Optional.of(onward.deadline().map(until::earlier).orElse(until));
        }

        @Override
        public boolean ownsAddresses() {
            return true;
        }
    }
}
