package io.ipvsoperator.operator.vippool;

import io.ipvsoperator.crds.vippool.VipPoolSpec;
import io.ipvsoperator.crds.virtualrouter.VirtualRouterSpec;
import io.ipvsoperator.operator.kubernetes.DurationText;
import io.ipvsoperator.operator.virtualservice.Refusal;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What {@code spec.vrrp} of a pool means for its routers. */
final class VrrpSettings {
    private static final Duration STEP_OF_VERSION_3 = Duration.ofMillis(10);
    private static final Duration LONGEST_OF_VERSION_3 = Duration.ofMillis(40_950);
    private static final Duration STEP_OF_VERSION_2 = Duration.ofSeconds(1);
    private static final Duration LONGEST_OF_VERSION_2 = Duration.ofSeconds(255);

    /** What validation comes to. */
    sealed interface Outcome {
        record Valid(VirtualRouterSpec.Vrrp vrrp) implements Outcome {}

        record Invalid(Refusal refusal) implements Outcome {}
    }

    private VrrpSettings() {}

    static Outcome of(String pool, VipPoolSpec.Vrrp spec) {
        if (spec.version() != 2 && spec.version() != 3) {
            return invalid("version", spec.version(), "must be 2 or 3");
        }
        if (!spec.transport().equals("Multicast")) {
            return unsupported("transport", spec.transport(), "only Multicast works");
        }
        Optional<Duration> interval = DurationText.parse(spec.advertisementInterval())
                .filter(duration -> spec.version() == 2
                        ? isWithin(duration, STEP_OF_VERSION_2, LONGEST_OF_VERSION_2)
                        : isWithin(duration, STEP_OF_VERSION_3, LONGEST_OF_VERSION_3));
        if (interval.isEmpty()) {
            return invalid(
                    "advertisementInterval",
                    spec.advertisementInterval(),
                    spec.version() == 2
                            ? "VRRPv2 needs whole seconds from 1s to 255s"
                            : "VRRPv3 needs a multiple of 10ms from 10ms to 40.95s");
        }
        return failback(pool, spec, interval.get());
    }

    private static Outcome failback(String pool, VipPoolSpec.Vrrp spec, Duration interval) {
        String text = spec.failback().delay();
        Optional<Duration> delay = text == null ? Optional.empty() : DurationText.parse(text);
        boolean delayed = spec.failback().policy().equals("Delayed");
        if (delayed && delay.isEmpty()) {
            return invalid("failback.delay", String.valueOf(text), "must be a duration such as 30s");
        }
        VipPoolSpec.Authentication authentication = spec.authentication();
        if (authentication != null
                && (spec.version() != 2 || !authentication.type().equals("PASS"))) {
            return unsupported(
                    "authentication.type", authentication.type(), "only PASS works, and only with version: 2");
        }
        return new Outcome.Valid(new VirtualRouterSpec.Vrrp(
                spec.version(),
                spec.transport(),
                Math.toIntExact(interval.toMillis()),
                new VirtualRouterSpec.Failback(
                        spec.failback().policy(),
                        delayed ? Math.toIntExact(delay.orElseThrow().toSeconds()) : null),
                authentication(pool, authentication),
                null));
    }

    /** In the Secret that agents read, the key of a password is the name of its pool. */
    private static VirtualRouterSpec.@Nullable Authentication authentication(
            String pool, VipPoolSpec.@Nullable Authentication authentication) {
        return authentication == null ? null : new VirtualRouterSpec.Authentication(authentication.type(), pool);
    }

    private static boolean isWithin(Duration duration, Duration step, Duration longest) {
        return duration.compareTo(step) >= 0
                && duration.compareTo(longest) <= 0
                && duration.toMillis() % step.toMillis() == 0;
    }

    private static Outcome invalid(String field, Object value, String right) {
        return new Outcome.Invalid(new Refusal("InvalidVrrp", "spec.vrrp." + field + " is " + value + " but " + right));
    }

    private static Outcome unsupported(String field, Object value, String hint) {
        return new Outcome.Invalid(new Refusal(
                "Unsupported", "spec.vrrp." + field + " is " + value + ", which is not supported: " + hint));
    }
}
