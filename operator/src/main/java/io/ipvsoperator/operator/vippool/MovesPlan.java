package io.ipvsoperator.operator.vippool;

import io.ipvsoperator.operator.pacing.LastMove;
import io.ipvsoperator.operator.pacing.Move;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What becomes of the moves by choice.
 *
 * @param pending not published yet, the next one first
 * @param published the one that this plan publishes
 * @param verified the one that directors now have said to be done, and had not before
 * @param held why none of the pending ones is published
 * @param again when to look without any news
 */
record MovesPlan(
        List<Move> pending,
        Optional<Move> published,
        Optional<Done> verified,
        Optional<String> held,
        Optional<Duration> again) {
    static final MovesPlan NONE =
            new MovesPlan(List.of(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    /** @param outcome in words */
    record Done(LastMove move, String outcome) {}

    MovesPlan {
        pending = List.copyOf(pending);
    }
}
