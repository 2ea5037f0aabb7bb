package io.ipvsoperator.agent.health;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * /healthz, /readyz and /metrics. A probe answers 200 with {@code ok}, or 503 with the reason. One thread of its own.
 */
public final class HealthServer implements AutoCloseable {
    private final HttpServer server;

    /**
     * @param alive why the process should be restarted, if so
     * @param ready why the node should not be counted on, if so
     */
    public HealthServer(
            int port, Supplier<Optional<String>> alive, Supplier<Optional<String>> ready, List<Metered> metered)
            throws IOException {
        server = bound(port);
        server.createContext("/healthz", exchange -> answer(exchange, alive.get()));
        server.createContext("/readyz", exchange -> answer(exchange, ready.get()));
        server.createContext("/metrics", exchange -> {
            Exposition page = new Exposition();
            metered.forEach(part -> part.writeTo(page));
            exchange.getResponseHeaders().set("Content-Type", Exposition.CONTENT_TYPE);
            send(exchange, 200, page.page());
        });
    }

    private static HttpServer bound(int port) throws IOException {
        try {
            return HttpServer.create(new InetSocketAddress(port), 0);
        } catch (BindException taken) {
            throw new IOException(
                    "port %d (HEALTH_PORT) is taken on this node, perhaps by a second node-agent; end that program or set another port"
                            .formatted(port),
                    taken);
        }
    }

    public void start() {
        server.start();
    }

    /** Of interest when any free port was asked for. */
    public int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private static void answer(HttpExchange exchange, Optional<String> objection) throws IOException {
        send(exchange, objection.isEmpty() ? 200 : 503, objection.orElse("ok") + "\n");
    }

    private static void send(HttpExchange exchange, int status, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        try (exchange) {
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
        }
    }
}
