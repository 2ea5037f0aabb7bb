package io.ipvsoperator.operator.endtoend;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Programs as children of this process; whichever takes longer than the deadline is killed. */
final class ChildProcesses implements Commands {
    private static final Duration DEADLINE = Duration.ofMinutes(6);

    @Override
    public String run(String input, List<String> command) {
        try {
            Path directory = Files.createTempDirectory("command");
            try {
                return run(input, command, directory);
            } finally {
                for (Path file : List.of(input(directory), output(directory), errors(directory), directory)) {
                    Files.deleteIfExists(file);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(String.join(" ", command), e);
        }
    }

    private static String run(String input, List<String> command, Path directory) throws IOException {
        Files.writeString(input(directory), input);
        Process process = new ProcessBuilder(command)
                .redirectInput(input(directory).toFile())
                .redirectOutput(output(directory).toFile())
                .redirectError(errors(directory).toFile())
                .start();
        if (!ends(process)) {
            process.destroyForcibly();
            throw new CommandFailed(command, "still runs after " + DEADLINE.toSeconds() + " s");
        }
        if (process.exitValue() != 0) {
            throw new CommandFailed(
                    command,
                    "exit status " + process.exitValue() + ": " + Files.readString(errors(directory))
                            + Files.readString(output(directory)));
        }
        return Files.readString(output(directory));
    }

    private static boolean ends(Process process) {
        try {
            return process.waitFor(DEADLINE.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private static Path input(Path directory) {
        return directory.resolve("input");
    }

    private static Path output(Path directory) {
        return directory.resolve("output");
    }

    private static Path errors(Path directory) {
        return directory.resolve("errors");
    }
}
