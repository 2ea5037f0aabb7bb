package io.ipvsoperator.agent.probe;

import static org.assertj.core.api.Assertions.assertThat;

import io.ipvsoperator.agent.probe.Cadence.FirstFailure;
import io.ipvsoperator.time.MonotonicInstant;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** 512 places, and namespaces of which every run hangs: what has begun does not end unless a test says so. */
class PlacesTest {
    private static final Probe PROBE =
            new Probe.TcpConnect(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 80));
    private static final Cadence CADENCE =
            new Cadence(Duration.ofMinutes(10), Duration.ofMinutes(10), 2, 3, FirstFailure.COUNTS);

    private final Places<String> places = new Places<>(512);
    private final List<PeriodicProbe<String>> probes = new ArrayList<>();

    /** Backends that wait, in the order in which they came. */
    private void want(String namespace, String table, int backends) {
        for (int backend = 0; backend < backends; backend++) {
            PeriodicProbe<String> probe = new PeriodicProbe<>(
                    String.valueOf(probes.size()), PROBE, CADENCE, Duration.ZERO, List.of(namespace, table));
            places.add(due(probe), probe);
            probes.add(probe);
        }
    }

    private Due<String> due(PeriodicProbe<String> probe) {
        long millis = Long.parseLong(probe.name());
        return new Due<>(new MonotonicInstant(0).plus(Duration.ofMillis(millis)), probe.name());
    }

    private Optional<PeriodicProbe<String>> beginOne() {
        Optional<PeriodicProbe<String>> next = places.next().map(due -> probes.get(Integer.parseInt(due.name())));
        next.ifPresent(probe -> {
            places.remove(due(probe), probe);
            places.begun(probe);
        });
        return next;
    }

    private List<PeriodicProbe<String>> beginAll() {
        List<PeriodicProbe<String>> begun = new ArrayList<>();
        for (Optional<PeriodicProbe<String>> next = beginOne(); next.isPresent(); next = beginOne()) {
            begun.add(next.get());
        }
        return begun;
    }

    @Test
    void a_table_of_a_thousand_backends_that_hang_takes_a_third() {
        want("shop", "vs-1", 1000);
        assertThat(beginAll()).hasSize(171);
    }

    @Test
    void a_namespace_of_tables_that_hang_takes_half() {
        for (int table = 0; table < 500; table++) {
            want("shop", "vs-" + table, 10);
        }
        assertThat(beginAll()).hasSize(256);
    }

    @Test
    void of_as_many_namespaces_as_half_of_the_places_each_has_one_however_many_others_hang() {
        for (int namespace = 0; namespace < 256; namespace++) {
            want("dead-" + namespace, "vs-" + namespace, 50);
        }
        List<PeriodicProbe<String>> begun = beginAll();
        assertThat(begun).hasSizeLessThanOrEqualTo(512);
        assertThat(begun.stream().map(PeriodicProbe::owners).distinct()).hasSize(256);
    }

    @Test
    void among_more_namespaces_one_of_which_much_hangs_has_more_than_a_single_place() {
        want("dead", "vs-dead", 1000);
        for (int namespace = 0; namespace < 600; namespace++) {
            want("alive-" + namespace, "vs-" + namespace, 1);
        }
        assertThat(beginAll().stream().filter(probe -> probe.owners().contains("dead")))
                .hasSize(86);
    }

    @Test
    void who_comes_after_a_namespace_that_hangs_begins_at_once() {
        want("dead", "vs-1", 1000);
        beginAll();
        want("alive", "vs-2", 50);
        assertThat(beginAll()).hasSize(50);
    }

    @Test
    void a_table_that_hangs_leaves_places_for_the_others_of_its_namespace() {
        want("shop", "vs-1", 1000);
        beginAll();
        want("shop", "vs-2", 20);
        assertThat(beginAll()).hasSize(20);
    }

    @Test
    void a_run_that_ends_makes_room_for_the_one_that_waits_longest() {
        want("shop", "vs-1", 1000);
        List<PeriodicProbe<String>> begun = beginAll();
        places.ended(begun.getFirst());
        assertThat(beginAll()).containsExactly(probes.get(171));
    }

    @Test
    void among_those_that_may_begin_the_longest_waiting_begins_first() {
        want("shop", "vs-1", 300);
        want("other", "vs-2", 1);
        want("shop", "vs-3", 1);
        assertThat(beginAll().subList(170, 172))
                .extracting(PeriodicProbe::owners)
                .containsExactly(List.of("other", "vs-2"), List.of("shop", "vs-3"));
    }

    @Test
    void what_is_taken_away_while_it_waits_does_not_begin() {
        want("shop", "vs-1", 2);
        places.remove(due(probes.getFirst()), probes.getFirst());
        assertThat(beginAll()).containsExactly(probes.getLast());
    }
}
