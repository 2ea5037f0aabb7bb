package io.ipvsoperator.operator.vippool;

import io.ipvsoperator.crds.vippool.VipPoolSpec;
import io.ipvsoperator.crds.vippool.VipPoolTracking;
import io.ipvsoperator.crds.virtualrouter.VirtualRouterTracking;
import io.ipvsoperator.operator.allocation.AddressPool;
import io.ipvsoperator.operator.kubernetes.DurationText;
import io.ipvsoperator.operator.kubernetes.StatusRange;
import io.ipvsoperator.operator.virtualservice.Refusal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What {@code spec.vrrp.tracking} of a pool means for its routers. */
final class TrackingSettings {
    private static final Duration SHORTEST_INTERVAL = Duration.ofMillis(100);
    private static final Duration LONGEST_INTERVAL = Duration.ofMinutes(10);

    private final ProbeTargets targets;

    /** What validation comes to. */
    sealed interface Outcome {
        record Valid(Optional<VirtualRouterTracking> tracking) implements Outcome {}

        record Invalid(Refusal refusal) implements Outcome {}
    }

    private TrackingSettings(ProbeTargets targets) {
        this.targets = targets;
    }

    static Outcome of(VipPoolSpec spec, AddressPool addresses) {
        VipPoolTracking tracking = spec.vrrp().tracking();
        if (tracking == null) {
            return new Outcome.Valid(Optional.empty());
        }
        try {
            return new Outcome.Valid(Optional.of(
                    new TrackingSettings(ProbeTargets.of(spec.allowedEndpoints(), addresses)).routersOf(tracking)));
        } catch (InvalidCheck invalid) {
            return new Outcome.Invalid(new Refusal("InvalidTracking", invalid.problem));
        }
    }

    private VirtualRouterTracking routersOf(VipPoolTracking tracking) throws InvalidCheck {
        List<VirtualRouterTracking.Check> checks = new ArrayList<>();
        for (VipPoolTracking.Check check : tracking.checks()) {
            checks.add(check(check));
        }
        return new VirtualRouterTracking(checks, tracking.noHealthyBackend());
    }

    private VirtualRouterTracking.Check check(VipPoolTracking.Check check) throws InvalidCheck {
        Duration interval = duration(check, "interval", check.interval(), SHORTEST_INTERVAL, LONGEST_INTERVAL);
        Duration timeout = check.timeout() == null
                ? interval
                : duration(check, "timeout", check.timeout(), Duration.ofMillis(1), interval);
        return new VirtualRouterTracking.Check(
                check.name(),
                http(check, check.http()),
                tcp(check, check.tcp()),
                exec(check.exec()),
                Math.toIntExact(interval.toMillis()),
                Math.toIntExact(timeout.toMillis()),
                check.rise(),
                check.fall(),
                check.weight());
    }

    private static Duration duration(
            VipPoolTracking.Check check, String field, String text, Duration shortest, Duration longest)
            throws InvalidCheck {
        return DurationText.parse(text)
                .filter(duration -> duration.compareTo(shortest) >= 0 && duration.compareTo(longest) <= 0)
                .orElseThrow(() -> new InvalidCheck(
                        check,
                        field + " is " + text + " but must be from " + shortest.toMillis() + "ms to "
                                + longest.toMillis() + "ms"));
    }

    private VirtualRouterTracking.@Nullable Http http(VipPoolTracking.Check check, VipPoolTracking.@Nullable Http http)
            throws InvalidCheck {
        if (http == null) {
            return null;
        }
        requireAllowed(check, "http.host", http.host());
        List<VirtualRouterTracking.Statuses> expected = new ArrayList<>();
        for (String range : http.expectedStatuses()) {
            expected.add(statuses(check, range));
        }
        return new VirtualRouterTracking.Http(http.host(), http.port(), http.path(), expected);
    }

    private static VirtualRouterTracking.Statuses statuses(VipPoolTracking.Check check, String range)
            throws InvalidCheck {
        return StatusRange.parse(range)
                .map(statuses -> new VirtualRouterTracking.Statuses(statuses.first(), statuses.last()))
                .orElseThrow(() -> new InvalidCheck(
                        check, "http.expectedStatuses has " + range + " but needs statuses such as 204 or 200-299"));
    }

    private VirtualRouterTracking.@Nullable Tcp tcp(VipPoolTracking.Check check, VipPoolTracking.@Nullable Tcp tcp)
            throws InvalidCheck {
        if (tcp == null) {
            return null;
        }
        requireAllowed(check, "tcp.host", tcp.host());
        return new VirtualRouterTracking.Tcp(tcp.host(), tcp.port());
    }

    private static VirtualRouterTracking.@Nullable Exec exec(VipPoolTracking.@Nullable Exec exec) {
        return exec == null ? null : new VirtualRouterTracking.Exec(exec.command(), exec.location());
    }

    private void requireAllowed(VipPoolTracking.Check check, String field, String host) throws InvalidCheck {
        Optional<String> objection = targets.objection(host);
        if (objection.isPresent()) {
            throw new InvalidCheck(check, field + " is " + host + " but " + objection.get());
        }
    }

    /** Names the check, the field and its value, and says what would be right. */
    private static final class InvalidCheck extends Exception {
        private final String problem;

        InvalidCheck(VipPoolTracking.Check check, String problem) {
            super(problem, null, false, false);
            this.problem = "spec.vrrp.tracking.checks[" + check.name() + "]." + problem;
        }
    }
}
