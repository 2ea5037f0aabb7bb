package io.ipvsoperator.operator.virtualservice;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.ipvsoperator.crds.director.Director;
import io.ipvsoperator.crds.director.DirectorStatus;
import io.ipvsoperator.crds.forwardingtable.ForwardingTable;
import io.ipvsoperator.crds.virtualrouter.VirtualRouter;
import io.ipvsoperator.operator.director.Acknowledgement;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which services a change of a Director concerns. There may be thousands, and a director reports with every change of one of
 * them: most of its news are that it has come as far as some tables and routers, or how many connections one of them still has.
 */
public final class DirectorNews {
    private final Director before;
    private final Director after;
    private final Set<String> drains;

    public DirectorNews(Director before, Director after) {
        this.before = before;
        this.after = after;
        Set<DirectorStatus.Draining> old = drains(before);
        Set<DirectorStatus.Draining> now = drains(after);
        drains = Stream.concat(old.stream(), now.stream())
                .filter(drain -> !old.contains(drain) || !now.contains(drain))
                .map(DirectorStatus.Draining::table)
                .collect(Collectors.toUnmodifiableSet());
    }

    private static Set<DirectorStatus.Draining> drains(Director director) {
        DirectorStatus status = director.getStatus();
        return status == null || status.draining() == null ? Set.of() : Set.copyOf(status.draining());
    }

    public boolean concernEveryService() {
        return !Objects.equals(ofConcernToAll(before), ofConcernToAll(after));
    }

    private static List<@Nullable Object> ofConcernToAll(Director director) {
        DirectorStatus status = director.getStatus();
        return status == null
                ? Arrays.asList(director.getSpec(), null)
                : Arrays.asList(
                        director.getSpec(),
                        status.conditions(),
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

    public boolean concern(ForwardingTable table) {
        return drains.contains(table.getMetadata().getName()) || isAcknowledgedNow(table);
    }

    public boolean concern(VirtualRouter router) {
        return isAcknowledgedNow(router);
    }

    private boolean isAcknowledgedNow(HasMetadata object) {
        return Acknowledgement.of(after, object).isHandled()
                && !Acknowledgement.of(before, object).isHandled();
    }
}
