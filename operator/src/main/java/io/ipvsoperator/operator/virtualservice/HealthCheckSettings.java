package io.ipvsoperator.operator.virtualservice;

import io.ipvsoperator.crds.forwardingtable.ForwardingTableHealthCheck;
import io.ipvsoperator.crds.virtualservice.VirtualServiceHealthCheck;
import io.ipvsoperator.operator.kubernetes.DurationText;
import io.ipvsoperator.operator.kubernetes.StatusRange;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What {@code spec.healthCheck} of a service means for its table. */
final class HealthCheckSettings {
    private static final String REAL_ADDRESS = "RealAddress";
    private static final String DATA_PATH = "DataPath";
    private static final List<String> PATHS = List.of(REAL_ADDRESS, DATA_PATH);
    private static final Duration SHORTEST_INTERVAL = Duration.ofMillis(500);
    private static final Duration LONGEST_INTERVAL = Duration.ofMinutes(10);
    /** Who waits longer has to say so: a client does not. */
    private static final Duration USUAL_PATIENCE = Duration.ofSeconds(5);

    private HealthCheckSettings() {}

    /** Names the field below {@code spec}, its value, and what would be right. */
    static final class InvalidCheck extends Exception {
        private static final long serialVersionUID = 1;

        InvalidCheck(String field, Object value, String right) {
            super("spec.healthCheck" + field + " is " + value + " but " + right, null, false, false);
        }
    }

    static ForwardingTableHealthCheck of(
            VirtualServiceHealthCheck check,
            ValidService.Forwarding forwarding,
            Optional<ValidService.Fallback> fallback)
            throws InvalidCheck {
        requireOneQuestion(check);
        requirePath(check, forwarding);
        Duration interval = duration(".interval", check.interval(), SHORTEST_INTERVAL, LONGEST_INTERVAL);
        Duration usual = interval.compareTo(USUAL_PATIENCE) < 0 ? interval : USUAL_PATIENCE;
        Duration timeout =
                check.timeout() == null ? usual : duration(".timeout", check.timeout(), Duration.ofMillis(1), interval);
        return new ForwardingTableHealthCheck(
                check.tcp() == null
                        ? null
                        : new ForwardingTableHealthCheck.Tcp(check.tcp().port()),
                http(check.http()),
                udp(check.udp()),
                dns(check.dns()),
                check.icmp() == null ? null : new ForwardingTableHealthCheck.Icmp(),
                Math.toIntExact(interval.toMillis()),
                Math.toIntExact(timeout.toMillis()),
                check.rise(),
                check.fall(),
                check.panicThreshold(),
                fallback.map(its -> new ForwardingTableHealthCheck.Quorum(its.minimum(), its.hysteresis()))
                        .orElse(null),
                DATA_PATH.equals(check.path()) ? DATA_PATH : null);
    }

    static boolean isByDataPath(ForwardingTableHealthCheck check) {
        return DATA_PATH.equals(check.path());
    }

    /** Where the API server knows no default for it, it is absent. */
    private static void requirePath(VirtualServiceHealthCheck check, ValidService.Forwarding forwarding)
            throws InvalidCheck {
        String path = Optional.ofNullable(check.path()).orElse(REAL_ADDRESS);
        if (!PATHS.contains(path)) {
            throw new InvalidCheck(".path", path, "must be " + String.join(" or ", PATHS));
        }
        if (path.equals(DATA_PATH) && check.icmp() != null) {
            throw new InvalidCheck(".path", path, "must be " + REAL_ADDRESS + " with icmp: IPVS forwards no echo");
        }
        if (path.equals(DATA_PATH) && !forwarding.keepsTheDestination()) {
            throw new InvalidCheck(
                    ".path",
                    path,
                    "must be " + REAL_ADDRESS + " with " + forwarding.method() + ": packets go to that address");
        }
    }

    private static void requireOneQuestion(VirtualServiceHealthCheck check) throws InvalidCheck {
        long questions = Stream.of(check.tcp(), check.http(), check.udp(), check.dns(), check.icmp())
                .filter(Objects::nonNull)
                .count();
        if (questions != 1) {
            throw new InvalidCheck("", questions + " questions", "must be exactly one of tcp, http, udp, dns and icmp");
        }
    }

    private static Duration duration(String field, String text, Duration shortest, Duration longest)
            throws InvalidCheck {
        return DurationText.parse(text)
                .filter(duration -> duration.compareTo(shortest) >= 0 && duration.compareTo(longest) <= 0)
                .orElseThrow(() -> new InvalidCheck(
                        field, text, "must be from " + shortest.toMillis() + "ms to " + longest.toMillis() + "ms"));
    }

    private static ForwardingTableHealthCheck.@Nullable Http http(VirtualServiceHealthCheck.@Nullable Http http)
            throws InvalidCheck {
        if (http == null) {
            return null;
        }
        List<ForwardingTableHealthCheck.Statuses> expected = new ArrayList<>();
        for (String text : http.expectedStatuses()) {
            StatusRange range = StatusRange.parse(text)
                    .orElseThrow(() -> new InvalidCheck(
                            ".http.expectedStatuses", text, "must be statuses such as 204 or 200-299"));
            expected.add(new ForwardingTableHealthCheck.Statuses(range.first(), range.last()));
        }
        return new ForwardingTableHealthCheck.Http(
                http.scheme(), http.host(), http.port(), http.path(), expected, http.bodyContains());
    }

    private static ForwardingTableHealthCheck.@Nullable Udp udp(VirtualServiceHealthCheck.@Nullable Udp udp) {
        return udp == null ? null : new ForwardingTableHealthCheck.Udp(udp.port(), udp.payload(), udp.answerPrefix());
    }

    private static ForwardingTableHealthCheck.@Nullable Dns dns(VirtualServiceHealthCheck.@Nullable Dns dns) {
        return dns == null ? null : new ForwardingTableHealthCheck.Dns(dns.port(), dns.name(), dns.type());
    }
}
