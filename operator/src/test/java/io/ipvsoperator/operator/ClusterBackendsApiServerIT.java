package io.ipvsoperator.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.ipvsoperator.crds.forwardingtable.ForwardingTable;
import io.ipvsoperator.crds.forwardingtable.ForwardingTableSpec.Destination;
import io.ipvsoperator.crds.virtualservice.VirtualService;
import io.ipvsoperator.operator.testing.Await;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Backends that stand in the cluster. Controllers and kubelets are played: nobody else writes slices and Pods here. */
class ClusterBackendsApiServerIT extends OperatorOnApiServer {
    /** Without which no Pod is admitted; a controller that is not here would create it. */
    @BeforeEach
    void serviceAccount() {
        client.resource(new ServiceAccountBuilder()
                        .withNewMetadata()
                        .withName("default")
                        .withNamespace(cluster.namespace())
                        .endMetadata()
                        .build())
                .create();
    }

    @Test
    void destinations_follow_the_slices_of_the_Service() {
        cluster.worker("w1", "10.9.0.31");
        cluster.worker("w2", "10.9.0.32");
        applyPool("10.9.0.200-10.9.0.205");
        VirtualService web = applyServiceBackedBy("web");
        awaitCondition("web", "BackendsResolved", "False", "ServiceNotFound");

        applyBackend("web");
        awaitCondition("web", "BackendsResolved", "False", "NoEndpoints");

        pod("web-1", "10.9.0.31");
        pod("web-2", "10.9.0.32");
        applySlice("web", ofPod("web-1", "10.9.0.31", "{ready: true}"));
        awaitCondition("web", "Ready", "True", "Ready");
        assertThat(destinations(web)).containsExactly(new Destination("10.9.0.31", 1));

        applySlice(
                "web",
                ofPod("web-2", "10.9.0.32", "{ready: true}"),
                ofPod("web-1", "10.9.0.31", "{ready: false, serving: true, terminating: true}"));
        Await.until(() -> assertThat(destinations(web))
                .containsExactly(new Destination("10.9.0.31", 0), new Destination("10.9.0.32", 1)));
    }

    @Test
    void one_change_of_endpoints_is_one_write_of_the_table() {
        cluster.worker("w1", "10.9.0.31");
        cluster.worker("w2", "10.9.0.32");
        applyPool("10.9.0.200-10.9.0.205");
        applyBackend("web");
        pod("web-1", "10.9.0.31");
        pod("web-2", "10.9.0.32");
        applySlice("web", ofPod("web-1", "10.9.0.31", "{}"), ofPod("web-2", "10.9.0.32", "{}"));
        applyServiceBackedBy("web");
        VirtualService web = awaitCondition("web", "Ready", "True", "Ready");
        Await.until(() -> assertThat(destinations(web))
                .containsExactly(new Destination("10.9.0.31", 1), new Destination("10.9.0.32", 1)));
        long before = tableOf(web).getMetadata().getGeneration();

        applySlice("web", ofPod("web-1", "10.9.0.31", "{}"), ofPod("web-2", "10.9.0.32", "{ready: false}"));

        Await.until(() -> assertThat(destinations(web))
                .containsExactly(new Destination("10.9.0.31", 1), new Destination("10.9.0.32", 0)));
        assertThat(tableOf(web).getMetadata().getGeneration()).isEqualTo(before + 1);
    }

    /** Loopback and link-local addresses do not even get past the API server. */
    @Test
    void a_slice_written_by_hand_reaches_nothing_that_the_pool_does_not_allow() {
        cluster.worker("w1", "10.9.0.31");
        applyPool("10.9.0.200-10.9.0.205");
        applyBackend("web");
        pod("web-1", "10.9.0.31");
        applySlice("web", ofPod("web-1", "10.9.0.31", "{}"));
        applyServiceBackedBy("web");
        VirtualService web = awaitCondition("web", "Ready", "True", "Ready");

        applySlice(
                "web-forged",
                ofPod("web-1", "10.244.7.7", "{}"),
                ofPod("no-such-pod", "10.8.0.1", "{}"),
                "{addresses: [10.9.0.201]}",
                "{addresses: [10.9.0.11]}");

        awaitCondition("web", "BackendsResolved", "True", "PartlyResolved");
        assertThat(destinations(web)).containsExactly(new Destination("10.9.0.31", 1));
    }

    @Test
    void a_service_that_is_refused_takes_up_no_endpoint_and_lets_go_of_those_that_go() {
        cluster.worker("w1", "10.9.0.31");
        cluster.worker("w2", "10.9.0.32");
        applyPool("10.9.0.200-10.9.0.205");
        applyBackend("web");
        pod("web-1", "10.9.0.31");
        pod("web-2", "10.9.0.32");
        applySlice("web", ofPod("web-1", "10.9.0.31", "{}"));
        applyServiceBackedBy("web");
        VirtualService web = awaitCondition("web", "Ready", "True", "Ready");

        applyServiceBackedBy("web", "forwarding: {method: Tunnel, tunnel: {type: IPIP}}");
        awaitCondition("web", "Accepted", "False", "Unsupported");
        assertThat(destinations(web)).containsExactly(new Destination("10.9.0.31", 1));
        applySlice("web", ofPod("web-2", "10.9.0.32", "{}"));

        Await.until(() -> assertThat(destinations(web)).singleElement().satisfies(gone -> {
            assertThat(gone.address()).isEqualTo("10.9.0.31");
            assertThat(gone.weight()).isZero();
            assertThat(gone.drainUntil()).isNotNull();
        }));
        assertThat(tableOf(web).getSpec().forwarding().method()).isEqualTo("DirectRouting");
    }

    private VirtualService applyServiceBackedBy(String backend) {
        return applyServiceBackedBy(backend, "");
    }

    /** @param more lines of its spec */
    private VirtualService applyServiceBackedBy(String backend, String more) {
        return applyService("web", """
                poolName: edge
                ports: [{port: 80}]
                backends: {service: {name: %s}}
                %s
                """.formatted(backend, more));
    }

    private void applyBackend(String name) {
        apply(Service.class, """
                apiVersion: v1
                kind: Service
                metadata: {name: %s, namespace: %s}
                spec:
                  clusterIP: None
                  ports: [{name: http, protocol: TCP, port: 80}]
                """.formatted(name, cluster.namespace()));
    }

    private void applySlice(String name, String... endpoints) {
        apply(EndpointSlice.class, """
                apiVersion: discovery.k8s.io/v1
                kind: EndpointSlice
                metadata: {name: %s, namespace: %s, labels: {kubernetes.io/service-name: web}}
                addressType: IPv4
                ports: [{name: http, protocol: TCP, port: 80}]
                endpoints: [%s]
                """.formatted(name, cluster.namespace(), String.join(", ", endpoints)));
    }

    private static String ofPod(String pod, String address, String conditions) {
        return "{addresses: [%s], conditions: %s, targetRef: {kind: Pod, name: %s}}"
                .formatted(address, conditions, pod);
    }

    private void pod(String name, String address) {
        Pod pod = new PodBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace(cluster.namespace())
                .endMetadata()
                .withNewSpec()
                .addNewContainer()
                .withName("web")
                .withImage("web")
                .endContainer()
                .endSpec()
                .build();
        client.resource(pod).create();
        client.pods()
                .inNamespace(cluster.namespace())
                .withName(name)
                .editStatus(found -> new PodBuilder(found)
                        .editOrNewStatus()
                        .withPhase("Running")
                        .withPodIP(address)
                        .addNewPodIP(address)
                        .endStatus()
                        .build());
    }

    private List<Destination> destinations(VirtualService service) {
        ForwardingTable table = tableOf(service);
        return table == null ? List.of() : table.getSpec().destinations();
    }
}
