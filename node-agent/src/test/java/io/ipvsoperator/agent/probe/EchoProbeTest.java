package io.ipvsoperator.agent.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

class EchoProbeTest {
    private static final Probe.Echo ECHO = new Probe.Echo(InetAddress.getLoopbackAddress());
    private static final Duration SHORT = Duration.ofMillis(1);

    /** Its threads end without having asked anybody, and the pool never hears of it. */
    private static EchoProbe hanging() {
        return new EchoProbe(work -> new Thread(() -> {}));
    }

    @Test
    void this_host_answers() {
        assertThat(new EchoProbe(Thread::new).run(ECHO, Duration.ofSeconds(60))).isEqualTo(new Outcome.Success());
    }

    @Test
    void a_host_that_was_asked_and_is_not_heard_is_silent() {
        assertThat(hanging().run(ECHO, SHORT)).isEqualTo(new Outcome.Silence("127.0.0.1: no echo within 1 ms"));
    }

    @Test
    void an_echo_that_finds_no_thread_in_time_is_no_verdict_on_the_host() {
        EchoProbe echoes = hanging();
        try (ExecutorService others = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 32; i++) {
                others.execute(() -> echoes.run(ECHO, SHORT));
            }
        }
        assertThat(echoes.run(ECHO, SHORT))
                .isEqualTo(new Outcome.NoVerdict("127.0.0.1: not asked in time, 32 other echoes are waited for"));
    }
}
