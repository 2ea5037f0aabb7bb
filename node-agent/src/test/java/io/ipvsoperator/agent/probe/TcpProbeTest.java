package io.ipvsoperator.agent.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TcpProbeTest {
    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

    @Test
    void a_port_that_accepts_is_a_success() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 5, LOOPBACK)) {
            assertThat(TcpProbe.run(address(server), Way.USUAL, Duration.ofSeconds(60)))
                    .isEqualTo(new Outcome.Success());
        }
    }

    @Test
    void a_closed_port_is_refused() throws IOException {
        InetSocketAddress closed;
        try (ServerSocket server = new ServerSocket(0, 5, LOOPBACK)) {
            closed = address(server);
        }
        assertThat(TcpProbe.run(closed, Way.USUAL, Duration.ofSeconds(60)))
                .isInstanceOfSatisfying(
                        Outcome.Failure.class,
                        failure -> assertThat(failure.error())
                                .startsWith("127.0.0.1:" + closed.getPort())
                                .contains("refused"));
    }

    /** A full queue of connections: the kernel drops further SYNs. */
    @Test
    void a_port_that_does_not_answer_fails_when_the_time_is_up() throws IOException {
        List<Socket> waiting = new ArrayList<>();
        try (ServerSocket server = new ServerSocket(0, 1, LOOPBACK)) {
            fillQueue(server, waiting);
            assertThat(TcpProbe.run(address(server), Way.USUAL, Duration.ofMillis(200)))
                    .isInstanceOfSatisfying(
                            Outcome.Silence.class,
                            silence -> assertThat(silence.error()).endsWith("no answer within 200 ms"));
        } finally {
            for (Socket socket : waiting) {
                socket.close();
            }
        }
    }

    private static void fillQueue(ServerSocket server, List<Socket> waiting) throws IOException {
        try {
            while (waiting.size() < 100) {
                Socket socket = new Socket();
                waiting.add(socket);
                socket.connect(address(server), 200);
            }
            throw new AssertionError("the queue of a listening socket never fills up");
        } catch (SocketTimeoutException full) {
            assertThat(waiting).isNotEmpty();
        }
    }

    private static InetSocketAddress address(ServerSocket server) {
        return new InetSocketAddress(LOOPBACK, server.getLocalPort());
    }
}
