package io.ipvsoperator.agent.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server with a certificate that nobody has signed, for a name that is not its address. */
class HttpsProbeTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final char[] PASSWORD = "no secret".toCharArray();

    @TempDir
    Path directory;

    private final CompletableFuture<List<SNIServerName>> names = new CompletableFuture<>();
    private ServerSocket server;

    @BeforeEach
    void listen() throws IOException, GeneralSecurityException, InterruptedException {
        Path keys = directory.resolve("keys");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=backend",
                        "-keystore",
                        keys.toString(),
                        "-storepass",
                        new String(PASSWORD))
                .inheritIO()
                .start();
        assertThat(keytool.waitFor()).isZero();
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream stored = Files.newInputStream(keys)) {
            store.load(stored, PASSWORD);
        }
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(store, PASSWORD);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(factory.getKeyManagers(), null, null);
        server = context.getServerSocketFactory().createServerSocket(0, 5, InetAddress.getLoopbackAddress());
        Thread.ofPlatform().daemon().start(this::serve);
    }

    private void serve() {
        try (SSLSocket socket = (SSLSocket) server.accept()) {
            socket.startHandshake();
            names.complete(((ExtendedSSLSession) socket.getSession()).getRequestedServerNames());
            socket.getOutputStream().write("HTTP/1.0 200 OK\r\n\r\nready".getBytes(StandardCharsets.US_ASCII));
        } catch (IOException failed) {
            names.completeExceptionally(failed);
        }
    }

    @AfterEach
    void close() throws IOException {
        server.close();
    }

    @Test
    void a_certificate_that_nobody_vouches_for_is_no_failure() {
        assertThat(probe(Optional.empty())).isEqualTo(new Outcome.Success());
    }

    @Test
    void the_host_is_asked_for_by_name() throws Exception {
        probe(Optional.of("www.example.com"));
        assertThat(names.get(60, TimeUnit.SECONDS))
                .singleElement()
                .satisfies(name -> assertThat(new String(name.getEncoded(), StandardCharsets.US_ASCII))
                        .isEqualTo("www.example.com"));
    }

    @Test
    void an_address_is_no_server_name() throws Exception {
        probe(Optional.of("192.0.2.1"));
        assertThat(names.get(60, TimeUnit.SECONDS)).isEmpty();
    }

    private Outcome probe(Optional<String> host) {
        return HttpProbe.run(
                new Probe.HttpGet(
                        new InetSocketAddress(server.getInetAddress(), server.getLocalPort()),
                        Probe.Scheme.HTTPS,
                        host,
                        "/",
                        List.of(new Probe.Statuses(200, 299)),
                        Optional.of("ready")),
                Way.USUAL,
                PATIENCE);
    }
}
