package io.ipvsoperator.operator.virtualservice;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.ipvsoperator.crds.director.Director;
import io.ipvsoperator.crds.director.DirectorStatus;
import io.ipvsoperator.crds.forwardingtable.ForwardingTable;
import io.ipvsoperator.crds.virtualrouter.VirtualRouter;
import io.ipvsoperator.operator.director.Acknowledgement;
import io.ipvsoperator.operator.director.Directors;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which services a change of a Director concerns. There may be thousands, and a director reports with every change of one of
 * them: most of its news are that it has come as far as some tables and routers, how many connections one of them still has, or
 * which backends of one fail.
 */
final class DirectorNews {
    private final Director before;
    private final Director after;
    /** Names of those of which something else is said. */
    private final Set<String> tables;

    DirectorNews(Director before, Director after) {
        this.before = before;
        this.after = after;
        Map<String, Set<Object>> old = ofTables(before);
        Map<String, Set<Object>> now = ofTables(after);
        tables = Stream.concat(old.keySet().stream(), now.keySet().stream())
                .filter(table -> !Objects.equals(old.get(table), now.get(table)))
                .collect(Collectors.toUnmodifiableSet());
    }

    /** What is said of single tables, by their names: connections that are left, and health of backends. */
    private static Map<String, Set<Object>> ofTables(Director director) {
        Map<String, Set<Object>> said = new HashMap<>();
        DirectorStatus status = director.getStatus();
        if (status != null && status.draining() != null) {
            status.draining().forEach(drain -> say(said, drain.table(), drain));
        }
        if (status != null && status.health() != null) {
            status.health().tables().forEach(table -> say(said, table.table(), table));
            status.health().failing().items().forEach(backend -> say(said, backend.table(), backend));
        }
        return said;
    }

    private static void say(Map<String, Set<Object>> said, String table, Object what) {
        said.computeIfAbsent(table, absent -> new HashSet<>()).add(what);
    }

    boolean concernEveryService() {
        return !Objects.equals(ofConcernToAll(before), ofConcernToAll(after));
    }

    private static List<@Nullable Object> ofConcernToAll(Director director) {
        DirectorStatus status = director.getStatus();
        return status == null
                ? Arrays.asList(director.getSpec(), null)
                : Arrays.asList(
                        director.getSpec(),
                        Directors.ownConditions(director),
                        status.interfaces(),
                        status.virtualRouters(),
                        instances(status),
                        status.failures(),
                        status.agent(),
                        status.demand());
    }

    /** An acknowledgement by an earlier one counts for nothing. */
    private static @Nullable Set<String> instances(DirectorStatus status) {
        return status.applied() == null
                ? null
                : status.applied().stream()
                        .map(DirectorStatus.Applied::instance)
                        .collect(Collectors.toSet());
    }

    boolean concern(ForwardingTable table) {
        return tables.contains(table.getMetadata().getName()) || isAcknowledgedNow(table);
    }

    boolean concern(VirtualRouter router) {
        return isAcknowledgedNow(router);
    }

    private boolean isAcknowledgedNow(HasMetadata object) {
        return Acknowledgement.of(after, object).isHandled()
                && !Acknowledgement.of(before, object).isHandled();
    }
}
