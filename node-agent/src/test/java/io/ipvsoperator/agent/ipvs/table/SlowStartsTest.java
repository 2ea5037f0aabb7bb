package io.ipvsoperator.agent.ipvs.table;

import static io.ipvsoperator.agent.ipvs.table.Tables.WEB;
import static io.ipvsoperator.agent.ipvs.table.Tables.destination;
import static org.assertj.core.api.Assertions.assertThat;

import io.ipvsoperator.netlink.ipvs.IpvsDestination;
import io.ipvsoperator.netlink.ipvs.IpvsService;
import io.ipvsoperator.time.MonotonicInstant;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Destinations with weight 100, and 90 s in which it rises: ten more every ten seconds. */
class SlowStartsTest {
    private static final Duration DURATION = Duration.ofSeconds(90);
    private static final IpvsDestination WHOLE_30 = destination(30, 100);
    private static final IpvsDestination WHOLE_40 = destination(40, 100);

    private final SlowStarts slowStarts = new SlowStarts();
    private MonotonicInstant now = new MonotonicInstant(0);

    private static ForwardedService to(IpvsDestination... destinations) {
        return ForwardedService.of(IpvsService.of(WEB, "wlc"), List.of(destinations));
    }

    private ForwardedService after(int seconds, ForwardedService wanted, ForwardedService there) {
        now = now.plus(Duration.ofSeconds(seconds));
        return slowStarts.of(wanted, there, DURATION, now);
    }

    @Test
    void a_destination_that_comes_has_a_tenth_and_a_tenth_more_with_each_step() {
        ForwardedService both = to(WHOLE_30, WHOLE_40);
        assertThat(after(0, both, to(WHOLE_30))).isEqualTo(to(WHOLE_30, destination(40, 10)));
        ForwardedService begun = to(WHOLE_30, destination(40, 10));
        assertThat(after(9, both, begun)).isEqualTo(begun);
        assertThat(after(1, both, begun)).isEqualTo(to(WHOLE_30, destination(40, 20)));
        assertThat(after(70, both, to(WHOLE_30, destination(40, 20)))).isEqualTo(to(WHOLE_30, destination(40, 90)));
        assertThat(after(10, both, to(WHOLE_30, destination(40, 90)))).isEqualTo(both);
        assertThat(slowStarts.services()).isEmpty();
    }

    @Test
    void one_that_is_looked_at_late_is_as_far_as_if_it_had_been_looked_at_in_time() {
        after(0, to(WHOLE_30, WHOLE_40), to(WHOLE_30));
        assertThat(after(45, to(WHOLE_30, WHOLE_40), to(WHOLE_30, destination(40, 10))))
                .isEqualTo(to(WHOLE_30, destination(40, 50)));
    }

    @Test
    void one_that_comes_back_begins_like_one_that_comes() {
        assertThat(after(0, to(WHOLE_30, WHOLE_40), to(WHOLE_30, destination(40, 0))))
                .isEqualTo(to(WHOLE_30, destination(40, 10)));
    }

    @Test
    void one_that_falls_on_the_way_begins_anew() {
        after(0, to(WHOLE_30, WHOLE_40), to(WHOLE_30));
        ForwardedService down = to(WHOLE_30, destination(40, 0));
        assertThat(after(60, down, to(WHOLE_30, destination(40, 60)))).isEqualTo(down);
        assertThat(after(10, to(WHOLE_30, WHOLE_40), down)).isEqualTo(to(WHOLE_30, destination(40, 10)));
    }

    @Test
    void a_process_that_has_just_begun_goes_on_where_the_kernel_is() {
        assertThat(after(0, to(WHOLE_30, WHOLE_40), to(WHOLE_30, destination(40, 40))))
                .isEqualTo(to(WHOLE_30, destination(40, 40)));
        assertThat(after(10, to(WHOLE_30, WHOLE_40), to(WHOLE_30, destination(40, 40))))
                .isEqualTo(to(WHOLE_30, destination(40, 50)));
    }

    @Test
    void where_nobody_else_has_weight_all_of_it_is_given_at_once() {
        ForwardedService both = to(WHOLE_30, WHOLE_40);
        assertThat(after(0, both, to(destination(30, 0), destination(40, 0)))).isEqualTo(both);
        assertThat(after(0, to(destination(30, 0), WHOLE_40), to(WHOLE_30, destination(40, 0))))
                .isEqualTo(to(destination(30, 0), WHOLE_40));
    }

    @Test
    void one_that_rises_has_all_at_once_when_those_that_spared_it_fall() {
        after(0, to(WHOLE_30, WHOLE_40), to(WHOLE_30));
        ForwardedService alone = to(destination(30, 0), WHOLE_40);
        assertThat(after(10, alone, to(WHOLE_30, destination(40, 20)))).isEqualTo(alone);
        assertThat(slowStarts.services()).isEmpty();
    }

    @Test
    void switched_on_it_has_ten_times_the_weights_at_once() {
        ForwardedService tenfold = to(destination(30, 10), destination(40, 30));
        assertThat(after(0, tenfold, to(destination(30, 1), destination(40, 3))))
                .isEqualTo(tenfold);
    }

    @Test
    void a_weight_that_falls_does_so_at_once_and_one_that_rises_in_the_plan_rises_in_steps() {
        assertThat(after(0, to(WHOLE_30, destination(40, 50)), to(WHOLE_30, WHOLE_40)))
                .isEqualTo(to(WHOLE_30, destination(40, 50)));
        assertThat(after(0, to(WHOLE_30, destination(40, 200)), to(WHOLE_30, destination(40, 50))))
                .isEqualTo(to(WHOLE_30, destination(40, 40)));
    }

    @Test
    void a_destination_that_is_gone_rises_no_more() {
        after(0, to(WHOLE_30, WHOLE_40), to(WHOLE_30));
        assertThat(slowStarts.services()).containsExactly(WEB);
        after(0, to(WHOLE_30), to(WHOLE_30, destination(40, 10)));
        assertThat(slowStarts.services()).isEmpty();
    }
}
