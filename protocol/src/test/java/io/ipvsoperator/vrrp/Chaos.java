package io.ipvsoperator.vrrp;

import static org.assertj.core.api.Assertions.assertThat;

import io.ipvsoperator.time.MonotonicInstant;
import io.ipvsoperator.vrrp.Segment.Trouble;
import io.ipvsoperator.wire.IpFamily;
import io.ipvsoperator.wire.vrrp.AdvertInterval;
import io.ipvsoperator.wire.vrrp.Priority;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * Two to five directors to whom anything may happen: loss, duplicates and late packets; partitions of both kinds, freezes, kills,
 * restarts, stops, links that go down, other priorities. Then quiet.
 */
final class Chaos {

    private static final int TROUBLES = 40;

    /** All of a plan or none: who takes an address back is a matter of the pool. */
    private final Failback failback;

    private final Random random;
    private final Setting setting;
    private final Segment segment;
    private final List<SimulatedDirector> directors = new ArrayList<>();

    private Chaos(long seed, Setting setting, MonotonicInstant origin) {
        this.random = new Random(seed);
        this.setting = setting;
        this.segment = new Segment(seed, origin);
        this.failback = switch (random.nextInt(4)) {
            case 0 -> new Failback.Never();
            case 1 -> new Failback.Delayed(origin.plus(setting.interval().duration()));
            default -> new Failback.Immediate();
        };
        int count = 2 + random.nextInt(Setting.MOST_ROUTERS - 1);
        for (int host = 0; host < count; host++) {
            directors.add(segment.add("d" + host, router(host), setting.lifetime()));
        }
    }

    /** Everything of the run follows from the seed. */
    static Setting setting(long seed) {
        Random random = new Random(~seed);
        IpFamily family = random.nextInt(3) == 0 ? IpFamily.IPV6 : IpFamily.IPV4;
        boolean version2 = family == IpFamily.IPV4 && random.nextInt(3) == 0;
        return version2
                ? new Setting(Example.VERSION_2, Example.SECOND, family, random.nextBoolean())
                : new Setting(
                        Example.VERSION_3,
                        AdvertInterval.ofCentiseconds(List.of(1, 5, 10, 50, 100).get(random.nextInt(5))),
                        family,
                        random.nextInt(3) == 0);
    }

    /** The segment after the trouble. */
    static Segment played(long seed, Setting setting, MonotonicInstant origin) {
        Chaos chaos = new Chaos(seed, setting, origin);
        chaos.trouble();
        return chaos.segment;
    }

    /** Trouble, quiet, and what must be true then. */
    static void check(long seed) {
        Chaos chaos = new Chaos(seed, setting(seed), new MonotonicInstant(random(seed)));
        FailedSeed.explain(seed, chaos.segment.capture(), () -> {
            chaos.trouble();
            chaos.quiet();
            chaos.expectOneOwner();
        });
    }

    private static long random(long seed) {
        return new Random(seed ^ 0x5eed).nextLong();
    }

    private void trouble() {
        segment.disturb(new Trouble(0.2, 0.1, setting.interval().duration().multipliedBy(2)));
        for (int i = 0; i < TROUBLES; i++) {
            disturb(random.nextInt(directors.size()));
            segment.run(segment.jitter(setting.interval().duration().multipliedBy(4)));
        }
    }

    private void disturb(int host) {
        SimulatedDirector director = directors.get(host);
        switch (random.nextInt(11)) {
            case 0, 1 -> director.start();
            case 2 -> director.kill();
            case 3 -> director.shutdown();
            case 4 -> director.freeze(segment.jitter(longestFreeze()));
            case 5 -> director.link(random.nextBoolean());
            case 6 -> director.side(random.nextInt(2));
            case 7 -> segment.block(director, directors.get(random.nextInt(directors.size())));
            case 8 -> segment.unblock();
            default -> director.reconfigure(router(host));
        }
    }

    private Duration longestFreeze() {
        return setting.interval().duration().multipliedBy(6);
    }

    /** Freezes end, packets that are still under way arrive, everything works and everybody runs. */
    private void quiet() {
        segment.disturb(Trouble.NONE);
        segment.unblock();
        segment.run(longestFreeze().plus(SimulatedDirector.RENEWAL));
        for (SimulatedDirector director : directors) {
            director.side(0);
            director.link(true);
            director.start();
        }
    }

    private void expectOneOwner() {
        segment.run(setting.settling());
        MonotonicInstant settled = segment.now();
        List<String> owners = segment.owners();
        assertThat(owners).as("owners").hasSize(candidates().isEmpty() ? 0 : 1);
        segment.run(setting.interval().duration().multipliedBy(20));
        assertThat(segment.ownedBy(settled, count -> count != owners.size()))
                .as("time with another number of owners")
                .isZero();
        assertThat(segment.owners()).as("owners later").isEqualTo(owners);
        if (!(failback instanceof Failback.Never) && !owners.isEmpty()) {
            assertThat(priorityOf(owners.getFirst())).isEqualTo(highest());
        }
    }

    private List<SimulatedDirector> candidates() {
        return directors.stream()
                .filter(director -> director.router().participates())
                .toList();
    }

    private Optional<Priority> highest() {
        return candidates().stream()
                .map(director -> director.router().priority())
                .max(Comparator.naturalOrder());
    }

    private Optional<Priority> priorityOf(String owner) {
        return candidates().stream()
                .filter(director -> director.name().equals(owner))
                .map(director -> director.router().priority())
                .findFirst();
    }

    private Router router(int host) {
        return setting.router(
                host,
                random.nextInt(20) == 0
                        ? new Participation.Withdrawn()
                        : new Participation.Candidate(new Priority(1 + random.nextInt(254)), failback));
    }
}
