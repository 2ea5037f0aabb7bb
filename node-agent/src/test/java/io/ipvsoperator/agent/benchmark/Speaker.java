package io.ipvsoperator.agent.benchmark;

import io.ipvsoperator.agent.testing.Programs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A running director: one process, or with keepalived the one that speaks and its parent. */
final class Speaker implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 30;
    /** {@code USER_HZ}. */
    private static final Duration TICK = Duration.ofMillis(10);

    private final Process process;
    private final Path directory;
    private final Instant startedAt;

    private Speaker(Process process, Path directory, Instant startedAt) {
        this.process = process;
        this.directory = directory;
        this.startedAt = startedAt;
    }

    static Speaker start(Implementation implementation, BenchmarkSegment segment, Rank rank, MeasuredRouter router)
            throws IOException {
        Path directory = Files.createTempDirectory("bench-" + implementation.label());
        ProcessBuilder builder = segment.on(rank, implementation.command(rank, router, directory))
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("log").toFile());
        Instant at = Instant.now();
        return new Speaker(builder.start(), directory, at);
    }

    Instant startedAt() {
        return startedAt;
    }

    /** SIGKILL to whoever speaks first, and then to its parent. */
    Instant kill() {
        List<ProcessHandle> victims = members().reversed();
        Instant at = Instant.now();
        victims.forEach(ProcessHandle::destroyForcibly);
        return at;
    }

    /** SIGTERM to the process that a service manager knows. */
    Instant terminate() {
        Instant at = Instant.now();
        process.destroy();
        return at;
    }

    /** SIGSTOP: it does not run until {@link #thaw}. */
    void freeze() {
        signal("STOP");
    }

    /** SIGCONT. */
    void thaw() {
        signal("CONT");
    }

    private void signal(String name) {
        members().forEach(member -> Programs.run("kill", "-" + name, Long.toString(member.pid())));
    }

    void awaitEnd() throws InterruptedException {
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new IllegalStateException("does not end within %d s: %s".formatted(PATIENCE_SECONDS, log()));
        }
    }

    private List<ProcessHandle> members() {
        List<ProcessHandle> members = new ArrayList<>(List.of(process.toHandle()));
        process.descendants().forEach(members::add);
        return members;
    }

    /** Resident memory of all its processes; pages that they share count for each. */
    long residentKibibytes() throws IOException {
        long sum = 0;
        for (ProcessHandle member : members()) {
            for (String line : Files.readAllLines(Path.of("/proc", Long.toString(member.pid()), "status"))) {
                if (line.startsWith("VmRSS:")) {
                    sum += Long.parseLong(line.replaceAll("\\D", ""));
                }
            }
        }
        return sum;
    }

    /** On a processor since the start, as {@code proc_pid_stat(5)} has it: in hundredths of a second. */
    Duration processorTime() throws IOException {
        long ticks = 0;
        for (ProcessHandle member : members()) {
            String stat = Files.readString(Path.of("/proc", Long.toString(member.pid()), "stat"));
            // The name in parentheses may hold blanks; user and system time are the 12th and 13th after it.
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            ticks += Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
        }
        return TICK.multipliedBy(ticks);
    }

    String log() {
        try {
            return Files.readString(directory.resolve("log"));
        } catch (IOException unreadable) {
            return unreadable.toString();
        }
    }

    /** Ends it if it still runs, and leaves nothing of it. */
    @Override
    public void close() {
        kill();
        for (String file : List.of("log", "keepalived.conf", "pid", "vrrp-pid", "")) {
            directory.resolve(file).toFile().delete();
        }
    }
}
