package io.ipvsoperator.agent.announce;

import static org.assertj.core.api.Assertions.assertThat;

import io.ipvsoperator.time.MonotonicInstant;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OwnershipProbeTest {
    private static MonotonicInstant at(long milliseconds) {
        return new MonotonicInstant(Duration.ofMillis(milliseconds).toNanos());
    }

    private static OwnershipProbe<String> asking() {
        return OwnershipProbe.<String>nothing().wanting(Set.of("vip"), at(0));
    }

    /** Goes from deadline to deadline until there is a verdict; gives the times of the probes. */
    private static List<Long> runToVerdict(OwnershipProbe<String> start) {
        List<Long> times = new ArrayList<>();
        OwnershipProbe<String> probe = start;
        while (!probe.asking().isEmpty()) {
            MonotonicInstant now = probe.deadline().orElseThrow();
            OwnershipProbe.Step<String> step = probe.at(now);
            step.probes()
                    .forEach(ignored -> times.add(Duration.ofNanos(now.nanos()).toMillis()));
            probe = step.next();
        }
        assertThat(probe.free()).containsExactly("vip");
        return times;
    }

    @Test
    void asks_three_times_before_an_address_is_free() {
        assertThat(runToVerdict(asking())).containsExactly(0L, 60L, 120L);
    }

    @Test
    void decides_after_200_milliseconds() {
        OwnershipProbe<String> probe =
                asking().at(at(0)).next().at(at(60)).next().at(at(120)).next();
        assertThat(probe.deadline()).contains(at(200));
        assertThat(probe.at(at(200)).next().free()).containsExactly("vip");
    }

    @Test
    void a_claim_makes_it_taken() {
        OwnershipProbe<String> probe = asking().at(at(0)).next().claimed("vip", at(3));
        assertThat(probe.taken()).containsOnlyKeys("vip");
        assertThat(probe.at(at(300)).next().free()).isEmpty();
    }

    @Test
    void asks_again_for_a_taken_address_after_three_seconds() {
        OwnershipProbe<String> taken = asking().at(at(0)).next().claimed("vip", at(0));
        assertThat(taken.at(at(2999)).probes()).isEmpty();
        assertThat(taken.at(at(3000)).probes()).containsExactly("vip");
    }

    @Test
    void a_probe_that_did_not_leave_counts_for_nothing() {
        OwnershipProbe<String> probe =
                asking().at(at(0)).next().at(at(60)).next().postponed("vip", at(560));
        assertThat(probe.at(at(559)).probes()).isEmpty();
        assertThat(runToVerdict(probe)).containsExactly(560L, 620L, 680L);
    }

    @Test
    void answers_are_waited_for_as_long_when_the_first_probe_was_late() {
        OwnershipProbe<String> probe =
                asking().at(at(150)).next().at(at(210)).next().at(at(270)).next();
        assertThat(probe.deadline()).contains(at(350));
    }

    @Test
    void forgets_what_is_no_longer_wanted() {
        assertThat(asking().wanting(Set.of(), at(1))).isEqualTo(OwnershipProbe.nothing());
    }
}
