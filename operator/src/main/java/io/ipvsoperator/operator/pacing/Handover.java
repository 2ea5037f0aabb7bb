package io.ipvsoperator.operator.pacing;

import io.ipvsoperator.operator.pacing.Statement.State;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** How far the last move has come. */
public sealed interface Handover {

    /** There is none under way. */
    record Over() implements Handover {}

    /** Both directors have said that it is done. */
    record Verified() implements Handover {}

    /** @param awaited in words */
    record UnderWay(String awaited) implements Handover {}

    default boolean isUnderWay() {
        return this instanceof UnderWay;
    }

    /** A move that another change has made void, or whose routers are gone, is over. */
    static Handover of(Optional<LastMove> last, List<PublishedRouter> routers) {
        if (last.isEmpty() || last.get().verified()) {
            return new Over();
        }
        LastMove move = last.get();
        List<PublishedRouter> moved = routers.stream()
                .filter(router -> router.unit().equals(move.unit()))
                .toList();
        boolean stands = !moved.isEmpty()
                && moved.stream().allMatch(router -> router.order().indexOf(move.to()) == 0);
        if (!stands) {
            return new Over();
        }
        return moved.stream()
                .flatMap(router -> awaited(move, router))
                .findFirst()
                .<Handover>map(UnderWay::new)
                .orElseGet(Verified::new);
    }

    private static Stream<String> awaited(LastMove move, PublishedRouter router) {
        Statement taking = router.of(move.to());
        Statement giving = router.of(move.from());
        boolean taken = taking.applied() && (taking.state() == State.ACTIVE || taking.state() == State.WITHDRAWN);
        boolean given = !router.hasMember(move.from()) || (giving.applied() && giving.state() != State.ACTIVE);
        String what = "the move of " + move.unit() + " from " + move.from() + " to " + move.to() + " is under way: ";
        if (!taken) {
            return Stream.of(what + move.to() + " has not yet said that it is active");
        }
        return given ? Stream.empty() : Stream.of(what + move.from() + " has not yet said that it gave it away");
    }
}
