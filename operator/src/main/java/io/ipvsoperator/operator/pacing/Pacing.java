package io.ipvsoperator.operator.pacing;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Whether a planned move may be published now: one at a time, the next once the last is verified, and no more than so many a
 * minute. What it knows of the past is the last move alone, so it goes on after a restart as if there had been none.
 *
 * @param movesPerMinute at least 1
 */
public record Pacing(int movesPerMinute) {
    public Pacing {
        if (movesPerMinute < 1) {
            throw new IllegalArgumentException("movesPerMinute is " + movesPerMinute + " but must be at least 1");
        }
    }

    /** What becomes of the moves that are planned. */
    public sealed interface Decision {
        /** There is none. */
        record Nothing() implements Decision {}

        /** This one is published now. */
        record Publish(Move move) implements Decision {}

        /**
         * None for now.
         *
         * @param reason in words
         * @param again when time alone may end it; empty when only news can
         */
        record Hold(String reason, Optional<Duration> again) implements Decision {}
    }

    /**
     * The time between two moves. Moves that lie so far apart are never more than {@link #movesPerMinute} within any minute.
     */
    public Duration interval() {
        return Duration.ofMillis(Math.ceilDiv(Duration.ofMinutes(1).toMillis(), movesPerMinute));
    }

    /** @param moves the best one first */
    public Decision decide(
            List<Move> moves, Optional<LastMove> last, Handover handover, Surroundings surroundings, Instant now) {
        if (moves.isEmpty()) {
            return new Decision.Nothing();
        }
        if (!surroundings.silent().isEmpty()) {
            return hold("nothing is moved while directors are silent: " + String.join(", ", surroundings.silent()));
        }
        if (handover instanceof Handover.UnderWay(String awaited)) {
            return hold(awaited);
        }
        Move next = moves.getFirst();
        Optional<String> obstacle = surroundings.obstacle(next);
        if (obstacle.isPresent()) {
            return hold(obstacle.get());
        }
        Duration wait = last.map(move -> untilNext(move.time(), now)).orElse(Duration.ZERO);
        if (!wait.isZero()) {
            return new Decision.Hold("there are at most " + movesPerMinute + " moves a minute", Optional.of(wait));
        }
        // Only one of them has room in the record, and whoever watches it is to see each.
        return handover instanceof Handover.Verified
                ? hold("that the move before is done is recorded first")
                : new Decision.Publish(next);
    }

    private static Decision hold(String reason) {
        return new Decision.Hold(reason, Optional.empty());
    }

    /** A last move in the future, by the clock of another operator, is one of just now. */
    private Duration untilNext(Instant last, Instant now) {
        Duration passed = Duration.between(last, now);
        Duration left = interval().minus(passed.isNegative() ? Duration.ZERO : passed);
        return left.isNegative() ? Duration.ZERO : left;
    }
}
