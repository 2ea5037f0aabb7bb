package io.ipvsoperator.operator.vippool;

import io.ipvsoperator.crds.vippool.VipPoolSpec;
import io.ipvsoperator.crds.virtualrouter.VirtualRouterSpec;
import io.ipvsoperator.crds.virtualrouter.VirtualRouterTracking;
import io.ipvsoperator.operator.address.AddressFamily;
import io.ipvsoperator.operator.kubernetes.DurationText;
import io.ipvsoperator.operator.virtualservice.Refusal;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What {@code spec.vrrp} of a pool means for its routers. The schema refuses the same; this is for what got past it. */
final class VrrpSettings {
    private static final Duration NONE = Duration.ZERO;
    private static final Duration MILLISECOND = Duration.ofMillis(1);
    private static final Duration CENTISECOND = Duration.ofMillis(10);
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration LONGEST_OF_VERSION_3 = Duration.ofMillis(40_950);
    private static final Duration LONGEST_OF_VERSION_2 = Duration.ofSeconds(255);

    /** What validation comes to. */
    sealed interface Outcome {
        record Valid(VirtualRouterSpec.Vrrp vrrp) implements Outcome {}

        record Invalid(Refusal refusal) implements Outcome {}
    }

    /** A field that no schema should have let through. */
    private static final class Wrong extends RuntimeException {
        private static final long serialVersionUID = 1;

        Wrong(String field, @Nullable Object value, String right) {
            super("spec.vrrp." + field + " is " + value + " but " + right, null, false, false);
        }
    }

    private VrrpSettings() {}

    static Outcome of(String pool, VipPoolSpec.Vrrp spec, Optional<VirtualRouterTracking> tracking) {
        try {
            return new Outcome.Valid(vrrp(pool, spec, tracking));
        } catch (Wrong wrong) {
            return new Outcome.Invalid(new Refusal("InvalidVrrp", String.valueOf(wrong.getMessage())));
        }
    }

    /** Without what the family has no choice of: over IPv6 there is one form of checksum, and addresses have no labels. */
    static VirtualRouterSpec.Vrrp in(AddressFamily family, VirtualRouterSpec.Vrrp vrrp) {
        return switch (family) {
            case IPV4 -> vrrp;
            case IPV6 ->
                new VirtualRouterSpec.Vrrp(
                        vrrp.version(),
                        vrrp.transport(),
                        vrrp.advertisementIntervalMilliseconds(),
                        vrrp.failback(),
                        null,
                        vrrp.announcements(),
                        null,
                        vrrp.virtualMac(),
                        vrrp.authentication(),
                        vrrp.tracking());
        };
    }

    private static VirtualRouterSpec.Vrrp vrrp(
            String pool, VipPoolSpec.Vrrp spec, Optional<VirtualRouterTracking> tracking) {
        if (spec.version() != 2 && spec.version() != 3) {
            throw new Wrong("version", spec.version(), "must be 2 or 3");
        }
        if (!spec.transport().equals("Multicast") && !spec.transport().equals("Unicast")) {
            throw new Wrong("transport", spec.transport(), "must be Multicast or Unicast");
        }
        boolean choosesChecksum = spec.checksum().equals("MessageOnly");
        if (choosesChecksum && spec.version() == 2) {
            throw new Wrong("checksum", spec.checksum(), "is a choice in VRRPv3 only: remove it");
        }
        return new VirtualRouterSpec.Vrrp(
                spec.version(),
                spec.transport(),
                interval(spec),
                failback(spec.failback()),
                spec.version() == 3 ? spec.checksum() : null,
                announcements(spec.announcements()),
                spec.addressLabel(),
                spec.virtualMac(),
                authentication(pool, spec),
                tracking.orElse(null));
    }

    private static int interval(VipPoolSpec.Vrrp spec) {
        return spec.version() == 2
                ? milliseconds(
                        "advertisementInterval",
                        spec.advertisementInterval(),
                        SECOND,
                        SECOND,
                        LONGEST_OF_VERSION_2,
                        "VRRPv2 needs whole seconds from 1s to 255s")
                : milliseconds(
                        "advertisementInterval",
                        spec.advertisementInterval(),
                        CENTISECOND,
                        CENTISECOND,
                        LONGEST_OF_VERSION_3,
                        "VRRPv3 needs a multiple of 10ms from 10ms to 40.95s");
    }

    private static VirtualRouterSpec.Failback failback(VipPoolSpec.Failback spec) {
        if (!spec.policy().equals("Delayed")) {
            return new VirtualRouterSpec.Failback(spec.policy(), null);
        }
        int delay = milliseconds(
                "failback.delay",
                String.valueOf(spec.delay()),
                SECOND,
                NONE,
                Duration.ofHours(24),
                "must be whole seconds up to 24h, such as 30s");
        return new VirtualRouterSpec.Failback(spec.policy(), delay / 1000);
    }

    private static VirtualRouterSpec.Announcements announcements(VipPoolSpec.Announcements spec) {
        int refresh = milliseconds(
                "announcements.refresh",
                spec.refresh(),
                MILLISECOND,
                NONE,
                Duration.ofHours(24),
                "must be 1s to 24h, or 0s for no refresh");
        if (refresh > 0 && refresh < SECOND.toMillis()) {
            throw new Wrong("announcements.refresh", spec.refresh(), "must be 1s to 24h, or 0s for no refresh");
        }
        return new VirtualRouterSpec.Announcements(
                spec.repeat(),
                milliseconds(
                        "announcements.delay",
                        spec.delay(),
                        MILLISECOND,
                        NONE,
                        Duration.ofHours(1),
                        "must be at most 1h, or 0s for no second set"),
                refresh,
                spec.refreshRepeat(),
                milliseconds(
                        "announcements.interval",
                        spec.interval(),
                        MILLISECOND,
                        NONE,
                        SECOND,
                        "must be at most 1s, or 0s for no pause"));
    }

    private static int milliseconds(
            String field, String text, Duration step, Duration least, Duration most, String right) {
        return DurationText.parse(text)
                .filter(duration -> duration.compareTo(least) >= 0 && duration.compareTo(most) <= 0)
                .filter(duration -> duration.toMillis() % step.toMillis() == 0)
                .map(duration -> Math.toIntExact(duration.toMillis()))
                .orElseThrow(() -> new Wrong(field, text, right));
    }

    /** In the Secret that agents read, the key of a password is the name of its pool. */
    private static VirtualRouterSpec.@Nullable Authentication authentication(String pool, VipPoolSpec.Vrrp spec) {
        VipPoolSpec.Authentication authentication = spec.authentication();
        if (authentication == null) {
            return null;
        }
        if (spec.version() != 2 || !authentication.type().equals("PASS")) {
            throw new Wrong(
                    "authentication.type", authentication.type(), "must be PASS, and exists with version 2 only");
        }
        return new VirtualRouterSpec.Authentication(authentication.type(), pool);
    }
}
