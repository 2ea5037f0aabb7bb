package io.ipvsoperator.operator.process;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.function.BooleanSupplier;

/**
 * Probes over HTTP: {@code /healthz} says whether the process can do its work at all, {@code /readyz} whether it does.
 * Answers on a thread of its own.
 */
public final class HealthEndpoints implements AutoCloseable {
    private final HttpServer server;

    private HealthEndpoints(HttpServer server) {
        this.server = server;
    }

    public static HealthEndpoints serve(int port, BooleanSupplier healthy, BooleanSupplier ready) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(port), 0);
        server.createContext("/healthz", exchange -> answer(exchange, healthy.getAsBoolean()));
        server.createContext("/readyz", exchange -> answer(exchange, ready.getAsBoolean()));
        server.start();
        return new HealthEndpoints(server);
    }

    public int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private static void answer(HttpExchange exchange, boolean good) throws IOException {
        byte[] body = (good ? "ok\n" : "not ok\n").getBytes(StandardCharsets.US_ASCII);
        exchange.sendResponseHeaders(
                good ? HttpURLConnection.HTTP_OK : HttpURLConnection.HTTP_UNAVAILABLE, body.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(body);
        }
    }
}
