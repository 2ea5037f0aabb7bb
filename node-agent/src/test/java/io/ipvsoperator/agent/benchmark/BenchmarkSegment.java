package io.ipvsoperator.agent.benchmark;

import io.ipvsoperator.agent.testing.Programs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Two directors and an observer on a bridge, in network namespaces of this machine's kernel: nothing of the host's own network
 * is touched. Closing removes all of it.
 */
final class BenchmarkSegment implements AutoCloseable {
    private static final String OBSERVER = "observer";

    private final String name;
    private final Map<Rank, Process> linkCommands = new EnumMap<>(Rank.class);

    /** @param name sets it apart from others on this kernel */
    BenchmarkSegment(String name) {
        this.name = name;
        remove();
        Programs.shell("""
                ip netns add %1$s-fabric
                ip -n %1$s-fabric link add bridge type bridge mcast_snooping 0
                ip -n %1$s-fabric link set bridge up
                """.formatted(name));
        for (Rank rank : Rank.values()) {
            plugIn(rank.label(), rank.hardwareAddress().toString());
            Programs.run(
                    "ip",
                    "-n",
                    namespace(rank),
                    "addr",
                    "add",
                    rank.address() + "/" + Rank.PREFIX_LENGTH,
                    "dev",
                    MeasuredRouter.INTERFACE);
            linkCommands.put(rank, start(List.of("ip", "-n", namespace(rank), "-batch", "-")));
        }
        plugIn(OBSERVER, "02:00:00:00:00:0a");
    }

    private void plugIn(String host, String hardwareAddress) {
        Programs.shell("""
                ip netns add %1$s-%2$s
                ip -n %1$s-%2$s link set lo up
                ip -n %1$s-%2$s link add %3$s address %4$s type veth peer name to-%2$s netns %1$s-fabric
                ip -n %1$s-fabric link set to-%2$s master bridge up
                ip -n %1$s-%2$s link set %3$s up
                """.formatted(name, host, MeasuredRouter.INTERFACE, hardwareAddress));
    }

    private String namespace(Rank rank) {
        return name + "-" + rank.label();
    }

    ProcessBuilder on(Rank rank, List<String> command) {
        return inNamespace(namespace(rank), command);
    }

    Process startOnObserver(String... command) throws IOException {
        return inNamespace(name + "-" + OBSERVER, List.of(command)).start();
    }

    private static ProcessBuilder inNamespace(String namespace, List<String> command) {
        List<String> all = new ArrayList<>(List.of("ip", "netns", "exec", namespace));
        all.addAll(command);
        return new ProcessBuilder(all);
    }

    private static Process start(List<String> command) {
        try {
            return new ProcessBuilder(command)
                    .inheritIO()
                    .redirectInput(ProcessBuilder.Redirect.PIPE)
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(String.join(" ", command), e);
        }
    }

    /** As {@code ip link set eth1 up} or {@code down}, by a process that waits for the word: its start is not measured. */
    Instant setLink(Rank rank, boolean up) throws IOException {
        String command = "link set %s %s%n".formatted(MeasuredRouter.INTERFACE, up ? "up" : "down");
        Process process = Objects.requireNonNull(linkCommands.get(rank));
        Instant at = Instant.now();
        process.getOutputStream().write(command.getBytes(StandardCharsets.US_ASCII));
        process.getOutputStream().flush();
        return at;
    }

    private void remove() {
        for (String host : List.of(Rank.FIRST.label(), Rank.SECOND.label(), OBSERVER, "fabric")) {
            if (Path.of("/run/netns", name + "-" + host).toFile().exists()) {
                Programs.run("ip", "netns", "del", name + "-" + host);
            }
        }
    }

    @Override
    public void close() {
        linkCommands.values().forEach(Process::destroy);
        remove();
    }
}
