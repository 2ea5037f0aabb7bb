package io.ipvsoperator.agent.vrrp;

import static io.ipvsoperator.agent.testing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.ipvsoperator.agent.testing.Programs;
import io.ipvsoperator.agent.testing.Segment;
import io.ipvsoperator.vrrp.Timers;
import io.ipvsoperator.wire.vrrp.Priority;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/**
 * A minute on a segment that loses one packet in twenty and delays the others by 0 to 40 ms, with adverts each 100 ms: over IPv4
 * ours is backup, over IPv6 keepalived is.
 *
 * <p>The protocol itself takes three adverts lost in a row for a death: among 600 adverts that happens with a probability of 7 %
 * (600 · 0.05³), and a machine that stands still for 0.36 s does it too. So the judge is what arrived: a backup takes over no
 * more often than it heard nothing for a down interval.
 */
class KeepalivedLossKernelIT {
    private static final int OURS = 10;
    private static final int THEIRS = 30;
    private static final int FIRST = 200;
    private static final int SECOND = 100;
    private static final String OTHER = "other";
    private static final String NETEM = "delay 20ms 20ms loss 5%";

    /** Longer than between two adverts however delayed: one was lost. */
    private static final Duration ONE_LOST = Duration.ofMillis(160);

    @Test
    void a_backup_takes_over_only_after_a_down_interval_of_silence() {
        try (Segment segment = new Segment();
                KernelDirector backup = new KernelDirector("eth1", Dialect.V3_IPV4.family());
                KernelDirector active = new KernelDirector("eth1", Dialect.V3_IPV6.family())) {
            segment.addHost(OTHER, THEIRS);
            active.run(Dialect.V3_IPV6.router(OURS, THEIRS, FIRST));
            eventually("ours is active", () -> active.is("Active"));
            try (Keepalived keepalived = Keepalived.start(OTHER, bothFamilies())) {
                eventually("keepalived is active", () -> keepalived.owns("172.28.128.200"));
                backup.run(Dialect.V3_IPV4.router(OURS, THEIRS, SECOND));
                eventually("ours hears it", () -> backup.counters.receivedCount() > 0);
                aMinuteOfLoss(segment, backup, keepalived);
            }
        }
    }

    private static void aMinuteOfLoss(Segment segment, KernelDirector backup, Keepalived keepalived) {
        segment.impairTowards(Segment.DIRECTOR, NETEM);
        segment.impairTowards(OTHER, NETEM);
        long before = activationsOver6(keepalived);
        CompletableFuture<Arrivals> there = CompletableFuture.supplyAsync(
                () -> Arrivals.of(segment.attemptIn(OTHER, capture(Dialect.V3_IPV6, OURS))));
        Arrivals here = Arrivals.of(Programs.attempt("bash", "-c", capture(Dialect.V3_IPV4, THEIRS)));

        assertThat(here.silencesOf(ONE_LOST)).as("lost").isPositive();
        assertThat(backup.activations()).isLessThanOrEqualTo(here.silencesOf(downInterval()));
        assertThat(activationsOver6(keepalived) - before)
                .isLessThanOrEqualTo(there.join().silencesOf(downInterval()));
        eventually("ours is backup again, or still", () -> backup.is("Backup"));
    }

    private static long activationsOver6(Keepalived keepalived) {
        return keepalived
                .log()
                .lines()
                .filter(line -> line.contains("(six) Entering MASTER"))
                .count();
    }

    private static String bothFamilies() {
        return Dialect.V3_IPV4.keepalived(THEIRS, OURS, FIRST)
                + Dialect.V3_IPV6.keepalived(THEIRS, OURS, SECOND).replace("vrrp_instance edge", "vrrp_instance six");
    }

    /** Of either backup. */
    private static Duration downInterval() {
        return Timers.activeDown(Dialect.V3_IPV4.version(), new Priority(SECOND), Dialect.V3_IPV4.interval());
    }

    private static String capture(Dialect dialect, int host) {
        return "timeout 60 tcpdump -i eth1 -n -tt 'proto 112 and src host %s' 2>/dev/null"
                .formatted(dialect.host(host));
    }

    /** When adverts arrived, by the kernel's clock. */
    private record Arrivals(List<Duration> times) {
        static Arrivals of(Programs.Finished tcpdump) {
            return new Arrivals(tcpdump.output()
                    .lines()
                    .filter(line -> line.contains(" > "))
                    .map(line -> line.substring(0, line.indexOf(' ')))
                    .map(seconds -> Duration.parse("PT" + seconds + "S"))
                    .toList());
        }

        long silencesOf(Duration length) {
            long silences = 0;
            for (int i = 1; i < times.size(); i++) {
                Duration silence = times.get(i).minus(times.get(i - 1));
                silences += silence.compareTo(length) >= 0 ? 1 : 0;
            }
            return silences;
        }
    }
}
