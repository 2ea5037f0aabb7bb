package io.ipvsoperator.agent.kernel.linux;

import static io.ipvsoperator.agent.testing.Programs.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ipvsoperator.agent.kernel.KernelException;
import io.ipvsoperator.agent.kernel.SocketMarks;
import io.ipvsoperator.agent.kernel.SocketMarks.Transport;
import io.ipvsoperator.agent.testing.OwnKernel;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** As ss shows the sockets of this process. */
class SocketMarksKernelIT {
    private static final long MARK = 0x1230_3045L;
    private static final String SHOWN = "fwmark:0x12303045";

    private final SocketMarks marks = new LinuxSocketMarks();

    @BeforeEach
    void has_a_kernel_of_its_own() {
        OwnKernel.require();
        run("ip", "link", "set", "lo", "up");
    }

    private static List<String> marked(String kind) {
        return run("ss", "-Hane", kind)
                .lines()
                .filter(line -> line.contains(SHOWN))
                .toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "::1"})
    void the_connection_has_the_mark_and_no_other(String literal) throws IOException {
        InetAddress host = InetAddress.ofLiteral(literal);
        try (ServerSocket server = new ServerSocket(0, 50, host);
                Socket other = new Socket(host, server.getLocalPort());
                Socket socket = new Socket()) {
            socket.bind(new InetSocketAddress(host, 0));
            marks.mark(Transport.TCP, new InetSocketAddress(host, socket.getLocalPort()), MARK);
            socket.connect(server.getLocalSocketAddress());
            assertThat(other.isConnected()).isTrue();
            assertThat(marked("-t"))
                    .singleElement()
                    .asString()
                    .contains(":" + socket.getLocalPort() + " ")
                    .contains("ESTAB");
        }
    }

    /** The TCP socket has the same number of a port. */
    @Test
    void a_datagram_socket_has_the_mark() throws IOException {
        InetAddress host = InetAddress.ofLiteral("127.0.0.1");
        try (DatagramSocket socket = new DatagramSocket(new InetSocketAddress(host, 0));
                ServerSocket same = new ServerSocket(socket.getLocalPort(), 50, host)) {
            marks.mark(Transport.UDP, new InetSocketAddress(host, socket.getLocalPort()), MARK);
            assertThat(marked("-u")).hasSize(1);
            assertThat(same.isBound()).isTrue();
            assertThat(marked("-t")).isEmpty();
        }
    }

    @Test
    void a_socket_that_is_not_there_is_said() throws IOException {
        InetSocketAddress gone;
        try (DatagramSocket socket = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
            gone = new InetSocketAddress(InetAddress.getLoopbackAddress(), socket.getLocalPort());
        }
        assertThatThrownBy(() -> marks.mark(Transport.UDP, gone, MARK))
                .isInstanceOf(KernelException.class)
                .hasMessageContaining("UDP socket at localhost/127.0.0.1:" + gone.getPort());
    }
}
