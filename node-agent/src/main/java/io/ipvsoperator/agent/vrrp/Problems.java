package io.ipvsoperator.agent.vrrp;

import io.ipvsoperator.time.MonotonicInstant;
import io.ipvsoperator.wire.IpAddress;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The problems of one virtual router, remembered for a while after they were last seen. Used by one thread. */
final class Problems {
    private static final Duration REMEMBERED = Duration.ofMinutes(1);

    /** What passes by itself is told only when it does not. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /** A forger of sources must not fill the memory. Beside these the first of each kind has a place, whatever is forged of another. */
    private static final int MOST = 16;

    private record Key(Problem.Kind kind, Optional<IpAddress> peer) {}

    private record Seen(Problem problem, MonotonicInstant first, MonotonicInstant last) {}

    private final Map<Key, Seen> seen = new HashMap<>();

    void note(Problem problem, MonotonicInstant now) {
        Key key = new Key(problem.kind(), problem.peer());
        Optional<Seen> before = Optional.ofNullable(seen.get(key));
        if (before.isPresent() || seen.size() < MOST || isFirstOf(problem.kind())) {
            seen.put(key, new Seen(problem, before.map(Seen::first).orElse(now), now));
        }
    }

    private boolean isFirstOf(Problem.Kind kind) {
        return seen.keySet().stream().noneMatch(key -> key.kind() == kind);
    }

    /** The peer's advertisements are no longer like that. */
    void resolved(Problem.Kind kind, IpAddress peer) {
        if (!seen.isEmpty()) {
            seen.remove(new Key(kind, Optional.of(peer)));
        }
    }

    /** What stands now, in a fixed order. */
    List<Problem> at(MonotonicInstant now) {
        if (seen.isEmpty()) {
            return List.of();
        }
        seen.values().removeIf(each -> each.last().plus(REMEMBERED).isReachedAt(now));
        return seen.values().stream()
                .filter(each -> !each.problem().kind().passesByItself()
                        || each.first().plus(PATIENCE).isReachedAt(each.last()))
                .map(Seen::problem)
                .sorted(Comparator.comparing(Problem::kind)
                        .thenComparing(problem ->
                                problem.peer().map(IpAddress::toString).orElse("")))
                .toList();
    }
}
