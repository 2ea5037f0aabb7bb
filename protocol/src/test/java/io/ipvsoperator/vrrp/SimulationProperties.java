package io.ipvsoperator.vrrp;

import static org.assertj.core.api.Assertions.assertThat;

import io.ipvsoperator.time.MonotonicInstant;
import io.ipvsoperator.wire.vrrp.Priority;
import java.time.Duration;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class SimulationProperties {

    private static final Setting SETTING = Setting.multicast(Example.VERSION_3, Example.SECOND);

    /** How many seeds a build tries, from {@code simulation.first} on. */
    private static final long SEEDS = Long.getLong("simulation.seeds", 3_000);

    private static final long FIRST = Long.getLong("simulation.first", 0);

    @Test
    void after_any_trouble_exactly_one_router_is_left_active_in_bounded_time() {
        for (long seed = FIRST; seed < FIRST + SEEDS; seed++) {
            Chaos.check(seed);
        }
    }

    @Property(tries = 2_000)
    void a_random_walk_never_sleeps_while_it_owns_or_waits(@ForAll long seed) {
        Random random = new Random(seed);
        Router self = router(random);
        State state = new State.Initialize();
        MonotonicInstant now = Example.NOW;
        boolean owned = false;
        for (int i = 0; i < 60; i++) {
            now = now.plus(Duration.ofMillis(random.nextInt(1500)));
            Event event = event(random);
            Step step = Vrrp.step(self, state, event, now);
            state = step.next();
            self = event instanceof Event.Reconfigured(Router router) ? router : self;
            owned = ownedAfter(owned, step);
            assertThat(owned).as("%s after %s", state, event).isEqualTo(state.ownsAddresses());
            assertThat(state.deadline().isPresent()).isEqualTo(owned || state instanceof State.Backup);
        }
    }

    private static boolean ownedAfter(boolean owned, Step step) {
        boolean owns = owned;
        for (Effect effect : step.effects()) {
            owns = switch (effect) {
                case Effect.OwnAddresses e -> true;
                case Effect.DisownAddresses e -> false;
                case Effect.Advertise e -> owns;
                case Effect.Announce e -> owns;
            };
        }
        return owns;
    }

    private static Router router(Random random) {
        Failback failback = switch (random.nextInt(3)) {
            case 0 -> new Failback.Immediate();
            case 1 -> new Failback.Delayed(Example.NOW);
            default -> new Failback.Never();
        };
        return SETTING.router(
                1,
                random.nextInt(20) == 0
                        ? new Participation.Withdrawn()
                        : new Participation.Candidate(new Priority(1 + random.nextInt(254)), failback));
    }

    private static Event event(Random random) {
        return switch (random.nextInt(9)) {
            case 0 -> new Event.Startup();
            case 1 -> random.nextInt(4) == 0 ? new Event.Shutdown() : new Event.Tick();
            case 2 -> Example.heard(random.nextInt(256));
            case 3 -> Example.heard(0);
            case 4 -> random.nextInt(3) == 0 ? new Event.LinkLost() : new Event.LinkRestored();
            case 5 -> new Event.LinkRestored();
            case 6 -> random.nextInt(3) == 0 ? new Event.LeaseLost() : new Event.Tick();
            case 7 -> new Event.Reconfigured(router(random));
            default -> new Event.Tick();
        };
    }
}
