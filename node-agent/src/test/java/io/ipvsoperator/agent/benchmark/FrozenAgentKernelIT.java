package io.ipvsoperator.agent.benchmark;

import static io.ipvsoperator.agent.testing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.ipvsoperator.vrrp.Timers;
import io.ipvsoperator.wire.vrrp.AdvertInterval;
import io.ipvsoperator.wire.vrrp.Priority;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Agents that a hypervisor, a debugger or memory pressure keeps from running for a while. */
class FrozenAgentKernelIT {
    /** Of the second in rank, as plans give it. */
    private static final Priority SUCCESSOR = new Priority(240);

    private static final int SOME_ADVERTISEMENTS = 6;

    /** With shorter intervals the programs that freeze and thaw it would take too much of that time. */
    @Test
    void half_the_successors_patience_changes_nothing() throws IOException {
        AdvertInterval interval = AdvertInterval.ofSeconds(1);
        Duration patience = Timers.activeDown(MeasuredRouter.VERSION, SUCCESSOR, interval);
        try (Pair pair = Pair.start(Implementation.IPVS_OPERATOR, new MeasuredRouter(interval.duration(), 1))) {
            Count first = new Count(Rank.FIRST);
            Count second = new Count(Rank.SECOND);
            pair.capture().listen(sighting -> {
                first.accept(sighting);
                second.accept(sighting);
            });
            eventually("the first advertises", () -> first.advertisements() > 0);
            pair.speaker(Rank.FIRST).freeze();
            eventually(
                    "the successor has waited for half its patience",
                    () -> first.silence().compareTo(patience.dividedBy(2)) > 0);
            pair.speaker(Rank.FIRST).thaw();
            int before = first.advertisements();
            eventually("the first goes on advertising", () -> first.advertisements() >= before + SOME_ADVERTISEMENTS);
            assertThat(second.advertisements()).isZero();
        }
    }

    @Test
    void more_than_its_patience_makes_the_successor_serve_until_the_first_is_back() throws IOException {
        AdvertInterval interval = new AdvertInterval(Duration.ofMillis(100));
        try (Pair pair = Pair.start(Implementation.IPVS_OPERATOR, new MeasuredRouter(interval.duration(), 1))) {
            Count first = new Count(Rank.FIRST);
            Count second = new Count(Rank.SECOND);
            pair.capture().listen(second::accept);
            pair.speaker(Rank.FIRST).freeze();
            eventually("the second serves", () -> second.advertisements() > SOME_ADVERTISEMENTS);
            pair.capture().listen(first::accept);
            pair.speaker(Rank.FIRST).thaw();
            eventually("the first serves again", () -> first.advertisements() > SOME_ADVERTISEMENTS);
        }
    }

    /** Advertisements of one director; written by the capture's thread. */
    private record Count(Rank director, AtomicInteger heard, AtomicReference<Instant> lastAt) {
        Count(Rank director) {
            this(director, new AtomicInteger(), new AtomicReference<>(Instant.now()));
        }

        void accept(Sighting sighting) {
            if (sighting instanceof Sighting.Advertisement advertisement && advertisement.by() == director) {
                lastAt.set(advertisement.at());
                heard.incrementAndGet();
            }
        }

        int advertisements() {
            return heard.get();
        }

        /** Since the last one. */
        Duration silence() {
            return Duration.between(lastAt.get(), Instant.now());
        }
    }
}
