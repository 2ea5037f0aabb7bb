package io.ipvsoperator.agent.benchmark.ipvs;

import io.ipvsoperator.agent.testing.Eventually;
import io.ipvsoperator.agent.testing.Programs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** keepalived with a new configuration and SIGHUP. Its checking process alone, without a single check, logging nothing. */
final class Keepalived implements Contender {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(2);
    /** It starts the process that programs IPVS only when there is something to program. */
    private static final Workload FIRST = new Workload(1, 1, "wlc", 1, 1);

    private final IpvsNamespace namespace;
    private final Process process;

    private Keepalived(IpvsNamespace namespace, Process process) {
        this.namespace = namespace;
        this.process = process;
    }

    static Keepalived start(IpvsNamespace namespace) throws IOException {
        Files.writeString(configuration(namespace), configuration(FIRST));
        Path directory = namespace.directory();
        Process process = namespace
                .process(List.of(
                        "keepalived",
                        "--dont-fork",
                        "--dont-respawn",
                        "--check",
                        "--no-syslog",
                        "--use-file=" + configuration(namespace),
                        "--pid=" + directory.resolve("pid"),
                        "--checkers_pid=" + directory.resolve("checkers-pid")))
                .inheritIO()
                .start();
        Keepalived started = new Keepalived(namespace, process);
        started.await(FIRST);
        return started;
    }

    private static Path configuration(IpvsNamespace namespace) {
        return namespace.directory().resolve("keepalived.conf");
    }

    @Override
    public Duration make(Workload workload) throws IOException {
        Files.writeString(configuration(namespace), configuration(workload));
        long begin = System.nanoTime();
        Programs.run("kill", "-HUP", Long.toString(process.pid()));
        await(workload);
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    private void await(Workload workload) {
        if (!Eventually.within(PATIENCE, BETWEEN_LOOKS, () -> namespace.endsWith(workload))) {
            throw new IllegalStateException("keepalived did not program %d services within %d s"
                    .formatted(workload.services(), PATIENCE.toSeconds()));
        }
    }

    private static String configuration(Workload workload) {
        StringBuilder text = new StringBuilder("global_defs {\n  router_id bench\n}\n");
        for (int service = 0; service < workload.services(); service++) {
            int port = workload.port(service);
            text.append("virtual_server %s %d {\n  lb_algo %s\n  lb_kind DR\n  protocol TCP\n"
                    .formatted(workload.address(service).getHostAddress(), port, workload.scheduler()));
            for (int destination = 0; destination < workload.destinations(); destination++) {
                text.append("  real_server %s %d {\n    weight %d\n  }\n"
                        .formatted(
                                workload.server(service, destination).getHostAddress(),
                                port,
                                workload.weight(service, destination)));
            }
            text.append("}\n");
        }
        return text.toString();
    }

    @Override
    public void close() {
        process.destroy();
        Programs.end(process);
    }
}
