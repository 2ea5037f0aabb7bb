package io.ipvsoperator.operator.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** A Java process of its own with the JVM flags of its image. Ends when closed. */
final class MeasuredProcess implements AutoCloseable {
    private static final int KIBI = 1024;

    private final Process process;

    /**
     * @param flags of the JVM, separated by blanks
     * @param log takes its standard error, and its standard output unless somebody reads it
     * @param lines takes what it writes to standard output, in a thread of its own
     */
    MeasuredProcess(
            String flags,
            String classpath,
            List<String> command,
            Map<String, String> environment,
            Path log,
            Consumer<String> lines)
            throws IOException {
        ProcessBuilder builder = new ProcessBuilder(Stream.of(
                        Stream.of(ProcessHandle.current().info().command().orElse("java")),
                        Arrays.stream(flags.split(" ", -1)).filter(flag -> !flag.isEmpty()),
                        Stream.of("-classpath", classpath),
                        command.stream())
                .flatMap(part -> part)
                .toList());
        builder.environment().putAll(environment);
        builder.redirectError(log.toFile());
        process = builder.start();
        Thread.ofVirtual().start(() -> process.inputReader().lines().forEach(lines));
    }

    boolean runs() {
        return process.isAlive();
    }

    /** Resident memory now, in MiB: {@code VmRSS} of {@code /proc/PID/status}. */
    long residentMebibytes() throws IOException {
        try (Stream<String> lines = Files.lines(Path.of("/proc/" + process.pid() + "/status"))) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) / KIBI)
                    .findFirst()
                    .orElseThrow(() -> new IOException("process " + process.pid() + " is gone"));
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
        process.onExit().join();
    }
}
