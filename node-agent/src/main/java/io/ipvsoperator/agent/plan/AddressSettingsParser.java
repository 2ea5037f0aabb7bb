package io.ipvsoperator.agent.plan;

import io.ipvsoperator.agent.announce.AnnouncementPolicy;
import io.ipvsoperator.crds.virtualrouter.VirtualRouterSpec;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Checks what a VirtualRouter says of its addresses on the host. What an older operator leaves out gets its default. */
final class AddressSettingsParser {
    private static final Pattern LABEL = Pattern.compile("[a-z0-9]{1,6}");
    private static final int MOST_PACKETS = 100;
    private static final int MOST_DELAY_MILLISECONDS = 3_600_000;
    private static final int MOST_REFRESH_MILLISECONDS = 86_400_000;
    private static final int MOST_INTERVAL_MILLISECONDS = 1_000;

    private AddressSettingsParser() {}

    static AddressSettings parse(VirtualRouterSpec.Vrrp vrrp) {
        return new AddressSettings(
                announcements("spec.vrrp.announcements", vrrp.announcements()),
                label(vrrp.addressLabel()),
                isEnabled(vrrp.virtualMac()));
    }

    private static boolean isEnabled(@Nullable String virtualMac) {
        return virtualMac != null
                && InvalidField.oneOf("spec.vrrp.virtualMac", virtualMac, Set.of("Disabled", "Enabled"))
                        .equals("Enabled");
    }

    private static AnnouncementPolicy announcements(
            String field, VirtualRouterSpec.@Nullable Announcements announcements) {
        return announcements == null
                ? AnnouncementPolicy.DEFAULT
                : new AnnouncementPolicy(
                        InvalidField.within(field + ".repeat", announcements.repeat(), 1, MOST_PACKETS),
                        time(field + ".delay", announcements.delayMilliseconds(), MOST_DELAY_MILLISECONDS),
                        time(field + ".refresh", announcements.refreshMilliseconds(), MOST_REFRESH_MILLISECONDS),
                        InvalidField.within(field + ".refreshRepeat", announcements.refreshRepeat(), 1, MOST_PACKETS),
                        time(field + ".interval", announcements.intervalMilliseconds(), MOST_INTERVAL_MILLISECONDS));
    }

    private static Duration time(String field, int milliseconds, int most) {
        return Duration.ofMillis(InvalidField.within(field + "Milliseconds", milliseconds, 0, most));
    }

    /** Whether it fits behind the name of its interface shows once that is known. */
    private static Optional<String> label(@Nullable String label) {
        if (label == null) {
            return Optional.empty();
        }
        if (!LABEL.matcher(label).matches()) {
            throw new InvalidField("spec.vrrp.addressLabel", label, "must be 1 to 6 characters of a-z and 0-9");
        }
        return Optional.of(label);
    }
}
