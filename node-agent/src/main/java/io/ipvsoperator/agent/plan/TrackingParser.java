package io.ipvsoperator.agent.plan;

import io.ipvsoperator.agent.probe.Cadence;
import io.ipvsoperator.agent.probe.Cadence.FirstFailure;
import io.ipvsoperator.agent.probe.Probe;
import io.ipvsoperator.agent.tracking.Check;
import io.ipvsoperator.agent.tracking.CheckName;
import io.ipvsoperator.agent.tracking.Tracking;
import io.ipvsoperator.crds.virtualrouter.VirtualRouterTracking;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Checks {@code spec.vrrp.tracking} of a VirtualRouter. Pure. */
final class TrackingParser {
    private static final String FIELD = "spec.vrrp.tracking";
    private static final int SHORTEST_INTERVAL_MILLISECONDS = 100;
    private static final int LONGEST_INTERVAL_MILLISECONDS = 600_000;
    private static final int MOST_RUNS = 100;
    private static final int GREATEST_WEIGHT = 253;

    private final String pool;

    TrackingParser(String pool) {
        this.pool = pool;
    }

    Tracking parse(@Nullable VirtualRouterTracking spec) {
        if (spec == null) {
            return Tracking.none();
        }
        String backendPolicy =
                InvalidField.oneOf(FIELD + ".noHealthyBackend", spec.noHealthyBackend(), Set.of("Ignore", "Resign"));
        List<VirtualRouterTracking.Check> written = InvalidField.list(FIELD + ".checks", spec.checks());
        List<Check> checks = new ArrayList<>();
        for (int i = 0; i < written.size(); i++) {
            checks.add(check(FIELD + ".checks[" + i + "]", written.get(i)));
        }
        return new Tracking(checks, backendPolicy.equals("Resign"));
    }

    private Check check(String field, VirtualRouterTracking.Check written) {
        String name = InvalidField.present(field + ".name", written.name(), "must name the check");
        int interval = InvalidField.within(
                field + ".intervalMilliseconds",
                written.intervalMilliseconds(),
                SHORTEST_INTERVAL_MILLISECONDS,
                LONGEST_INTERVAL_MILLISECONDS);
        int timeout = InvalidField.within(field + ".timeoutMilliseconds", written.timeoutMilliseconds(), 1, interval);
        return new Check(
                new CheckName(pool, name),
                probe(field, written),
                new Cadence(
                        Duration.ofMillis(interval),
                        Duration.ofMillis(timeout),
                        InvalidField.within(field + ".rise", written.rise(), 1, MOST_RUNS),
                        InvalidField.within(field + ".fall", written.fall(), 1, MOST_RUNS),
                        FirstFailure.DECIDES),
                weight(field + ".weight", written.weight()));
    }

    private static OptionalInt weight(String field, @Nullable Integer weight) {
        if (weight == null) {
            return OptionalInt.empty();
        }
        if (weight == 0) {
            throw new InvalidField(field, weight, "must not be 0; absent it makes a failed check resign");
        }
        return OptionalInt.of(InvalidField.within(field, weight, -GREATEST_WEIGHT, GREATEST_WEIGHT));
    }

    private static Probe probe(String field, VirtualRouterTracking.Check written) {
        List<Probe> probes = Stream.of(
                        Stream.ofNullable(written.http()).<Probe>map(http -> http(field + ".http", http)),
                        Stream.ofNullable(written.tcp())
                                .<Probe>map(
                                        tcp -> new Probe.TcpConnect(target(field + ".tcp", tcp.host(), tcp.port()))),
                        Stream.ofNullable(written.exec()).<Probe>map(exec -> exec(field + ".exec", exec)))
                .flatMap(probe -> probe)
                .toList();
        if (probes.size() != 1) {
            throw new InvalidField(
                    field, written.name(), "must have exactly one of http, tcp and exec that this agent knows");
        }
        return probes.getFirst();
    }

    private static Probe http(String field, VirtualRouterTracking.Http http) {
        String path = InvalidField.present(field + ".path", http.path(), "must begin with /");
        if (!path.matches("/[!-~]*")) {
            throw new InvalidField(field + ".path", path, "must begin with / and hold no blanks or control characters");
        }
        List<Probe.Statuses> expected = InvalidField.list(field + ".expectedStatuses", http.expectedStatuses()).stream()
                .map(range -> statuses(field + ".expectedStatuses", range))
                .toList();
        return new Probe.HttpGet(
                target(field, http.host(), http.port()),
                Probe.Scheme.HTTP,
                Optional.empty(),
                path,
                expected,
                Optional.empty());
    }

    private static Probe.Statuses statuses(String field, VirtualRouterTracking.Statuses range) {
        int first = InvalidField.within(field + ".first", range.first(), 100, 599);
        return new Probe.Statuses(first, InvalidField.within(field + ".last", range.last(), first, 599));
    }

    private static Probe exec(String field, VirtualRouterTracking.Exec exec) {
        List<String> command = InvalidField.list(field + ".command", exec.command());
        if (command.isEmpty() || command.stream().anyMatch(word -> word.indexOf('\0') >= 0)) {
            throw new InvalidField(field + ".command", command, "must name a program, and hold no zero bytes");
        }
        return switch (InvalidField.oneOf(field + ".location", exec.location(), Set.of("Agent", "Host"))) {
            case "Host" -> new Probe.Program(command, Probe.Location.HOST);
            default -> new Probe.Program(command, Probe.Location.AGENT);
        };
    }

    private static InetSocketAddress target(String field, @Nullable String host, int port) {
        int checked = InvalidField.within(field + ".port", port, 1, 65535);
        try {
            return new InetSocketAddress(
                    InetAddress.ofLiteral(InvalidField.present(field + ".host", host, "must be an IP address")),
                    checked);
        } catch (IllegalArgumentException notAnAddress) {
            throw new InvalidField(field + ".host", host, "must be an IP address such as 127.0.0.1");
        }
    }
}
