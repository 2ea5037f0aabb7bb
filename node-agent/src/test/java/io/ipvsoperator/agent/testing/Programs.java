package io.ipvsoperator.agent.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Programs of the host, for preparing a test and for a second opinion. */
public final class Programs {
    private Programs() {}

    /**
     * @param status as the shell shows it
     * @param output standard output and errors, as they came
     */
    public record Finished(int status, String output) {}

    /** What it wrote; fails with that if it failed. */
    public static String run(String... command) {
        Finished finished = attempt(command);
        if (finished.status() != 0) {
            throw new AssertionError("%s ended with status %d: %s"
                    .formatted(String.join(" ", command), finished.status(), finished.output()));
        }
        return finished.output();
    }

    public static Finished attempt(String... command) {
        try {
            Process process = new ProcessBuilder(List.of(command))
                    .redirectErrorStream(true)
                    .start();
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Finished(process.waitFor(), output);
        } catch (IOException e) {
            throw new UncheckedIOException(String.join(" ", command), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while " + String.join(" ", command) + " ran", e);
        }
    }

    /** A line of shell. */
    public static String shell(String line) {
        return run("bash", "-euc", line);
    }

    /** Waits for the end of a process; its status. */
    public static int end(Process process) {
        try {
            return process.waitFor();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while a process ran", interrupted);
        }
    }
}
