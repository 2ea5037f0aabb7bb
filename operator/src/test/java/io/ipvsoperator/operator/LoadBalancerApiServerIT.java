package io.ipvsoperator.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.LoadBalancerIngress;
import io.fabric8.kubernetes.api.model.LoadBalancerIngressBuilder;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.ipvsoperator.crds.forwardingtable.ForwardingTable;
import io.ipvsoperator.crds.forwardingtable.ForwardingTableSpec.Destination;
import io.ipvsoperator.crds.virtualrouter.VirtualRouter;
import io.ipvsoperator.operator.testing.Await;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Services of type LoadBalancer. Kubelets are played, kube-proxy is not there. */
class LoadBalancerApiServerIT extends OperatorOnApiServer {
    private static final String OURS = "loadBalancerClass: ipvs-operator.io/vip";

    @BeforeEach
    void aWorker() {
        cluster.worker("w1", "10.9.0.31");
        client.nodes()
                .withName("w1")
                .editStatus(node -> new NodeBuilder(node)
                        .editStatus()
                        .addNewCondition()
                        .withType("Ready")
                        .withStatus("True")
                        .endCondition()
                        .endStatus()
                        .build());
        applyPool("10.9.0.200-10.9.0.205");
    }

    @AfterEach
    void letGo() {
        client.services().inNamespace(cluster.namespace()).list().getItems().forEach(service -> {
            takeFinalizersFrom(service);
            client.resource(service).delete();
        });
    }

    /** As people do by hand, whatever the operator writes meanwhile. */
    private void takeFinalizersFrom(Service service) {
        client.resource(service).patch(PatchContext.of(PatchType.JSON_MERGE), "{\"metadata\": {\"finalizers\": null}}");
    }

    @Test
    void a_Service_gets_an_address_and_nodes_get_its_connections() {
        applyLoadBalancer(OURS, "{}");

        Service web = awaitCondition("Ready", "True", "Ready");

        assertThat(ingress(web))
                .containsExactly(new LoadBalancerIngressBuilder()
                        .withIp("10.9.0.200")
                        .withIpMode("VIP")
                        .build());
        assertThat(web.getMetadata().getFinalizers()).contains("ipvs-operator.io/drain");
        assertThat(table(web).getSpec().destinations()).containsExactly(new Destination("10.9.0.31", 1));
        assertThat(router("edge-33-v4").getSpec().addresses())
                .extracting(entry -> entry.holder())
                .containsExactly(web.getMetadata().getUid());
    }

    @Test
    void a_requested_address_is_given_or_its_holder_named() {
        applyService("older", "10.9.0.203", "10.9.0.30");
        super.awaitCondition("older", "Ready", "True", "Ready");

        applyLoadBalancer(OURS, "{ipvs-operator.io/addresses: 10.9.0.203}");
        Service refused = awaitCondition("Accepted", "False", "AddressInUse");
        assertThat(condition(refused, "Accepted").getMessage()).contains("10.9.0.203", "older");

        applyLoadBalancer(OURS, "{ipvs-operator.io/addresses: 10.9.0.204}");
        assertThat(ingress(awaitCondition("Ready", "True", "Ready")))
                .extracting(LoadBalancerIngress::getIp)
                .containsExactly("10.9.0.204");
    }

    @Test
    void Services_of_other_classes_and_of_none_are_left_alone() {
        applyLoadBalancer("loadBalancerClass: example.com/other", "{}");
        apply(Service.class, manifest("mine", OURS, "{}"));
        Await.until(() -> assertThat(ingress(service("mine"))).isNotEmpty());

        assertThat(service("web").getMetadata().getFinalizers()).isEmpty();
        assertThat(ingress(service("web"))).isEmpty();
        assertThat(service("web").getStatus().getConditions()).isEmpty();
    }

    @Test
    void a_deleted_Service_goes_once_directors_have_let_go_and_then_its_address_is_free() {
        applyLoadBalancer(OURS, "{}");
        Service web = awaitCondition("Ready", "True", "Ready");

        client.resource(web).delete();

        Await.until(() -> assertThat(service("web")).isNull());
        assertThat(table(web)).isNull();
        Await.until(
                () -> assertThat(client.resources(VirtualRouter.class).list().getItems())
                        .flatExtracting(router -> router.getSpec().addresses())
                        .isEmpty());
    }

    @Test
    void a_Service_that_changes_its_type_loses_address_and_finalizer() {
        applyLoadBalancer(OURS, "{}");
        Service web = awaitCondition("Ready", "True", "Ready");

        client.services()
                .inNamespace(cluster.namespace())
                .withName("web")
                .edit(found -> new ServiceBuilder(found)
                        .editSpec()
                        .withType("ClusterIP")
                        .withLoadBalancerClass(null)
                        .endSpec()
                        .build());

        Await.until(
                () -> assertThat(service("web").getMetadata().getFinalizers()).isEmpty());
        assertThat(table(web)).isNull();
        assertThat(ingress(service("web"))).isEmpty();
    }

    @Test
    void a_finalizer_that_somebody_else_has_applied_too_holds_nobody_up() {
        applyLoadBalancer(OURS, "{}");
        Service web = awaitCondition("Ready", "True", "Ready");
        apply(Service.class, """
                apiVersion: v1
                kind: Service
                metadata: {name: web, namespace: %s, finalizers: [ipvs-operator.io/drain]}
                spec:
                  type: LoadBalancer
                  loadBalancerClass: ipvs-operator.io/vip
                  allocateLoadBalancerNodePorts: false
                  ports: [{name: http, protocol: TCP, port: 80, targetPort: 8080}]
                """.formatted(cluster.namespace()));

        client.resource(web).delete();

        Await.until(() -> assertThat(service("web")).isNull());
    }

    @Test
    void the_finalizer_on_a_Service_that_is_not_ours_goes_and_nothing_else_is_written() {
        apply(Service.class, """
                apiVersion: v1
                kind: Service
                metadata: {name: plain, namespace: %s, finalizers: [ipvs-operator.io/drain]}
                spec: {ports: [{port: 80}]}
                """.formatted(cluster.namespace()));

        Await.until(
                () -> assertThat(service("plain").getMetadata().getFinalizers()).isEmpty());
        assertThat(service("plain").getMetadata().getManagedFields())
                .extracting(ManagedFieldsEntry::getSubresource)
                .doesNotContain("status");
    }

    @Test
    void a_table_whose_Service_went_while_nobody_led_is_taken_off_the_directors() {
        applyLoadBalancer(OURS, "{}");
        Service web = awaitCondition("Ready", "True", "Ready");
        operator.close();
        takeFinalizersFrom(web);
        client.resource(web).delete();

        operator = newOperator("second");
        operator.start();

        Await.until(() -> assertThat(table(web)).isNull());
        Await.until(
                () -> assertThat(client.resources(VirtualRouter.class).list().getItems())
                        .flatExtracting(router -> router.getSpec().addresses())
                        .isEmpty());
    }

    @Test
    void source_ranges_reach_the_table_and_leave_it_again() {
        applyLoadBalancer(OURS + "\n  loadBalancerSourceRanges: [10.0.0.0/8]", "{}");
        Service web = awaitCondition("Ready", "True", "Ready");
        assertThat(table(web).getSpec().sourceRanges()).containsExactly("10.0.0.0/8");

        applyLoadBalancer(OURS, "{}");
        Await.until(() -> assertThat(table(web).getSpec().sourceRanges()).isNull());
    }

    private void applyLoadBalancer(String loadBalancerClass, String annotations) {
        apply(Service.class, manifest("web", loadBalancerClass, annotations));
    }

    private String manifest(String name, String loadBalancerClass, String annotations) {
        return """
                apiVersion: v1
                kind: Service
                metadata: {name: %s, namespace: %s, annotations: %s}
                spec:
                  type: LoadBalancer
                  %s
                  allocateLoadBalancerNodePorts: false
                  ports: [{name: http, protocol: TCP, port: 80, targetPort: 8080}]
                """.formatted(name, cluster.namespace(), annotations, loadBalancerClass);
    }

    private Service awaitCondition(String type, String status, String reason) {
        return Await.until(() -> {
            Service service = service("web");
            assertThat(service.getStatus().getConditions()).anySatisfy(condition -> {
                assertThat(condition.getType()).isEqualTo("ipvs-operator.io/" + type);
                assertThat(condition.getStatus()).as(condition.getMessage()).isEqualTo(status);
                assertThat(condition.getReason()).as(condition.getMessage()).isEqualTo(reason);
            });
            return service;
        });
    }

    private static Condition condition(Service service, String type) {
        return service.getStatus().getConditions().stream()
                .filter(condition -> condition.getType().equals("ipvs-operator.io/" + type))
                .findFirst()
                .orElseThrow();
    }

    private Service service(String name) {
        return client.services().inNamespace(cluster.namespace()).withName(name).get();
    }

    private static List<LoadBalancerIngress> ingress(Service service) {
        return service.getStatus().getLoadBalancer().getIngress();
    }

    private ForwardingTable table(Service service) {
        return get(ForwardingTable.class, "vs-" + service.getMetadata().getUid());
    }
}
