package io.ipvsoperator.operator.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import io.fabric8.kubernetes.api.model.EventBuilder;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.okhttp.OkHttpClientFactory;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.ipvsoperator.operator.testing.Given;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Status of Service {@code shop/web}, of whose conditions {@code Told} is told as Events. */
class StatusWriterTest {
    private static final String APPLIED = "?fieldManager=ipvs-operator&force=true";
    private static final String STATUS = "/api/v1/namespaces/shop/services/web/status" + APPLIED;
    private static final String EVENT = "/api/v1/namespaces/shop/events/web.lost.kubernet" + APPLIED;

    private static final Condition PENDING = pending(1);

    private final KubernetesMockServer server = new KubernetesMockServer(false);
    private final Service service = Given.kubernetesService("ports: [{port: 80}]");
    private final AtomicLong nanos = new AtomicLong();
    private KubernetesClient client;
    private StatusWriter<Service> statuses;

    @BeforeEach
    void start() {
        server.init();
        // The operator's own HTTP client: the server's dependencies bring another onto the class path.
        client = server.createClient(new OkHttpClientFactory());
        ServerSideApply writer = new ServerSideApply(client);
        statuses = new StatusWriter<>(
                new ResourceCache<>(client.services().inAnyNamespace().runnableInformer(0), nanos::get),
                writer,
                new EventRecorder(writer, InstantSource.fixed(Instant.EPOCH)),
                nanos::get,
                List.of("Told"));
        server.expect().patch().withPath(STATUS).andReturn(200, service).always();
    }

    @AfterEach
    void stop() {
        client.close();
        server.destroy();
    }

    @Test
    void the_first_goes_at_once() {
        assertThat(write("Ready", "Ready", false)).isEmpty();
        assertThat(server.getRequestCount()).isEqualTo(1);
    }

    @Test
    void other_words_wait_until_five_seconds_have_passed() {
        write("Ready", "Ready", false);
        nanos.addAndGet(Duration.ofSeconds(2).toNanos());

        assertThat(write("Ready", "Ready", false)).contains(Duration.ofSeconds(3));
        assertThat(server.getRequestCount()).isEqualTo(1);

        nanos.addAndGet(Duration.ofSeconds(3).toNanos());
        assertThat(write("Ready", "Ready", false)).isEmpty();
        assertThat(server.getRequestCount()).isEqualTo(2);
    }

    @Test
    void a_flip_does_not_wait() {
        write("Ready", "Ready", false);

        assertThat(write("Ready", "Lost", false)).isEmpty();
        assertThat(server.getRequestCount()).isEqualTo(2);
    }

    @Test
    void who_is_waited_for_has_two_seconds_before_it_is_said() {
        assertThat(write(PENDING)).contains(Duration.ofSeconds(2));
        nanos.addAndGet(Duration.ofSeconds(1).toNanos());
        assertThat(write(PENDING)).contains(Duration.ofSeconds(1));
        assertThat(server.getRequestCount()).isZero();

        nanos.addAndGet(Duration.ofSeconds(1).toNanos());
        assertThat(write(PENDING)).isEmpty();
        assertThat(server.getRequestCount()).isEqualTo(1);
    }

    @Test
    void who_is_waited_for_again_has_two_seconds_again() {
        write(PENDING);
        nanos.addAndGet(Duration.ofSeconds(2).toNanos());
        statuses.isWritten(service);

        assertThat(write(PENDING)).contains(Duration.ofSeconds(2));
    }

    @Test
    void with_another_spec_it_is_said_at_once_who_is_waited_for() {
        assertThat(write(pending(2))).isEmpty();
        assertThat(server.getRequestCount()).isEqualTo(1);
    }

    @Test
    void what_is_urgent_does_not_wait() {
        write("Ready", "Ready", false);

        assertThat(write("Ready", "Ready", true)).isEmpty();
        assertThat(server.getRequestCount()).isEqualTo(2);
    }

    @Test
    void an_object_that_was_forgotten_is_new() {
        write("Ready", "Ready", false);
        statuses.forget(service);

        assertThat(write("Ready", "Ready", false)).isEmpty();
        assertThat(server.getRequestCount()).isEqualTo(2);
    }

    @Test
    void a_flip_of_what_is_told_makes_an_event() throws InterruptedException {
        server.expect()
                .patch()
                .withPath(EVENT)
                .andReturn(201, new EventBuilder().build())
                .once();

        write("Told", "Lost", false);

        assertThat(server.takeRequest().getPath()).isEqualTo(STATUS);
        assertThat(server.takeRequest().getPath()).isEqualTo(EVENT);
    }

    private static Condition pending(long generation) {
        return new ConditionBuilder(condition("Ready", "Pending"))
                .withStatus("False")
                .withObservedGeneration(generation)
                .build();
    }

    /** From Ready of generation 1 to that. */
    private Optional<Duration> write(Condition after) {
        Condition before = new ConditionBuilder(condition("Ready", "Ready"))
                .withObservedGeneration(1L)
                .build();
        return statuses.write(service, service, new StatusWriter.Change(List.of(before), List.of(after), false));
    }

    /** From reason Ready to that one. */
    private Optional<Duration> write(String type, String reason, boolean urgent) {
        return statuses.write(
                service,
                service,
                new StatusWriter.Change(List.of(condition(type, "Ready")), List.of(condition(type, reason)), urgent));
    }

    private static Condition condition(String type, String reason) {
        return new ConditionBuilder()
                .withType(type)
                .withStatus("True")
                .withReason(reason)
                .withMessage("")
                .build();
    }
}
