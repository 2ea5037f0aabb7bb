package io.ipvsoperator.operator.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.ipvsoperator.operator.kubernetes.Cluster;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;

/** What triggers make of changes on a server: which objects a reconciler is told to look at. */
public final class WatchedTriggers implements AutoCloseable {
    private final CrudServer server = new CrudServer();
    private final Cluster cluster = new Cluster(server.client(), "ipvs-system", () -> 0);
    private final List<String> looked = new CopyOnWriteArrayList<>();
    /** Versions of pools, services and directors, told after the triggers are. */
    private final List<String> told = new CopyOnWriteArrayList<>();

    /** @param objects that are there, and looked at, before the test begins */
    public <P extends HasMetadata> void start(Function<Cluster, EventSource<?, P>> triggers, HasMetadata... objects) {
        Stream.of(objects).forEach(object -> server.client().resource(object).create());
        EventSource<?, P> source = triggers.apply(cluster);
        source.setEventHandler(
                event -> looked.add(event.getRelatedCustomResourceID().getName()));
        source.start();
        cluster.pools().onChange(this::tell);
        cluster.services().onChange(this::tell);
        cluster.directors().onChange(this::tell);
        cluster.start();
        int watched = cluster.pools().list().size()
                + cluster.services().list().size()
                + cluster.directors().list().size();
        Await.until(() -> assertThat(told).hasSize(watched));
        looked.clear();
    }

    private void tell(HasMetadata object) {
        told.add(object.getMetadata().getResourceVersion());
    }

    /** @param object a pool, a service or a director by its name. Returns when the triggers have been told. */
    public <T extends HasMetadata> void edit(T object, Consumer<T> change) {
        int before = told.size();
        server.client().resource(server.client().resource(object).get()).edit(found -> {
            change.accept(found);
            return found;
        });
        Await.until(() -> assertThat(told).hasSizeGreaterThan(before));
    }

    /** Names of the objects that the reconciler was told to look at since the test began. */
    public List<String> looked() {
        return looked;
    }

    @Override
    public void close() {
        cluster.close();
        server.close();
    }
}
