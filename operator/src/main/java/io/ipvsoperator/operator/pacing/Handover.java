package io.ipvsoperator.operator.pacing;

import io.ipvsoperator.operator.pacing.Statement.State;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** How far the last move has come. */
public sealed interface Handover {
    /** Of the version that is published. */
    Statement LOWERED = new Statement(true, State.LOWERED);

    /** There is none under way. */
    record Over() implements Handover {}

    /**
     * Both directors have said that it is done.
     *
     * @param outcome what has become of it, in words that follow what moves: "has moved: d2 is active, d1 is not"
     */
    record Verified(String outcome) implements Handover {}

    /** The director that is to take over has lowered its own priority: it will, once it has not. Nobody waits for that. */
    record Deferred() implements Handover {}

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
        if (moved.stream().anyMatch(router -> router.of(move.to()).equals(LOWERED))) {
            return new Deferred();
        }
        return moved.stream()
                .flatMap(router -> awaited(move, router))
                .findFirst()
                .<Handover>map(UnderWay::new)
                .orElseGet(() -> new Verified(outcome(move, moved)));
    }

    private static String outcome(LastMove move, List<PublishedRouter> moved) {
        long active = moved.stream()
                .filter(router -> router.of(move.to()).state() == State.ACTIVE)
                .count();
        if (active == moved.size()) {
            return "has moved: " + move.to() + " is active, " + move.from() + " is not";
        }
        String left = "has left " + move.from() + " and not reached " + move.to();
        return (active == 0 ? left : left + " for every address family") + ": " + move.to()
                + " takes no part, for a reason of its own, and the next of the order serves";
    }

    private static Stream<String> awaited(LastMove move, PublishedRouter router) {
        Statement taking = router.of(move.to());
        Statement giving = router.of(move.from());
        boolean taken = taking.applied() && (taking.state() == State.ACTIVE || taking.state() == State.WITHDRAWN);
        boolean given = !router.hasMember(move.from()) || (giving.applied() && giving.state() != State.ACTIVE);
        String what = "the move of virtual router " + move.unit() + " from " + move.from() + " to " + move.to()
                + " is under way: ";
        if (!taken) {
            return Stream.of(what + move.to() + " has not yet said that it is active");
        }
        return given ? Stream.empty() : Stream.of(what + move.from() + " has not yet said that it gave it away");
    }
}
