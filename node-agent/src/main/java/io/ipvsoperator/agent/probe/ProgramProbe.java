package io.ipvsoperator.agent.probe;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;

/**
 * Runs a program without a shell, with an empty environment but for PATH, in the root directory, with nothing to read and
 * nobody to read what it writes.
 */
final class ProgramProbe {
    private static final String SEARCHED = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
    private static final File NOTHING = new File("/dev/null");
    /** A process in an uninterruptible call of the kernel does not even die. */
    private static final Duration DEATH = Duration.ofMillis(100);

    private final Optional<Path> directory;
    private final LongConsumer started;

    /**
     * @param directory of the host's programs, if one is mounted
     * @param started takes the number of each process: it comes into the world with the agent's claim to the processors
     */
    ProgramProbe(Optional<Path> directory, LongConsumer started) {
        this.directory = directory;
        this.started = started;
    }

    Outcome run(Probe.Program program, Duration timeout) {
        try {
            List<String> command = new ArrayList<>(program.command());
            command.set(0, executable(program).toString());
            Process process = start(command);
            started.accept(process.pid());
            return judge(process, program.command().getFirst(), timeout);
        } catch (Refused refused) {
            return new Outcome.Failure(refused.problem);
        } catch (IOException unable) {
            return new Outcome.Failure(program.command().getFirst() + ": " + unable.getMessage());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return new Outcome.Failure(program.command().getFirst() + ": the agent ends");
        }
    }

    private Path executable(Probe.Program program) throws IOException, Refused {
        String name = program.command().getFirst();
        return switch (program.location()) {
            case AGENT -> Path.of(name);
            case HOST -> onHost(name);
        };
    }

    /** Links may lead to another file of the directory and no further. */
    private Path onHost(String name) throws IOException, Refused {
        if (directory.isEmpty()) {
            throw new Refused(
                    name + ": no directory of the host is mounted; set the chart's value agent.trackingDirectory");
        }
        Path root = directory.get().toRealPath();
        Path file = root.resolve(name);
        if (!Files.isRegularFile(file)) {
            throw new Refused(name + ": no such file in agent.trackingDirectory");
        }
        Path real = file.toRealPath();
        if (!root.equals(real.getParent())) {
            throw new Refused(name + ": does not lie directly in agent.trackingDirectory");
        }
        return real;
    }

    private static Process start(List<String> command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(new File("/"))
                .redirectInput(NOTHING)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().clear();
        builder.environment().put("PATH", SEARCHED);
        return builder.start();
    }

    private static Outcome judge(Process process, String name, Duration timeout) throws InterruptedException {
        try {
            if (!process.waitFor(timeout.toNanos(), TimeUnit.NANOSECONDS)) {
                return new Outcome.Silence(name + ": ran longer than " + timeout.toMillis() + " ms and was killed");
            }
            int status = process.exitValue();
            return status == 0 ? new Outcome.Success() : new Outcome.Failure(name + ": exit status " + status);
        } finally {
            kill(process);
        }
    }

    /** With its children, which are somebody else's as soon as it is gone. */
    private static void kill(Process process) throws InterruptedException {
        if (process.isAlive()) {
            List<ProcessHandle> children = process.descendants().toList();
            process.destroyForcibly();
            children.forEach(ProcessHandle::destroyForcibly);
            process.waitFor(DEATH.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    /** A program that is not run. */
    private static final class Refused extends Exception {
        private final String problem;

        Refused(String problem) {
            super(problem, null, false, false);
            this.problem = problem;
        }
    }
}
