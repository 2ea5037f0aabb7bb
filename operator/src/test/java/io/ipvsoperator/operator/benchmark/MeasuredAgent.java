package io.ipvsoperator.operator.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One agent over a kernel in memory, which says when it told the kernel something. */
final class MeasuredAgent implements AutoCloseable {
    private static final String MAIN = "io.ipvsoperator.agent.benchmark.control.AgentOnFakeKernel";
    private static final String TOLD = "told ";

    private final MeasuredProcess process;
    private final BlockingQueue<Told> told = new LinkedBlockingQueue<>();

    /** @param atNanos by {@link System#nanoTime}, which is one clock for all processes of a host */
    record Told(int destinations, long atNanos) {}

    MeasuredAgent(String node, String address, String namespace, Path directory) throws IOException {
        Path records = Files.createDirectories(directory.resolve(node));
        process = new MeasuredProcess(
                System.getProperty("benchmark.agent.flags", ""),
                System.getProperty("benchmark.agent.classpath", ""),
                List.of(MAIN, node, address, namespace, records.toString()),
                Map.of(),
                directory.resolve(node + ".log"),
                this::heard);
    }

    private void heard(String line) {
        if (line.startsWith(TOLD)) {
            String[] words = line.substring(TOLD.length()).split(" ", -1);
            told.add(new Told(Integer.parseInt(words[0]), Long.parseLong(words[1])));
        } else {
            System.err.println("agent: " + line);
        }
    }

    /** When the kernel was told something first after that moment. */
    long awaitAfter(long nanos, Duration patience) throws InterruptedException, TimeoutException {
        Told next = next(patience);
        while (next.atNanos() < nanos) {
            next = next(patience);
        }
        return next.atNanos();
    }

    /** When the kernel was told the last of so many destinations. */
    long awaitDestinations(int count, Duration patience) throws InterruptedException, TimeoutException {
        Told next = next(patience);
        while (next.destinations() < count) {
            next = next(patience);
        }
        return next.atNanos();
    }

    private Told next(Duration patience) throws InterruptedException, TimeoutException {
        Told next = told.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
        if (next == null) {
            throw new TimeoutException("an agent's kernel was told nothing for " + patience.toSeconds() + " s");
        }
        return next;
    }

    void forget() {
        told.clear();
    }

    long residentMebibytes() throws IOException {
        return process.residentMebibytes();
    }

    @Override
    public void close() {
        process.close();
    }
}
