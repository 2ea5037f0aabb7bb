package io.ipvsoperator.operator.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.ipvsoperator.operator.testing.Await;
import io.ipvsoperator.operator.testing.CrudServer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ResourceCacheTest {
    private static final String NAMESPACE = "ipvs-system";
    private static final String NAME = "director-a";

    private final CrudServer server = new CrudServer();
    private final KubernetesClient client = server.client();

    /** Its clock stands still, so that no own write ever grows too old. */
    private final ResourceCache<Lease> cache =
            new ResourceCache<>(client.leases().inNamespace(NAMESPACE).runnableInformer(0), () -> 0);

    @AfterEach
    void stop() {
        cache.close();
        server.close();
    }

    @Test
    void what_is_created_on_the_server_is_found_and_listed() {
        cache.start();
        create("node-1");

        awaitHolder("node-1");
        assertThat(cache.list()).extracting(ResourceCacheTest::holder).containsExactly("node-1");
    }

    @Test
    void an_own_write_is_seen_before_the_watch_shows_it() {
        Lease written = create("node-1");
        assertThat(cache.list()).as("without a watch nothing is known").isEmpty();

        cache.wrote(written);

        assertThat(foundHolder()).contains("node-1");
        assertThat(cache.list()).extracting(ResourceCacheTest::holder).containsExactly("node-1");
    }

    @Test
    void an_own_write_hides_the_older_watched_version_until_one_as_new_comes() {
        Lease watched = create("node-1");
        cache.start();

        cache.wrote(newerThan(watched, "node-2"));
        assertThat(foundHolder()).contains("node-2");
        assertThat(cache.list()).extracting(ResourceCacheTest::holder).containsExactly("node-2");

        holdBy("node-3");
        awaitHolder("node-3");
    }

    @Test
    void what_is_deleted_on_the_server_disappears() {
        Lease lease = create("node-1");
        cache.start();
        assertThat(foundHolder()).contains("node-1");

        client.resource(lease).delete();

        Await.until(() -> assertThat(cache.find(NAMESPACE, NAME)).isEmpty());
        assertThat(cache.list()).isEmpty();
    }

    @Test
    void who_is_told_that_something_is_gone_does_not_find_what_was_written_of_it() {
        List<Boolean> found = new CopyOnWriteArrayList<>();
        cache.onChange(lease -> found.add(cache.find(NAMESPACE, NAME).isPresent()));
        cache.start();
        Lease lease = create("node-1");
        Await.until(() -> assertThat(found).containsExactly(true));
        cache.wrote(newerThan(lease, "node-2"));

        client.resource(lease).delete();

        Await.until(() -> assertThat(found).containsExactly(true, false));
    }

    @Test
    void a_listener_is_told_of_coming_changing_and_going() {
        List<String> told = new CopyOnWriteArrayList<>();
        cache.onChange(lease -> told.add(holder(lease)));
        cache.start();

        Lease lease = create("node-1");
        Await.until(() -> assertThat(told).containsExactly("node-1"));
        holdBy("node-2");
        Await.until(() -> assertThat(told).containsExactly("node-1", "node-2"));
        client.resource(lease).delete();
        Await.until(() -> assertThat(told).containsExactly("node-1", "node-2", "node-2"));
    }

    private Lease create(String holder) {
        return client.resource(new LeaseBuilder()
                        .withNewMetadata()
                        .withNamespace(NAMESPACE)
                        .withName(NAME)
                        .endMetadata()
                        .withNewSpec()
                        .withHolderIdentity(holder)
                        .endSpec()
                        .build())
                .create();
    }

    private void holdBy(String holder) {
        client.leases().inNamespace(NAMESPACE).withName(NAME).edit(lease -> heldBy(lease, holder));
    }

    private static Lease newerThan(Lease lease, String holder) {
        return heldBy(lease, holder)
                .edit()
                .editMetadata()
                .withResourceVersion(Long.toString(ResourceVersion.of(lease) + 1))
                .endMetadata()
                .build();
    }

    private static Lease heldBy(Lease lease, String holder) {
        return lease.edit().editSpec().withHolderIdentity(holder).endSpec().build();
    }

    private void awaitHolder(String holder) {
        Await.until(() -> assertThat(foundHolder()).contains(holder));
    }

    private Optional<String> foundHolder() {
        return cache.find(NAMESPACE, NAME).map(ResourceCacheTest::holder);
    }

    private static String holder(Lease lease) {
        return lease.getSpec().getHolderIdentity();
    }
}
