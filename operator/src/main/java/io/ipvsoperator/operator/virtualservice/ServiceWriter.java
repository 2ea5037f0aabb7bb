package io.ipvsoperator.operator.virtualservice;

import io.ipvsoperator.crds.forwardingtable.ForwardingTable;
import io.ipvsoperator.crds.forwardingtable.ForwardingTableSpec;
import io.ipvsoperator.operator.allocation.IpAddress;
import io.ipvsoperator.operator.kubernetes.Cluster;
import io.ipvsoperator.operator.kubernetes.ServerSideApply;
import io.ipvsoperator.operator.kubernetes.StaleObjectException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Brings the table of a service and the RealServers of its backends in line with what is decided, or takes them away step by
 * step. One for all sources of tables. Lives as long as the process; different services are written by different threads
 * at once.
 */
public final class ServiceWriter {
    private static final Duration BETWEEN_STEPS = Duration.ofSeconds(1);

    private final InstantSource clock;
    private final TableWriter tables;
    private final SharedTableWriter shared;
    private final RealServerWriter realServers;

    /**
     * @param table as it is published now
     * @param again when to look without any news
     */
    public record Published(ServiceDecision decision, Optional<ForwardingTable> table, Optional<Duration> again) {}

    /** How far a service is gone. */
    public sealed interface Retired {
        /** Nothing of it is left. */
        record Completely() implements Retired {}

        /** @param again when to look without any news */
        record NotYet(Optional<Duration> again) implements Retired {}
    }

    public ServiceWriter(
            Cluster cluster,
            ServerSideApply writer,
            InstantSource clock,
            LongSupplier nanoTime,
            RealServerWriter realServers) {
        this.clock = clock;
        tables = new TableWriter(cluster, writer, nanoTime);
        shared = new SharedTableWriter(cluster, tables);
        this.realServers = realServers;
    }

    /** @throws StaleObjectException when somebody else has changed the table, or has got a port meanwhile that both ask for */
    public Published publish(ServiceInputs inputs) {
        ServiceDecision decision = ServiceDecision.decide(inputs, clock.instant());
        TableWriter.Written written = decision.table()
                .map(table -> write(inputs, table))
                .orElseGet(() -> new TableWriter.Written(inputs.table(), Optional.empty()));
        if (!written.published().equals(inputs.table()) || decision.lacksRealServers(inputs)) {
            realServers.write(nodesToTell(inputs, decision, written.published()));
        }
        return new Published(
                decision,
                written.published(),
                Stream.of(written.retryAfter(), decision.drain().untilNext(clock.instant()))
                        .flatMap(Optional::stream)
                        .min(Duration::compareTo));
    }

    private TableWriter.Written write(ServiceInputs inputs, ForwardingTableSpec table) {
        return inputs.isShared() ? shared.write(inputs, table) : tables.write(inputs.uid(), table, inputs.table());
    }

    /** Nodes that the table sends to, or has just stopped sending to. */
    private static Set<String> nodesToTell(
            ServiceInputs inputs, ServiceDecision decision, Optional<ForwardingTable> published) {
        return Stream.concat(inputs.table().stream(), published.stream())
                .flatMap(table -> nodesOf(table, decision.backends()))
                .collect(Collectors.toSet());
    }

    private static Stream<String> nodesOf(ForwardingTable table, BackendReadiness backends) {
        return table.getSpec().destinations().stream()
                .map(ForwardingTableSpec.Destination::address)
                .flatMap(address -> IpAddress.parse(address).stream())
                .flatMap(address -> backends.nodesOf(address).stream());
    }

    /**
     * The next step on a service's way out.
     *
     * @throws StaleObjectException when somebody else has changed the table
     */
    public Retired retire(ServiceInputs inputs) {
        return switch (Retirement.next(inputs, clock.instant())) {
            case Retirement.Stop() -> rewrite(inputs, TableComposition::stopped);
            case Retirement.AwaitConnections(Duration atMost) -> new Retired.NotYet(Optional.of(atMost.plusMillis(10)));
            case Retirement.Empty() -> rewrite(inputs, TableComposition::emptied);
            case Retirement.AwaitAcknowledgement() -> new Retired.NotYet(Optional.empty());
            case Retirement.Finish() -> finish(inputs);
        };
    }

    private Retired rewrite(ServiceInputs inputs, UnaryOperator<ForwardingTableSpec> change) {
        ForwardingTable table = inputs.table().orElseThrow();
        Set<String> nodes = nodesOf(table, inputs.backends()).collect(Collectors.toSet());
        TableWriter.Written written = tables.write(inputs.uid(), change.apply(table.getSpec()), inputs.table());
        realServers.write(nodes);
        return new Retired.NotYet(written.retryAfter().or(() -> Optional.of(BETWEEN_STEPS)));
    }

    private Retired finish(ServiceInputs inputs) {
        inputs.table().ifPresent(table -> tables.delete(inputs.uid(), table));
        realServers.write(inputs.realServers().keySet());
        return new Retired.Completely();
    }
}
