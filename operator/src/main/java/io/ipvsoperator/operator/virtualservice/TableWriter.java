package io.ipvsoperator.operator.virtualservice;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.ipvsoperator.crds.forwardingtable.ForwardingTable;
import io.ipvsoperator.crds.forwardingtable.ForwardingTableSpec;
import io.ipvsoperator.operator.kubernetes.Cluster;
import io.ipvsoperator.operator.kubernetes.Pace;
import io.ipvsoperator.operator.kubernetes.ServerSideApply;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The only writer of ForwardingTables. Writes what differs, each table no more often than its pace allows. */
final class TableWriter {
    private static final Logger log = LoggerFactory.getLogger(TableWriter.class);
    private static final Duration BETWEEN_WRITES = Duration.ofMillis(200);

    private final Cluster cluster;
    private final ServerSideApply writer;
    private final LongSupplier nanoTime;
    private final Pace pace = new Pace(BETWEEN_WRITES);

    /**
     * @param published the table as it stands now
     * @param retryAfter present when the wanted one could not be written yet
     */
    record Written(Optional<ForwardingTable> published, Optional<Duration> retryAfter) {}

    TableWriter(Cluster cluster, ServerSideApply writer, LongSupplier nanoTime) {
        this.cluster = cluster;
        this.writer = writer;
        this.nanoTime = nanoTime;
    }

    Written write(String uid, ForwardingTableSpec wanted, Optional<ForwardingTable> published) {
        if (published.filter(table -> table.getSpec().equals(wanted)).isPresent()) {
            return new Written(published, Optional.empty());
        }
        Duration wait = pace.untilNext(uid, nanoTime.getAsLong());
        if (!wait.isZero()) {
            return new Written(published, Optional.of(wait));
        }
        ForwardingTable table = new ForwardingTable();
        table.setMetadata(new ObjectMetaBuilder()
                .withName(TableNames.of(uid))
                .withResourceVersion(published
                        .map(existing -> existing.getMetadata().getResourceVersion())
                        .orElse(null))
                .build());
        table.setSpec(wanted);
        ForwardingTable written = writer.apply(table);
        cluster.tables().wrote(written);
        pace.wrote(uid, nanoTime.getAsLong());
        log.atInfo()
                .addKeyValue(
                        "service",
                        wanted.source().namespace() + "/" + wanted.source().name())
                .addKeyValue("addresses", wanted.addresses())
                .addKeyValue("destinations", wanted.destinations().size())
                .log("forwarding table written");
        return new Written(Optional.of(written), Optional.empty());
    }

    void delete(String uid, ForwardingTable table) {
        writer.delete(table);
        cluster.tables().deleted(table);
        pace.forget(uid);
        log.atInfo().addKeyValue("table", table.getMetadata().getName()).log("forwarding table deleted");
    }
}
