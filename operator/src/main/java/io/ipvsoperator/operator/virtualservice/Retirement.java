package io.ipvsoperator.operator.virtualservice;

import io.ipvsoperator.crds.director.Director;
import io.ipvsoperator.crds.director.DirectorStatus;
import io.ipvsoperator.crds.forwardingtable.ForwardingTable;
import io.ipvsoperator.crds.forwardingtable.ForwardingTableSpec;
import io.ipvsoperator.crds.virtualrouter.VirtualRouter;
import io.ipvsoperator.crds.virtualrouter.VirtualRouterSpec;
import io.ipvsoperator.operator.director.Acknowledgement;
import io.ipvsoperator.operator.director.Directors;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The way of a service out of the cluster, as the next step to take. Each is level-triggered: it follows from what is published. */
sealed interface Retirement {

    /** Let no new connections in. */
    record Stop() implements Retirement {}

    /** Connections still run; not after that long. */
    record AwaitConnections(Duration atMost) implements Retirement {}

    /** Empty the table; the pool then releases the addresses. */
    record Empty() implements Retirement {}

    /** Available directors have yet to let go. */
    record AwaitAcknowledgement() implements Retirement {}

    /** Nobody serves it any longer. */
    record Finish() implements Retirement {}

    static Retirement next(ServiceInputs inputs, Instant now) {
        List<Director> live = inputs.directors().values().stream()
                .filter(Directors::isAvailable)
                .toList();
        if (inputs.table().isEmpty()) {
            return isReleased(inputs, live) ? new Finish() : new AwaitAcknowledgement();
        }
        ForwardingTable table = inputs.table().get();
        if (!table.getSpec().addresses().isEmpty()) {
            return draining(inputs, table, live, now);
        }
        boolean known = live.stream()
                .allMatch(director -> Acknowledgement.of(director, table).isHandled());
        return known && isReleased(inputs, live) ? new Finish() : new AwaitAcknowledgement();
    }

    private static Retirement draining(
            ServiceInputs inputs, ForwardingTable table, Collection<Director> live, Instant now) {
        if (!inputs.lost().isEmpty()) {
            // Somebody else may get them before the drain is over.
            return new Empty();
        }
        if (table.getSpec().destinations().stream().anyMatch(ForwardingTableSpec.Destination::mayServe)) {
            return new Stop();
        }
        Duration left = left(inputs, now);
        List<Director> serving = live.stream()
                .filter(director -> isMember(director, inputs.routers()))
                .toList();
        boolean drained = !serving.isEmpty() && serving.stream().allMatch(director -> isDrained(director, table));
        return drained || left.isNegative() || left.isZero() ? new Empty() : new AwaitConnections(left);
    }

    private static Duration left(ServiceInputs inputs, Instant now) {
        Instant since = inputs.source().leavingSince().orElse(now);
        return Duration.between(now, since.plus(inputs.source().drainTimeout()));
    }

    /** Others have neither the table nor a report on it. */
    private static boolean isMember(Director director, List<VirtualRouter> routers) {
        return routers.stream()
                .flatMap(router -> router.getSpec().members().stream())
                .anyMatch(member ->
                        member.director().equals(director.getMetadata().getName()));
    }

    /** By its own report on that version of the table. */
    private static boolean isDrained(Director director, ForwardingTable table) {
        DirectorStatus status = director.getStatus();
        String name = table.getMetadata().getName();
        return Acknowledgement.of(director, table).isHandled()
                && status.draining() != null
                && status.draining().stream()
                        .anyMatch(draining -> draining.table().equals(name) && draining.connections() == 0);
    }

    /**
     * Whether every address is marked as released, and every available director of its router knows. Shared ones stay with the
     * others: that the table is empty is enough then. Where a pool went before
     * its services, by force, nobody marks them: its routers keep them from others until a pool of that name is there again.
     */
    private static boolean isReleased(ServiceInputs inputs, Collection<Director> live) {
        if (inputs.othersHold()) {
            return true;
        }
        Set<String> pools = Stream.concat(inputs.pool().stream(), inputs.otherPools().stream())
                .map(pool -> pool.getMetadata().getName())
                .collect(Collectors.toSet());
        return inputs.routers().stream()
                .filter(router -> pools.contains(router.getSpec().pool()))
                .allMatch(router -> isReleased(inputs.holder(), router, live));
    }

    private static boolean isReleased(String holder, VirtualRouter router, Collection<Director> live) {
        List<String> members = router.getSpec().members().stream()
                .map(VirtualRouterSpec.Member::director)
                .toList();
        return router.getSpec().addresses().stream()
                        .filter(entry -> entry.holder().equals(holder))
                        .allMatch(entry -> Boolean.TRUE.equals(entry.released()))
                && live.stream()
                        .filter(director ->
                                members.contains(director.getMetadata().getName()))
                        .allMatch(
                                director -> Acknowledgement.of(director, router).isHandled());
    }
}
