package io.ipvsoperator.vrrp;

import static org.assertj.core.api.Assertions.assertThat;

import io.ipvsoperator.time.MonotonicInstant;
import io.ipvsoperator.wire.vrrp.AdvertInterval;
import io.ipvsoperator.wire.vrrp.Priority;
import io.ipvsoperator.wire.vrrp.VirtualRouterId;
import io.ipvsoperator.wire.vrrp.VrrpVersion;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class SimulationProperties {

    private static final VrrpVersion[] VERSIONS = {Example.VERSION_2, Example.VERSION_3};

    @Property(tries = 300)
    void after_any_trouble_exactly_one_router_is_left_active(
            @ForAll long seed, @ForAll @IntRange(min = 2, max = 5) int count) {
        Random random = new Random(seed);
        Segment segment = new Segment(seed);
        VrrpVersion version = VERSIONS[random.nextInt(2)];
        AdvertInterval interval = version instanceof VrrpVersion.V2
                ? Example.SECOND
                : AdvertInterval.ofCentiseconds(List.of(2, 10, 50, 100).get(random.nextInt(4)));
        List<SimulatedDirector> directors = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            directors.add(segment.add("d" + i, router(random, i, version, interval)));
        }
        segment.disturb(0.2, 0.1);
        for (int trouble = 0; trouble < 40; trouble++) {
            int i = random.nextInt(count);
            disturb(random, directors.get(i), router(random, i, version, interval));
            segment.run(segment.jitter(interval.duration().multipliedBy(4)));
        }
        calm(segment, directors);
        segment.run(Duration.ofSeconds(30));
        assertThat(segment.owners()).hasSize(1);
        MonotonicInstant settled = segment.now();
        segment.run(Duration.ofSeconds(10));
        assertThat(segment.ownedBy(settled, owners -> owners != 1)).isZero();
    }

    @Property(tries = 2_000)
    void a_random_walk_never_sleeps_while_it_owns_or_waits(@ForAll long seed) {
        Random random = new Random(seed);
        Router self = router(random, 1, Example.VERSION_3, Example.SECOND);
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

    private static void disturb(Random random, SimulatedDirector director, Router other) {
        switch (random.nextInt(8)) {
            case 0 -> director.start();
            case 1 -> director.kill();
            case 2 -> director.shutdown();
            case 3 -> director.freeze(Duration.ofMillis(random.nextInt(5_000)));
            case 4 -> director.link(random.nextBoolean());
            case 5 -> director.side(random.nextInt(2));
            default -> director.reconfigure(other);
        }
    }

    private static void calm(Segment segment, List<SimulatedDirector> directors) {
        segment.run(Duration.ofSeconds(6));
        segment.disturb(0, 0);
        for (SimulatedDirector director : directors) {
            director.side(0);
            director.link(true);
            director.start();
        }
    }

    private static Router router(Random random, int host, VrrpVersion version, AdvertInterval interval) {
        Failback failback = switch (random.nextInt(3)) {
            case 0 -> new Failback.Immediate();
            case 1 -> new Failback.Delayed(Example.NOW);
            default -> new Failback.Never();
        };
        Participation participation = random.nextInt(20) == 0 && host > 0
                ? new Participation.Withdrawn()
                : new Participation.Candidate(new Priority(1 + random.nextInt(254)), failback);
        return new Router(
                new VirtualRouterId(33),
                version,
                interval,
                Example.attachedAs("192.0.2." + (10 + host)),
                Example.ADDRESSES,
                participation);
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
            case 7 -> new Event.Reconfigured(router(random, 1, Example.VERSION_3, Example.SECOND));
            default -> new Event.Tick();
        };
    }
}
