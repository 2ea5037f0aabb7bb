package io.ipvsoperator.agent.probe;

import static org.assertj.core.api.Assertions.assertThat;

import io.ipvsoperator.agent.kernel.SocketMarks;
import io.ipvsoperator.agent.kernel.SysctlKey;
import io.ipvsoperator.agent.kernel.Sysctls;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** On loopback, where every packet goes to the server that listens, whatever its mark. */
class DataPathProbeTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");
    private static final DataPath PATH = new DataPath("web", LOOPBACK);

    private final DataPaths paths = new DataPaths();
    private final List<String> marked = new ArrayList<>();
    private String acceptLocal = "1";
    private ServerSocket server;

    private final SocketMarks marks =
            (transport, bound, mark) -> marked.add("%s %s %d".formatted(transport, bound.getAddress(), mark));

    /** Every setting has one value. */
    private final class Settings implements Sysctls {
        @Override
        public Optional<String> read(SysctlKey key) {
            return Optional.of(key.toString().endsWith(".lo.accept_local") ? acceptLocal : "0");
        }

        @Override
        public List<String> names(SysctlKey directory) {
            return List.of();
        }

        @Override
        public void write(SysctlKey key, String value) {
            throw new AssertionError(key);
        }
    }

    @BeforeEach
    void listens() throws IOException {
        server = new ServerSocket(0, 50, LOOPBACK);
        paths.programmed(Map.of(PATH, 7L));
    }

    @AfterEach
    void closes() throws IOException {
        server.close();
    }

    private Outcome ask(Probe.PortQuestion... questions) {
        return new DataPathProbe(paths, marks, new Settings())
                .run(new Probe.ByDataPath(PATH, List.of(questions)), PATIENCE);
    }

    private Probe.TcpConnect open() {
        return new Probe.TcpConnect(new InetSocketAddress(LOOPBACK, server.getLocalPort()));
    }

    private static Probe.TcpConnect closed() throws IOException {
        try (ServerSocket gone = new ServerSocket(0, 50, LOOPBACK)) {
            return new Probe.TcpConnect(new InetSocketAddress(LOOPBACK, gone.getLocalPort()));
        }
    }

    @Test
    void every_connection_carries_the_mark_from_the_address_of_this_host() {
        assertThat(ask(open(), open())).isEqualTo(new Outcome.Success());
        assertThat(marked).containsExactly("TCP /127.0.0.1 7", "TCP /127.0.0.1 7");
    }

    @Test
    void one_address_that_does_not_answer_is_a_failure() throws IOException {
        Probe.TcpConnect closed = closed();
        assertThat(ask(open(), closed))
                .isInstanceOfSatisfying(
                        Outcome.Failure.class,
                        failure -> assertThat(failure.error())
                                .startsWith("127.0.0.1:" + closed.target().getPort() + ": "));
    }

    @Test
    void nobody_is_asked_while_the_kernel_has_no_service_for_it() {
        paths.programmed(Map.of());
        assertThat(ask(open())).isEqualTo(new Outcome.NoVerdict("IPVS has no service for checks of 127.0.0.1 yet"));
        assertThat(marked).isEmpty();
    }

    @Test
    void nobody_is_asked_whose_answer_might_be_dropped() {
        acceptLocal = "0";
        assertThat(ask(open()))
                .isEqualTo(
                        new Outcome.NoVerdict("answers come in by lo, where net.ipv4.conf.lo.accept_local is not 1"));
    }
}
