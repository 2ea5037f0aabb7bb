package io.ipvsoperator.agent.probe;

import static io.ipvsoperator.agent.testing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.ipvsoperator.agent.probe.Cadence.FirstFailure;
import io.ipvsoperator.time.MonotonicInstant;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Real threads on a clock that only moves when a probe takes its time, or when the process is frozen meanwhile. */
class ProbeThreadTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final PeriodicProbe<String> PROBE = new PeriodicProbe<>(
            "backend",
            new Probe.TcpConnect(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 80)),
            new Cadence(TIMEOUT, TIMEOUT, 1, 1, FirstFailure.COUNTS),
            Duration.ZERO);

    private final AtomicLong nanos = new AtomicLong();
    private final ConcurrentLinkedQueue<Outcome> outcomes = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<Verdict> verdicts = new ConcurrentLinkedQueue<>();
    private volatile Duration asleep = Duration.ZERO;
    private final ProbeThread<String> probes = new ProbeThread<>(
            (probe, timeout) -> {
                nanos.addAndGet(asleep.toNanos());
                return new Outcome.Silence("no answer");
            },
            () -> new MonotonicInstant(nanos.get()),
            Executors.newCachedThreadPool(),
            1,
            new Recorder());
    private final Thread thread = new Thread(probes);

    private final class Recorder implements ProbeListener<String> {
        @Override
        public void taken(List<PeriodicProbe<String>> all, MonotonicInstant now) {}

        @Override
        public void ended(String name, Outcome outcome, Duration took) {
            outcomes.add(outcome);
        }

        @Override
        public void changed(Timetable.Change<String> change, MonotonicInstant now) {
            verdicts.add(change.after());
        }

        @Override
        public void passed(Timetable<String> timetable, MonotonicInstant now) {}
    }

    @AfterEach
    void stop() throws InterruptedException {
        probes.close();
        thread.join();
    }

    @Test
    void silence_is_a_failure_of_the_backend() throws InterruptedException {
        runs();
        assertThat(verdicts).containsExactly(Verdict.FAILED);
    }

    @Test
    void silence_in_a_time_that_the_whole_process_slept_through_is_no_verdict() throws InterruptedException {
        asleep = Duration.ofSeconds(59);
        runs();
        assertThat(outcomes).singleElement().isInstanceOf(Outcome.NoVerdict.class);
        assertThat(verdicts).isEmpty();
    }

    private void runs() throws InterruptedException {
        probes.want(List.of(PROBE));
        thread.start();
        eventually("the run has ended", () -> !outcomes.isEmpty());
        stop();
    }
}
