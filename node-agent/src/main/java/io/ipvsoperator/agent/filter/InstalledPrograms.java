package io.ipvsoperator.agent.filter;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Programs on the PATH of this process. */
public final class InstalledPrograms implements Programs {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Override
    public Finished run(List<String> command, String input) {
        try {
            return runIn(Files.createTempDirectory("ipvs-operator"), command, input);
        } catch (IOException e) {
            throw new UncheckedIOException("run " + command.getFirst(), e);
        }
    }

    /** Through files, because a pipe that nobody drains would stop the program. */
    private static Finished runIn(Path directory, List<String> command, String input) throws IOException {
        Path in = directory.resolve("in");
        Path out = directory.resolve("out");
        Path errors = directory.resolve("errors");
        try {
            Files.writeString(in, input);
            Process process = new ProcessBuilder(command)
                    .redirectInput(in.toFile())
                    .redirectOutput(out.toFile())
                    .redirectError(errors.toFile())
                    .start();
            int status = await(process, command);
            return new Finished(status, read(out), read(errors));
        } finally {
            for (Path file : List.of(in, out, errors, directory)) {
                Files.deleteIfExists(file);
            }
        }
    }

    private static int await(Process process, List<String> command) throws IOException {
        try {
            if (process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                return process.exitValue();
            }
            throw new IOException("%s did not end within %d s".formatted(command, PATIENCE.toSeconds()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while " + command + " ran", e);
        } finally {
            process.destroyForcibly();
        }
    }

    private static String read(Path file) throws IOException {
        return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    }
}
