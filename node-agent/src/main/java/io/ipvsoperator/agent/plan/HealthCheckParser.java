package io.ipvsoperator.agent.plan;

import io.ipvsoperator.agent.plan.HealthCheck.Question;
import io.ipvsoperator.agent.probe.Cadence;
import io.ipvsoperator.agent.probe.Cadence.FirstFailure;
import io.ipvsoperator.agent.probe.Probe;
import io.ipvsoperator.crds.forwardingtable.ForwardingTableHealthCheck;
import io.ipvsoperator.crds.forwardingtable.ForwardingTableSpec;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Checks {@code spec.healthCheck} of a ForwardingTable. Pure. */
final class HealthCheckParser {
    private static final String FIELD = "spec.healthCheck";
    private static final int SHORTEST_INTERVAL_MILLISECONDS = 500;
    private static final int LONGEST_INTERVAL_MILLISECONDS = 600_000;
    private static final Map<String, HealthCheck.Path> PATHS =
            Map.of("RealAddress", HealthCheck.Path.REAL_ADDRESS, "DataPath", HealthCheck.Path.DATA_PATH);
    private static final int MOST_RUNS = 100;
    private static final int MOST_DESTINATIONS = 1000;

    private HealthCheckParser() {}

    static Optional<HealthCheck> parse(ForwardingTableSpec spec) {
        ForwardingTableHealthCheck check = spec.healthCheck();
        if (check == null) {
            return Optional.empty();
        }
        ForwardingTableSpec.Source source =
                InvalidField.present("spec.source", spec.source(), "must be there with spec.healthCheck");
        int interval = InvalidField.within(
                FIELD + ".intervalMilliseconds",
                check.intervalMilliseconds(),
                SHORTEST_INTERVAL_MILLISECONDS,
                LONGEST_INTERVAL_MILLISECONDS);
        int timeout = InvalidField.within(FIELD + ".timeoutMilliseconds", check.timeoutMilliseconds(), 1, interval);
        Cadence cadence = new Cadence(
                Duration.ofMillis(interval),
                Duration.ofMillis(timeout),
                InvalidField.within(FIELD + ".rise", check.rise(), 1, MOST_RUNS),
                InvalidField.within(FIELD + ".fall", check.fall(), 1, MOST_RUNS),
                FirstFailure.COUNTS);
        int panicThreshold = InvalidField.within(FIELD + ".panicThreshold", check.panicThreshold(), 0, 100);
        Question question = question(check);
        return Optional.of(new HealthCheck(
                question,
                cadence,
                panicThreshold,
                quorum(check.quorum()),
                source.namespace(),
                path(check.path(), question)));
    }

    private static HealthCheck.Path path(@Nullable String path, Question question) {
        if (path == null) {
            return HealthCheck.Path.REAL_ADDRESS;
        }
        HealthCheck.Path parsed = Optional.ofNullable(
                        PATHS.get(InvalidField.oneOf(FIELD + ".path", path, PATHS.keySet())))
                .orElseThrow();
        if (parsed == HealthCheck.Path.DATA_PATH && question instanceof Question.Icmp) {
            throw new InvalidField(FIELD + ".path", path, "must be RealAddress with icmp: IPVS forwards no echo");
        }
        return parsed;
    }

    private static Optional<HealthCheck.Quorum> quorum(ForwardingTableHealthCheck.@Nullable Quorum quorum) {
        if (quorum == null) {
            return Optional.empty();
        }
        int minimum = InvalidField.within(FIELD + ".quorum.minimum", quorum.minimum(), 1, MOST_DESTINATIONS);
        int hysteresis = InvalidField.within(FIELD + ".quorum.hysteresis", quorum.hysteresis(), 0, minimum - 1);
        return Optional.of(new HealthCheck.Quorum(minimum, hysteresis));
    }

    private static Question question(ForwardingTableHealthCheck check) {
        List<Question> questions = Stream.of(
                        Stream.ofNullable(check.tcp()).<Question>map(tcp -> new Question.Tcp(port(".tcp", tcp.port()))),
                        Stream.ofNullable(check.http()).<Question>map(HealthCheckParser::http),
                        Stream.ofNullable(check.udp()).<Question>map(HealthCheckParser::udp),
                        Stream.ofNullable(check.dns()).<Question>map(HealthCheckParser::dns),
                        Stream.ofNullable(check.icmp()).<Question>map(icmp -> new Question.Icmp()))
                .flatMap(question -> question)
                .toList();
        if (questions.size() != 1) {
            throw new InvalidField(
                    FIELD,
                    questions.size() + " questions",
                    "must have exactly one of tcp, http, udp, dns and icmp that this agent knows");
        }
        return questions.getFirst();
    }

    private static Question http(ForwardingTableHealthCheck.Http http) {
        String path = InvalidField.present(FIELD + ".http.path", http.path(), "must begin with /");
        if (!path.matches("/[!-~]*")) {
            throw new InvalidField(
                    FIELD + ".http.path", path, "must begin with / and hold no blanks or control characters");
        }
        String host = http.host();
        if (host != null && !host.matches("[!-~]+")) {
            throw new InvalidField(FIELD + ".http.host", host, "must hold no blanks or control characters");
        }
        String scheme = InvalidField.oneOf(FIELD + ".http.scheme", http.scheme(), Set.of("HTTP", "HTTPS"));
        return new Question.Http(
                Probe.Scheme.valueOf(scheme),
                Optional.ofNullable(host),
                port(".http", http.port()),
                path,
                InvalidField.list(FIELD + ".http.expectedStatuses", http.expectedStatuses()).stream()
                        .map(HealthCheckParser::statuses)
                        .toList(),
                Optional.ofNullable(http.bodyContains()).filter(text -> !text.isEmpty()));
    }

    private static Probe.Statuses statuses(ForwardingTableHealthCheck.Statuses range) {
        String field = FIELD + ".http.expectedStatuses";
        int first = InvalidField.within(field + ".first", range.first(), 100, 599);
        return new Probe.Statuses(first, InvalidField.within(field + ".last", range.last(), first, 599));
    }

    private static Question udp(ForwardingTableHealthCheck.Udp udp) {
        return new Question.Udp(
                port(".udp", udp.port()),
                octets(".udp.payload", udp.payload()),
                octets(".udp.answerPrefix", udp.answerPrefix()));
    }

    private static Probe.Octets octets(String field, @Nullable String digits) {
        try {
            return new Probe.Octets(digits == null ? "" : digits);
        } catch (IllegalArgumentException odd) {
            throw new InvalidField(FIELD + field, digits, "must be pairs of hexadecimal digits");
        }
    }

    private static Question dns(ForwardingTableHealthCheck.Dns dns) {
        String name = InvalidField.present(FIELD + ".dns.name", dns.name(), "must be a name such as example.com");
        if (!name.matches("\\.|([A-Za-z0-9_-]{1,63}\\.)*[A-Za-z0-9_-]{1,63}\\.?")) {
            throw new InvalidField(FIELD + ".dns.name", name, "must be a name such as example.com, or . for the root");
        }
        Set<String> known =
                Arrays.stream(Probe.DnsType.values()).map(Probe.DnsType::name).collect(Collectors.toSet());
        return new Question.Dns(
                port(".dns", dns.port()),
                name,
                Probe.DnsType.valueOf(InvalidField.oneOf(FIELD + ".dns.type", dns.type(), known)));
    }

    private static OptionalInt port(String field, @Nullable Integer port) {
        return port == null
                ? OptionalInt.empty()
                : OptionalInt.of(InvalidField.within(FIELD + field + ".port", port, 1, 65_535));
    }
}
