package io.ipvsoperator.operator.virtualservice;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Service;
import io.ipvsoperator.crds.forwardingtable.ForwardingTable;
import io.ipvsoperator.operator.kubernetes.Cluster;
import io.ipvsoperator.operator.testing.CrudServer;
import io.ipvsoperator.operator.testing.Given;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Its caches are empty: no watch has shown them anything yet. */
class ServiceGatheringTest {
    private static final String CLAIMED = "type: LoadBalancer, loadBalancerClass: ipvs-operator.io/vip";

    private final CrudServer server = new CrudServer();
    private final Cluster cluster = new Cluster(server.client(), "ipvs-system", () -> 0);
    private final ServiceGathering gathering = new ServiceGathering(cluster, new PlannedAllocations());

    @AfterEach
    void stop() {
        cluster.close();
        server.close();
    }

    @Test
    void a_Service_that_the_shared_cache_does_not_have_yet_is_looked_at() {
        Service created = Given.kubernetesService(CLAIMED);

        assertThat(gathering.loadBalancer(created))
                .map(ServiceSource.OfLoadBalancer::object)
                .contains(created);
    }

    @Test
    void a_deletion_that_the_shared_cache_does_not_have_yet_is_seen() {
        cluster.kubernetesServices().wrote(Given.kubernetesService(CLAIMED));
        Service deleted = Given.kubernetesService(CLAIMED);
        deleted.getMetadata().setResourceVersion("2");
        deleted.getMetadata().setDeletionTimestamp("2026-01-03T00:00:00Z");

        assertThat(gathering.loadBalancer(deleted))
                .hasValueSatisfying(source -> assertThat(source.isLeaving()).isTrue());
    }

    @Test
    void what_this_process_has_written_stands_over_what_the_SDK_still_shows() {
        Service written = Given.kubernetesService(CLAIMED);
        written.getMetadata().setResourceVersion("2");
        cluster.kubernetesServices().wrote(written);

        assertThat(gathering.loadBalancer(Given.kubernetesService(CLAIMED)))
                .map(ServiceSource.OfLoadBalancer::object)
                .contains(written);
    }

    @Test
    void a_table_is_orphaned_once_its_source_is_gone() {
        assertThat(gathering.orphaned(tableOf("VirtualService", "web-uid"))).isPresent();
        assertThat(gathering.orphaned(tableOf("Service", "kubernetes-uid"))).isPresent();
    }

    @Test
    void a_cache_that_lags_makes_no_orphans() {
        server.client().resource(Given.service()).create();
        String uid =
                server.client().resource(Given.service()).get().getMetadata().getUid();

        assertThat(gathering.orphaned(tableOf("VirtualService", uid))).isEmpty();
    }

    @Test
    void another_service_of_the_same_name_does_not_look_after_it() {
        cluster.services().wrote(Given.service());

        assertThat(gathering.orphaned(tableOf("VirtualService", "web-uid"))).isEmpty();
        assertThat(gathering.orphaned(tableOf("VirtualService", "older-uid"))).isPresent();
    }

    @Test
    void a_Service_of_another_type_looks_after_its_table_as_long_as_it_has_the_finalizer() {
        Service changed = Given.kubernetesService("type: ClusterIP");
        changed.getMetadata().setFinalizers(List.of("ipvs-operator.io/drain"));
        cluster.kubernetesServices().wrote(changed);
        assertThat(gathering.orphaned(tableOf("Service", "kubernetes-uid"))).isEmpty();

        cluster.kubernetesServices().wrote(Given.kubernetesService("type: ClusterIP"));

        assertThat(gathering.orphaned(tableOf("Service", "kubernetes-uid"))).isPresent();
    }

    private static ForwardingTable tableOf(String kind, String uid) {
        return Given.table("""
                metadata: {name: vs-%2$s, resourceVersion: "200", creationTimestamp: "2026-01-02T00:00:00Z"}
                spec:
                  source: {kind: %1$s, namespace: shop, name: web, uid: %2$s, generation: 1}
                  pool: edge
                  addresses: [10.9.0.200]
                  services: []
                  forwarding: {method: DirectRouting}
                  destinations: []
                """.formatted(kind, uid));
    }
}
