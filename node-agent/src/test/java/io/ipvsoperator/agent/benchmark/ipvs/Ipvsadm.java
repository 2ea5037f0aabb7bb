package io.ipvsoperator.agent.benchmark.ipvs;

import io.ipvsoperator.agent.testing.Programs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** {@code ipvsadm -R} with the lines that differ, as a script would do it. */
final class Ipvsadm implements Contender {
    private final IpvsNamespace namespace;
    private Optional<Workload> present = Optional.empty();

    Ipvsadm(IpvsNamespace namespace) {
        this.namespace = namespace;
    }

    @Override
    public Duration make(Workload workload) throws IOException {
        Path rules = namespace.directory().resolve("rules");
        Files.writeString(rules, Rules.between(present, workload));
        ProcessBuilder restore = namespace
                .process(List.of("ipvsadm", "-R"))
                .redirectInput(rules.toFile())
                .inheritIO();
        long begin = System.nanoTime();
        int status = Programs.end(restore.start());
        Duration taken = Duration.ofNanos(System.nanoTime() - begin);
        if (status != 0) {
            throw new IllegalStateException("ipvsadm -R ended with status " + status);
        }
        present = Optional.of(workload);
        return taken;
    }

    @Override
    public void close() {
        // It ends with every table.
    }
}
