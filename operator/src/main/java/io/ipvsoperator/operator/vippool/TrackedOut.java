package io.ipvsoperator.operator.vippool;

import io.ipvsoperator.crds.director.Director;
import io.ipvsoperator.crds.director.DirectorStatus;
import io.ipvsoperator.crds.vippool.VipPool;
import io.ipvsoperator.crds.vippool.VipPoolTracking;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Directors that have given away all routers of a pool because a check without a weight failed. To placement they are silent:
 * lost for now, and no reason to change an order, which VRRP follows by itself in both directions.
 */
final class TrackedOut {
    private static final String FAILED = "Failed";

    private final String pool;
    private final Set<String> resigning;

    private TrackedOut(String pool, Set<String> resigning) {
        this.pool = pool;
        this.resigning = resigning;
    }

    static TrackedOut of(VipPool pool) {
        VipPoolTracking tracking = pool.getSpec().vrrp().tracking();
        Stream<VipPoolTracking.Check> checks = tracking == null ? Stream.empty() : tracking.checks().stream();
        return new TrackedOut(
                pool.getMetadata().getName(),
                checks.filter(check -> check.weight() == null)
                        .map(VipPoolTracking.Check::name)
                        .collect(Collectors.toSet()));
    }

    boolean isOut(Director director) {
        return failed(director).findAny().isPresent();
    }

    /** The director and what it found, such as "d1 (upstream: no answer within 500 ms)". */
    Optional<String> describe(Director director) {
        List<String> failed = failed(director)
                .map(check -> check.name() + (check.message() == null ? "" : ": " + check.message()))
                .toList();
        return failed.isEmpty()
                ? Optional.empty()
                : Optional.of(director.getMetadata().getName() + " (" + String.join("; ", failed) + ")");
    }

    /** As its agent reported it; a check that the pool no longer has counts no longer. */
    private Stream<DirectorStatus.TrackedCheck> failed(Director director) {
        DirectorStatus status = director.getStatus();
        return status == null || status.tracking() == null
                ? Stream.empty()
                : status.tracking().stream()
                        .filter(check -> check.pool().equals(pool)
                                && check.state().equals(FAILED)
                                && resigning.contains(check.name()));
    }
}
