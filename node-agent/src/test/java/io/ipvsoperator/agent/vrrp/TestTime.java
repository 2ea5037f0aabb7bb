package io.ipvsoperator.agent.vrrp;

import io.ipvsoperator.time.MonotonicInstant;
import java.time.Duration;
import java.util.List;

/** Time that only passes when the test says so, in steps in which every director has its turn. */
final class TestTime {
    private static final Duration STEP = Duration.ofMillis(10);

    private MonotonicInstant now = new MonotonicInstant(0);

    MonotonicInstant now() {
        return now;
    }

    void pass(Duration duration, TestDirector... directors) {
        pass(duration, List.of(directors));
    }

    /** Those who are not in the list sleep. */
    void pass(Duration duration, List<TestDirector> awake) {
        MonotonicInstant end = now.plus(duration);
        while (!end.isReachedAt(now)) {
            now = now.plus(STEP);
            awake.forEach(director -> director.loop.cycle());
        }
    }
}
