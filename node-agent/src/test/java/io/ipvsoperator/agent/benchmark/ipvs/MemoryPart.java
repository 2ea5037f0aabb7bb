package io.ipvsoperator.agent.benchmark.ipvs;

import io.ipvsoperator.agent.BenchmarkTables;
import io.ipvsoperator.agent.benchmark.Progress;
import io.ipvsoperator.agent.testing.Eventually;
import io.ipvsoperator.agent.testing.Programs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** What of the agent is resident once it has programmed its tables and looked at them for a while. */
final class MemoryPart {
    private static final List<Integer> SERVICES = List.of(1, 1000, 10_000);
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);
    /** Some audits. */
    private static final Duration OBSERVED = Duration.ofSeconds(30);

    private final Map<Integer, OptionalLong> residentKibibytes = new LinkedHashMap<>();

    static MemoryPart measure() throws IOException {
        MemoryPart part = new MemoryPart();
        for (int services : SERVICES) {
            part.measure(services);
        }
        return part;
    }

    private void measure(int services) throws IOException {
        Workload workload = Workload.of(services, 3, "rr");
        try (IpvsNamespace namespace = new IpvsNamespace()) {
            namespace.addSegment("eth1", "10.20.255.1/16");
            List<String> command = new ArrayList<>(AgentProcess.javaCommand(List.of()));
            command.add(BenchmarkTables.class.getName());
            command.add(namespace.directory().resolve("state").toString());
            command.addAll(List.of(workload.encode().split(" ", -1)));
            Process process = namespace.process(command).inheritIO().start();
            try {
                residentKibibytes.put(services, resident(process, namespace, workload));
            } finally {
                process.destroyForcibly();
                Programs.end(process);
            }
        }
        Progress.say("%d services: %s KiB resident".formatted(services, residentKibibytes.get(services)));
    }

    /** Empty if it did not get so far. */
    private static OptionalLong resident(Process process, IpvsNamespace namespace, Workload workload)
            throws IOException {
        boolean done =
                Eventually.within(PATIENCE, BETWEEN_LOOKS, () -> !process.isAlive() || namespace.endsWith(workload));
        boolean ended = Eventually.within(OBSERVED, BETWEEN_LOOKS, () -> !process.isAlive());
        if (!done || ended) {
            return OptionalLong.empty();
        }
        return Files.readAllLines(Path.of("/proc", Long.toString(process.pid()), "status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst();
    }

    Map<Integer, OptionalLong> residentKibibytes() {
        return residentKibibytes;
    }
}
