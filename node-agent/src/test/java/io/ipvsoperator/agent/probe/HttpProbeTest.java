package io.ipvsoperator.agent.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpProbeTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration SHORT = Duration.ofMillis(300);

    /** Servers that pace themselves wait for it. */
    private final CountDownLatch over = new CountDownLatch(1);

    private final CompletableFuture<String> request = new CompletableFuture<>();
    private ServerSocket server;

    @BeforeEach
    void listen() throws IOException {
        server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
    }

    @AfterEach
    void close() throws IOException {
        over.countDown();
        server.close();
    }

    @Test
    void a_status_that_is_expected_is_a_success() {
        answering("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
        assertThat(probe(PATIENCE)).isEqualTo(new Outcome.Success());
    }

    @Test
    void a_status_without_a_reason_is_one_too() {
        answering("HTTP/1.0 204\r\n\r\n");
        assertThat(probe(PATIENCE)).isEqualTo(new Outcome.Success());
    }

    @Test
    void any_other_status_is_a_failure_that_names_it() {
        answering("HTTP/1.1 500 Internal Server Error\r\n\r\n");
        assertThat(error(probe(PATIENCE))).endsWith("/healthz?a=b: status 500, expected 200-299");
    }

    @Test
    void the_path_and_the_server_are_asked_for() throws Exception {
        answering("HTTP/1.1 200 OK\r\n\r\n");
        probe(PATIENCE);
        assertThat(request.get(60, TimeUnit.SECONDS))
                .startsWith("GET /healthz?a=b HTTP/1.1\r\nHost: 127.0.0.1:" + server.getLocalPort() + "\r\n");
    }

    @Test
    void a_server_that_never_answers_fails_when_the_time_is_up() {
        serving(output -> over.await());
        assertThat(error(probe(SHORT))).endsWith("no answer within 300 ms");
    }

    @Test
    void a_server_that_sends_a_byte_now_and_then_gets_no_more_time() {
        serving(this::drip);
        assertThat(error(probe(SHORT))).endsWith("no answer within 300 ms");
    }

    @Test
    void a_server_that_sends_its_part_of_a_handshake_byte_by_byte_gets_no_more_time_either() {
        serving(this::dripHandshake);
        assertThat(error(probe(Probe.Scheme.HTTPS, SHORT))).endsWith("no answer within 300 ms");
    }

    @Test
    void a_server_that_sends_a_line_without_end_is_read_no_further_than_need_be() {
        serving(output -> {
            byte[] junk = "x".repeat(4096).getBytes(StandardCharsets.US_ASCII);
            while (true) {
                output.write(junk);
            }
        });
        assertThat(error(probe(PATIENCE))).endsWith("answers no HTTP/1.1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"SSH-2.0-OpenSSH\r\n", "HTTP/2 200\r\n", "HTTP/1.1 20 OK\r\n", "\r\n\r\n"})
    void what_is_no_http_is_a_failure(String answer) {
        answering(answer);
        assertThat(probe(PATIENCE)).isInstanceOf(Outcome.Failure.class);
    }

    @Test
    void a_server_that_hangs_up_is_a_failure() {
        answering("");
        assertThat(probe(PATIENCE)).isInstanceOf(Outcome.Failure.class);
    }

    @Test
    void a_closed_port_is_a_failure() throws IOException {
        server.close();
        assertThat(error(probe(PATIENCE))).contains("refused");
    }

    @Test
    void a_body_that_holds_the_text_is_a_success() {
        answering("HTTP/1.0 200 OK\r\nServer: test\r\n\r\n{\"state\": \"ready\"}");
        assertThat(probeForBody("\"ready\"")).isEqualTo(new Outcome.Success());
    }

    @Test
    void a_body_without_the_text_is_a_failure_that_names_it() {
        answering("HTTP/1.0 200 OK\r\n\r\nmaintenance");
        assertThat(error(probeForBody("ready"))).contains("\"ready\" does not stand in the first 16 KiB");
    }

    @Test
    void text_in_a_header_is_none_in_the_body() {
        answering("HTTP/1.0 200 OK\r\nX-State: ready\r\n\r\n");
        assertThat(probeForBody("ready")).isInstanceOf(Outcome.Failure.class);
    }

    @Test
    void text_in_a_head_that_is_too_long_is_none_in_the_body_either() {
        answering("HTTP/1.0 200 OK\r\nX-State: " + "x".repeat(17 * 1024) + " ready");
        assertThat(error(probeForBody("ready"))).endsWith("sends more than 16 KiB in front of a body");
    }

    @Test
    void text_beyond_what_is_read_of_a_body_is_not_found() {
        answering("HTTP/1.0 200 OK\r\n\r\n" + "x".repeat(16 * 1024) + "ready");
        assertThat(probeForBody("ready")).isInstanceOf(Outcome.Failure.class);
    }

    @Test
    void the_status_counts_whatever_the_body_says() {
        answering("HTTP/1.0 503 Service Unavailable\r\n\r\nready");
        assertThat(error(probeForBody("ready"))).contains("status 503");
    }

    @Test
    void a_body_is_asked_for_by_a_version_that_sends_it_in_one_piece_and_by_the_name_of_its_host() throws Exception {
        answering("HTTP/1.0 200 OK\r\n\r\nready");
        probeForBody("ready");
        assertThat(request.get(60, TimeUnit.SECONDS)).startsWith("GET /healthz HTTP/1.0\r\nHost: www.example.com\r\n");
    }

    private Outcome probeForBody(String text) {
        InetSocketAddress target = new InetSocketAddress(server.getInetAddress(), server.getLocalPort());
        return HttpProbe.run(
                new Probe.HttpGet(
                        target,
                        Probe.Scheme.HTTP,
                        Optional.of("www.example.com"),
                        "/healthz",
                        List.of(new Probe.Statuses(200, 299)),
                        Optional.of(text)),
                Way.USUAL,
                PATIENCE);
    }

    private interface Script {
        void play(OutputStream output) throws IOException, InterruptedException;
    }

    /** An answer that would be a success, were there time for it. */
    private void drip(OutputStream output) throws IOException, InterruptedException {
        for (byte letter : "HTTP/1.1 200 OK\r\n\r\n".getBytes(StandardCharsets.US_ASCII)) {
            output.write(letter);
            output.flush();
            if (over.await(50, TimeUnit.MILLISECONDS)) {
                return;
            }
        }
    }

    /** A record of handshake messages (RFC 8446 section 5.1), 16 KiB long, of which far more time is needed than there is. */
    private void dripHandshake(OutputStream output) throws IOException, InterruptedException {
        output.write(new byte[] {22, 3, 3, 0x40, 0});
        for (int i = 0; i < 100; i++) {
            output.write(0);
            output.flush();
            if (over.await(50, TimeUnit.MILLISECONDS)) {
                return;
            }
        }
    }

    private void answering(String answer) {
        serving(output -> output.write(answer.getBytes(StandardCharsets.US_ASCII)));
    }

    /** One connection; ends with the test, when the probe has hung up or the socket is closed. */
    private void serving(Script script) {
        Thread.ofPlatform().daemon().start(() -> {
            try (Socket socket = server.accept()) {
                byte[] asked = new byte[4096];
                int length = socket.getInputStream().read(asked);
                request.complete(new String(asked, 0, length, StandardCharsets.US_ASCII));
                script.play(socket.getOutputStream());
            } catch (IOException | InterruptedException hungUp) {
                request.completeExceptionally(hungUp);
            }
        });
    }

    private Outcome probe(Duration timeout) {
        return probe(Probe.Scheme.HTTP, timeout);
    }

    private Outcome probe(Probe.Scheme scheme, Duration timeout) {
        InetSocketAddress target = new InetSocketAddress(InetAddress.getLoopbackAddress(), server.getLocalPort());
        return HttpProbe.run(
                new Probe.HttpGet(
                        target,
                        scheme,
                        Optional.empty(),
                        "/healthz?a=b",
                        List.of(new Probe.Statuses(200, 299)),
                        Optional.empty()),
                Way.USUAL,
                timeout);
    }

    private static String error(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Failure(String error) -> error;
            case Outcome.Silence(String error) -> error;
            case Outcome.Success success -> throw new AssertionError(success);
            case Outcome.NoVerdict none -> throw new AssertionError(none);
        };
    }
}
