package io.ipvsoperator.operator.director;

import io.fabric8.kubernetes.api.model.Condition;
import io.ipvsoperator.crds.director.Director;
import io.ipvsoperator.crds.director.DirectorStatus;
import io.ipvsoperator.operator.kubernetes.Conditions;
import io.ipvsoperator.operator.kubernetes.Truth;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a Director object says of its director. */
public final class Directors {
    /** The operator's condition: the director's agent renews its Lease. */
    public static final String AVAILABLE = "Available";

    /** The agent's condition: IPVS as a whole can be used. */
    private static final String KERNEL_READY = "KernelReady";

    /** The agent's condition: it sums up the health of backends. */
    private static final String BACKENDS_ANSWER = "BackendsAnswer";

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

    /** False until the agent has said anything of itself, its features among it. */
    public static boolean hasReportedItsAgent(Director director) {
        DirectorStatus status = director.getStatus();
        return status != null && status.agent() != null;
    }

    /** Out by somebody's word, never by silence: maintenance, or a kernel that its agent calls unusable. */
    public static boolean isOut(Director director) {
        boolean maintenance = director.getSpec() != null
                && Boolean.TRUE.equals(director.getSpec().maintenance());
        return maintenance || isKernelUnusable(director);
    }

    /** By its agent's word; false as long as that says nothing. */
    public static boolean isKernelUnusable(Director director) {
        return Conditions.find(conditions(director), KERNEL_READY)
                .filter(condition -> Truth.FALSE.text().equals(condition.getStatus()))
                .isPresent();
    }

    public static @Nullable List<Condition> conditions(Director director) {
        DirectorStatus status = director.getStatus();
        return status == null ? null : status.conditions();
    }

    /**
     * What is said of the director itself: not of backends, whose health its status has by tables, and which change all the time
     * where many of them fail.
     */
    public static List<Condition> ownConditions(Director director) {
        @Nullable List<Condition> all = conditions(director);
        return all == null
                ? List.of()
                : all.stream()
                        .filter(condition -> !BACKENDS_ANSWER.equals(condition.getType()))
                        .toList();
    }

    /** Its network interfaces as its agent reported them; empty before the first report. */
    public static Stream<DirectorStatus.NetworkInterface> interfaces(Director director) {
        DirectorStatus status = director.getStatus();
        return status == null || status.interfaces() == null ? Stream.empty() : status.interfaces().stream();
    }
}
