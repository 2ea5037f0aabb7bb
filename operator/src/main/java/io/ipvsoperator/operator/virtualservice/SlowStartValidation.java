package io.ipvsoperator.operator.virtualservice;

import io.ipvsoperator.crds.virtualservice.VirtualServiceSpec;
import io.ipvsoperator.operator.kubernetes.DurationText;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What {@code spec.backends.slowStart} of a service means, or the first thing that is wrong with it. */
final class SlowStartValidation {
    /** Schedulers of the kernel that share connections out in proportion to weights. */
    private static final Set<String> WEIGHING = Set.of("wrr", "wlc", "sed", "nq", "twos");

    private static final Duration SHORTEST = Duration.ofSeconds(10);
    private static final Duration LONGEST = Duration.ofHours(1);
    /** Directors program ten times a weight, and the kernel takes 65535. */
    private static final int GREATEST_WEIGHT = 6553;

    private SlowStartValidation() {}

    /** The duration; empty if weights rise at once. */
    static Checked<Optional<Duration>> validate(VirtualServiceSpec spec) {
        VirtualServiceSpec.@Nullable SlowStart slowStart = spec.backends().slowStart();
        if (slowStart == null) {
            return new Checked.Valid<>(Optional.empty());
        }
        Optional<Duration> duration = DurationText.parse(slowStart.duration())
                .filter(read -> read.compareTo(SHORTEST) >= 0 && read.compareTo(LONGEST) <= 0);
        if (duration.isEmpty()) {
            return Checked.invalid(
                    "spec.backends.slowStart.duration is " + slowStart.duration() + " but must be from 10s to 1h");
        }
        String scheduler = spec.scheduler().name();
        if (!WEIGHING.contains(scheduler)) {
            return Checked.invalid(
                    "spec.scheduler.name is " + scheduler + " but with backends.slowStart it must be one that shares"
                            + " connections out by weight: wrr, wlc, sed, nq or twos");
        }
        return greatWeight(spec.backends().endpoints())
                .<Checked<Optional<Duration>>>map(weight -> Checked.invalid(
                        "spec.backends.endpoints has weight " + weight + " but with slowStart it must be" + " at most "
                                + GREATEST_WEIGHT + ": the kernel gets ten times as much, and takes 65535"))
                .orElseGet(() -> new Checked.Valid<>(duration));
    }

    private static Optional<Integer> greatWeight(@Nullable List<VirtualServiceSpec.Endpoint> endpoints) {
        return endpoints == null
                ? Optional.empty()
                : endpoints.stream()
                        .map(VirtualServiceSpec.Endpoint::weight)
                        .filter(weight -> weight > GREATEST_WEIGHT)
                        .findFirst();
    }
}
