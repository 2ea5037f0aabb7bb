package io.ipvsoperator.operator.pacing;

import static org.assertj.core.api.Assertions.assertThat;

import io.ipvsoperator.operator.pacing.Statement.State;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Units that are all to go from d1 to d2, directors that follow when they like, silence that comes and goes. */
class PacingProperties {
    private static final Duration LOOK = Duration.ofMillis(700);
    private static final int LOOKS_WITH_TROUBLE = 200;
    private static final int LOOKS_WITHOUT = 2000;

    /** A run of the loop that the operator is, with a memory that every look reads anew. */
    private static final class Run {
        final List<Instant> published = new ArrayList<>();
        final Map<String, List<String>> orders = new HashMap<>();
        final Map<String, String> active = new HashMap<>();
        final Random random;
        final Pacing pacing;
        Optional<LastMove> last = Optional.empty();
        Instant now = Instant.parse("2026-03-01T00:00:00Z");
        int mostUnderWay;
        boolean movedInSilence;

        Run(int units, int movesPerMinute, long seed) {
            random = new Random(seed);
            pacing = new Pacing(movesPerMinute);
            IntStream.range(0, units).forEach(unit -> {
                orders.put("u" + unit, List.of("d1", "d2"));
                active.put("u" + unit, "d1");
            });
        }

        void look(boolean troubled) {
            boolean silence = troubled && random.nextInt(4) == 0;
            Handover handover = Handover.of(last, routers());
            if (handover instanceof Handover.Verified) {
                last = last.map(LastMove::asVerified);
            }
            Surroundings surroundings = new Surroundings(silence ? Set.of("d3") : Set.of(), Set.of(), Map.of());
            if (pacing.decide(moves(), last, handover, surroundings, now)
                    instanceof Pacing.Decision.Publish(Move move)) {
                orders.put(move.unit(), List.of("d2", "d1"));
                last = Optional.of(new LastMove(move.unit(), move.from(), move.to(), now, false));
                published.add(now);
                movedInSilence |= silence;
            }
            mostUnderWay = Math.max(mostUnderWay, underWay());
            if (!troubled || random.nextInt(3) == 0) {
                orders.forEach((unit, order) -> active.put(unit, order.getFirst()));
            }
            now = now.plus(LOOK);
        }

        private List<Move> moves() {
            return orders.entrySet().stream()
                    .filter(order -> order.getValue().getFirst().equals("d1"))
                    .map(order -> new Move(order.getKey(), "d1", "d2", ""))
                    .toList();
        }

        private List<PublishedRouter> routers() {
            return orders.entrySet().stream()
                    .map(order -> new PublishedRouter(
                            order.getKey(),
                            order.getValue(),
                            Map.of(
                                    "d1", new Statement(true, state(order.getKey(), "d1")),
                                    "d2", new Statement(true, state(order.getKey(), "d2")))))
                    .toList();
        }

        private State state(String unit, String director) {
            return director.equals(active.get(unit)) ? State.ACTIVE : State.OTHER;
        }

        private int underWay() {
            return (int) orders.entrySet().stream()
                    .filter(order -> !order.getValue().getFirst().equals(active.get(order.getKey())))
                    .count();
        }
    }

    private static Run troubled(int units, int movesPerMinute, long seed) {
        Run run = new Run(units, movesPerMinute, seed);
        IntStream.range(0, LOOKS_WITH_TROUBLE).forEach(look -> run.look(true));
        return run;
    }

    @Property(tries = 100)
    void there_are_never_two_moves_under_way(
            @ForAll @IntRange(min = 1, max = 12) int units,
            @ForAll @IntRange(min = 1, max = 60) int movesPerMinute,
            @ForAll long seed) {
        assertThat(troubled(units, movesPerMinute, seed).mostUnderWay).isLessThanOrEqualTo(1);
    }

    @Property(tries = 100)
    void no_minute_has_more_moves_than_it_may(
            @ForAll @IntRange(min = 1, max = 12) int units,
            @ForAll @IntRange(min = 1, max = 60) int movesPerMinute,
            @ForAll long seed) {
        List<Instant> published = troubled(units, movesPerMinute, seed).published;
        for (Instant from : published) {
            assertThat(published)
                    .filteredOn(at -> !at.isBefore(from) && at.isBefore(from.plusSeconds(60)))
                    .hasSizeLessThanOrEqualTo(movesPerMinute);
        }
    }

    @Property(tries = 100)
    void nothing_moves_in_silence(@ForAll @IntRange(min = 1, max = 12) int units, @ForAll long seed) {
        assertThat(troubled(units, 60, seed).movedInSilence).isFalse();
    }

    @Property(tries = 50)
    void everything_arrives_once_directors_follow(
            @ForAll @IntRange(min = 1, max = 12) int units,
            @ForAll @IntRange(min = 1, max = 60) int movesPerMinute,
            @ForAll long seed) {
        Run run = troubled(units, movesPerMinute, seed);
        IntStream.range(0, LOOKS_WITHOUT).forEach(look -> run.look(false));

        assertThat(run.active.values()).containsOnly("d2");
        assertThat(run.published).hasSize(units);
    }
}
