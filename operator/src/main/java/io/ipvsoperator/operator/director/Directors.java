package io.ipvsoperator.operator.director;

import io.fabric8.kubernetes.api.model.Condition;
import io.ipvsoperator.crds.director.Director;
import io.ipvsoperator.crds.director.DirectorStatus;
import io.ipvsoperator.operator.kubernetes.Conditions;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a Director object says of its director. */
public final class Directors {
    /** The operator's condition: the director's agent renews its Lease. */
    public static final String AVAILABLE = "Available";

    private static final String LEASE_PREFIX = "director-";

    private Directors() {}

    public static String leaseOf(String director) {
        return LEASE_PREFIX + director;
    }

    /** @return the director whose Lease that is, or null */
    public static @Nullable String directorOfLease(String lease) {
        return lease.startsWith(LEASE_PREFIX) ? lease.substring(LEASE_PREFIX.length()) : null;
    }

    public static boolean isAvailable(Director director) {
        return Conditions.holds(conditions(director), AVAILABLE);
    }

    public static boolean isInMaintenance(Director director) {
        return director.getSpec() != null
                && Boolean.TRUE.equals(director.getSpec().maintenance());
    }

    public static @Nullable List<Condition> conditions(Director director) {
        DirectorStatus status = director.getStatus();
        return status == null ? null : status.conditions();
    }

    /** Its network interfaces as its agent reported them; empty before the first report. */
    public static Stream<DirectorStatus.NetworkInterface> interfaces(Director director) {
        DirectorStatus status = director.getStatus();
        return status == null || status.interfaces() == null
                ? Stream.empty()
                : status.interfaces().stream();
    }
}
