package io.ipvsoperator.agent.plan;

import io.ipvsoperator.agent.tracking.Check;
import io.ipvsoperator.agent.tracking.CheckName;
import io.ipvsoperator.wire.IpAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What this node has to do, all of it, at one moment. Every part was checked; what was not fit to be done stands in
 * {@link #failures()}.
 *
 * @param directorObject true if the cluster has a Director of this node's name
 * @param routers those of which this node is a member
 * @param tables of their addresses only
 * @param versions up to which this plan contains every event; empty when it comes from disk
 * @param confirmed true once an API server has listed every kind since this process started
 */
public record Plan(
        boolean directorObject,
        List<RouterPlan> routers,
        List<TablePlan> tables,
        Optional<RealServerPlan> realServer,
        Map<ObjectKind, String> versions,
        boolean confirmed,
        List<Failure> failures) {
    public Plan {
        routers = List.copyOf(routers);
        tables = List.copyOf(tables);
        versions = Map.copyOf(versions);
        failures = List.copyOf(failures);
    }

    /** Nothing to do. */
    public static Plan none() {
        return new Plan(false, List.of(), List.of(), Optional.empty(), Map.of(), false, List.of());
    }

    /** True if the node belongs to the load-balancer tier. */
    public boolean isDirector() {
        return directorObject || !routers.isEmpty();
    }

    /** What this node has to track, each check once however many routers carry it. */
    public List<Check> checks() {
        Map<CheckName, Check> checks = new TreeMap<>();
        routers.stream()
                .flatMap(router -> router.tracking().checks().stream())
                .forEach(check -> checks.putIfAbsent(check.name(), check));
        return List.copyOf(checks.values());
    }

    /**
     * @param generation of the RealServer that is answered by its status
     * @param addresses that the node accepts without answering ARP for them
     */
    public record RealServerPlan(long generation, List<IpAddress> addresses) {
        public RealServerPlan {
            addresses = List.copyOf(addresses);
        }
    }
}
