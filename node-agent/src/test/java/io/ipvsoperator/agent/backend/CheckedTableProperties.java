package io.ipvsoperator.agent.backend;

import static io.ipvsoperator.agent.backend.Backends.CADENCE;
import static io.ipvsoperator.agent.backend.Backends.server;
import static io.ipvsoperator.agent.backend.Backends.tcp;
import static org.assertj.core.api.Assertions.assertThat;

import io.ipvsoperator.agent.probe.Verdict;
import io.ipvsoperator.time.MonotonicInstant;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Whatever the verdicts and their times. */
class CheckedTableProperties {
    private static final int SERVERS = 8;
    private static final Set<InetAddress> ALL =
            IntStream.range(0, SERVERS).mapToObj(Backends::server).collect(Collectors.toSet());

    private static CheckedTable after(List<Integer> verdicts, int threshold) {
        CheckedTable table = new CheckedTable(tcp(CADENCE, threshold));
        MonotonicInstant now = new MonotonicInstant(0);
        table.want(tcp(CADENCE, threshold), new CheckedTable.Roles(ALL, ALL, Set.of()), now, Instant.EPOCH);
        for (int each : verdicts) {
            now = now.plus(Duration.ofMillis(each));
            Verdict verdict = each / SERVERS % 3 == 0 ? Verdict.SUCCEEDING : Verdict.FAILED;
            table.changed(server(each % SERVERS), verdict, "refused", now, Instant.EPOCH);
        }
        return table;
    }

    @Property
    void no_more_are_down_than_the_threshold_allows(
            @ForAll @Size(max = 60) List<@IntRange(max = 1000) Integer> verdicts,
            @ForAll @IntRange(max = 100) int threshold) {
        assertThat(after(verdicts, threshold).health().selection().down().size() * 100)
                .isLessThanOrEqualTo(threshold * SERVERS);
    }

    @Property
    void only_who_fails_is_down(@ForAll @Size(max = 60) List<@IntRange(max = 1000) Integer> verdicts) {
        TableHealth health = after(verdicts, 50).health();
        assertThat(health.failing().stream().map(TableHealth.Failing::address).toList())
                .containsAll(health.selection().down());
    }

    @Property
    void without_a_panic_everyone_who_fails_is_down(
            @ForAll @Size(max = 60) List<@IntRange(max = 1000) Integer> verdicts) {
        TableHealth health = after(verdicts, 50).health();
        if (health.panicSince().isEmpty()) {
            assertThat(health.selection().down()).hasSize(health.failing().size());
        }
    }

    @Property
    void first_runs_are_within_the_interval(@ForAll int salt, @ForAll @IntRange(min = 1, max = 255) int last) {
        Duration interval = Duration.ofSeconds(5);
        assertThat(new Stagger(salt).of(new BackendName("web", server(last)), interval))
                .isBetween(Duration.ZERO, interval);
    }
}
