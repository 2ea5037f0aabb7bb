package io.ipvsoperator.agent.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HealthServerTest {
    private final DurationHistogram lateness = new DurationHistogram(Duration.ofMillis(1), Duration.ofMillis(10));
    private final HealthServer server = open();
    private final HttpClient client = HttpClient.newHttpClient();

    private HealthServer open() {
        try {
            return new HealthServer(0, Optional::empty, () -> Optional.of("no plan is known yet"), List.of(page -> {
                page.metric("sent_total", "counter", "Sent.").sample("sent_total", 3, "to", "a\"b\\c");
                lateness.writeTo(page, "late_seconds");
            }));
        } catch (IOException e) {
            throw new AssertionError("no free port", e);
        }
    }

    @BeforeEach
    void start() {
        server.start();
    }

    @AfterEach
    void stop() {
        server.close();
        client.close();
    }

    @Test
    void a_live_agent_answers_ok() throws Exception {
        assertThat(get("/healthz").statusCode()).isEqualTo(200);
    }

    @Test
    void an_agent_that_is_not_ready_says_why() throws Exception {
        assertThat(get("/readyz").statusCode()).isEqualTo(503);
        assertThat(get("/readyz").body()).isEqualTo("no plan is known yet\n");
    }

    @Test
    void labels_are_escaped() throws Exception {
        assertThat(get("/metrics").body()).contains("sent_total{to=\"a\\\"b\\\\c\"} 3\n");
    }

    @Test
    void buckets_of_a_histogram_count_everything_up_to_their_bound() throws Exception {
        lateness.record(Duration.ofNanos(500_000));
        lateness.record(Duration.ofMillis(5));
        lateness.record(Duration.ofMillis(50));
        assertThat(get("/metrics").body())
                .contains(
                        "late_seconds_bucket{le=\"0.001\"} 1\n",
                        "late_seconds_bucket{le=\"0.01\"} 2\n",
                        "late_seconds_bucket{le=\"+Inf\"} 3\n",
                        "late_seconds_count 3\n");
    }

    private HttpResponse<String> get(String path) throws Exception {
        URI uri = URI.create("http://127.0.0.1:" + server.port() + path);
        return client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    }
}
