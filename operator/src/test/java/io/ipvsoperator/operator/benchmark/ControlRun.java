package io.ipvsoperator.operator.benchmark;

import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntConsumer;

/**
 * One size from beginning to end: services are there, the operator starts, agents program them, then changes one at a time. All
 * processes share this host's processors with the API server.
 */
final class ControlRun implements AutoCloseable {
    private static final Duration CONVERGENCE_PATIENCE = Duration.ofMinutes(15);
    /** Without any news of an agent. */
    private static final Duration SILENCE_PATIENCE = Duration.ofMinutes(2);

    private static final Duration CHANGE_PATIENCE = Duration.ofMinutes(1);
    private static final Duration LOOK_INTERVAL = Duration.ofSeconds(1);
    private static final Duration BETWEEN_COUNTS = Duration.ofMillis(500);

    private static final String OPERATOR = "io.ipvsoperator.operator.OperatorMain";

    private final KubernetesClient client;
    private final String namespace;
    private final int size;
    private final int changes;
    private final Population population;
    private final Path directory;
    private final List<MeasuredAgent> agents = new ArrayList<>();
    private final MeasuredProcess operator;
    private final long beginNanos;

    ControlRun(KubernetesClient client, int size, int changes)
            throws IOException, InterruptedException, ExecutionException {
        this.client = client;
        this.namespace = "benchmark-" + size;
        this.size = size;
        this.changes = changes;
        directory = Files.createTempDirectory("bench-control");
        population = new Population(client, namespace, size);
        population.create();
        for (Map.Entry<String, String> director : Population.DIRECTORS.entrySet()) {
            agents.add(new MeasuredAgent(director.getKey(), director.getValue(), namespace, directory));
        }
        beginNanos = System.nanoTime();
        operator = new MeasuredProcess(
                System.getProperty("benchmark.operator.flags", ""),
                System.getProperty("java.class.path"),
                List.of(OPERATOR),
                Map.of("POD_NAMESPACE", namespace, "POD_NAME", "operator", "HEALTH_PORT", "0"),
                directory.resolve("operator.log"),
                line -> {});
    }

    ControlResult measure() throws IOException, InterruptedException, TimeoutException {
        Duration programmed = awaitProgrammed();
        Duration reported = awaitReported();
        long operatorAfterConvergence = operator.residentMebibytes();
        List<Duration> edits = series(number -> population.changeScheduler(number, "wrr"));
        ApiWrites before = ApiWrites.seenBy(client);
        List<Duration> flaps = flaps();
        ApiWrites writes = ApiWrites.seenBy(client).since(before);
        return new ControlResult(
                size,
                programmed,
                reported,
                edits,
                flaps,
                writes,
                Math.max(operatorAfterConvergence, operator.residentMebibytes()),
                agents.getFirst().residentMebibytes());
    }

    private Duration awaitProgrammed() throws InterruptedException, TimeoutException {
        long last = beginNanos;
        for (MeasuredAgent agent : agents) {
            last = Math.max(last, agent.awaitDestinations(size * Population.ENDPOINTS, SILENCE_PATIENCE));
        }
        return Duration.ofNanos(last - beginNanos);
    }

    private Duration awaitReported() {
        await("every service is Ready; the operator's log is " + directory.resolve("operator.log"))
                .atMost(CONVERGENCE_PATIENCE)
                .pollInterval(LOOK_INTERVAL)
                .failFast("the operator has ended", () -> !operator.runs())
                .until(population::ready, ready -> ready == size);
        return Duration.ofNanos(System.nanoTime() - beginNanos);
    }

    /** Down and up again, so that nothing is left to drain. */
    private List<Duration> flaps() throws InterruptedException, TimeoutException {
        List<Duration> taken = new ArrayList<>();
        Random random = new Random(size);
        for (int i = 0; i < changes; i++) {
            int number = random.nextInt(size);
            taken.add(change(() -> population.setReady(number, false)));
            taken.add(change(() -> population.setReady(number, true)));
        }
        return taken;
    }

    private List<Duration> series(IntConsumer change) throws InterruptedException, TimeoutException {
        List<Duration> taken = new ArrayList<>();
        for (int number : new Random(size)
                .ints(0, size)
                .distinct()
                .limit(Math.min(changes, size))
                .toArray()) {
            taken.add(change(() -> change.accept(number)));
        }
        return taken;
    }

    /** From the moment before the request until the last of the kernels was told. */
    private Duration change(Runnable request) throws InterruptedException, TimeoutException {
        agents.forEach(MeasuredAgent::forget);
        long begin = System.nanoTime();
        request.run();
        long last = begin;
        for (MeasuredAgent agent : agents) {
            last = Math.max(last, agent.awaitAfter(begin, CHANGE_PATIENCE));
        }
        awaitNoMoreWrites();
        return Duration.ofNanos(last - begin);
    }

    /** Until the API server has counted the same twice: what one change makes others report is over when the next begins. */
    private void awaitNoMoreWrites() {
        AtomicReference<ApiWrites> before = new AtomicReference<>(ApiWrites.seenBy(client));
        await("what follows a change is written")
                .atMost(CHANGE_PATIENCE)
                .pollInterval(BETWEEN_COUNTS)
                .until(() -> {
                    ApiWrites now = ApiWrites.seenBy(client);
                    return now.equals(before.getAndSet(now));
                });
    }

    @Override
    public void close() {
        operator.close();
        agents.forEach(MeasuredAgent::close);
    }
}
