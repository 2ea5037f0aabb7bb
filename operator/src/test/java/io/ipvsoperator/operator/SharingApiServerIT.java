package io.ipvsoperator.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.LoadBalancerIngress;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.Service;
import io.ipvsoperator.crds.forwardingtable.ForwardingTable;
import io.ipvsoperator.crds.virtualrouter.VirtualRouterSpec;
import io.ipvsoperator.crds.virtualservice.VirtualService;
import io.ipvsoperator.crds.virtualservice.VirtualServiceStatus;
import io.ipvsoperator.operator.testing.Await;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Services of one namespace that share addresses. */
class SharingApiServerIT extends OperatorOnApiServer {
    @BeforeEach
    void aPool() {
        applyPool("10.9.0.200-10.9.0.205");
    }

    private VirtualService applySharing(String name, int port) {
        return applyService(name, """
                poolName: edge
                addresses: {sharing: {key: front}}
                ports: [{port: %d}]
                backends: {endpoints: [{address: 10.9.0.30}]}
                """.formatted(port));
    }

    @Test
    void two_services_share_one_address_with_ports_of_their_own() {
        VirtualService web = applySharing("web", 80);
        VirtualService mail = applySharing("mail", 25);

        assertThat(status(awaitCondition("web", "Ready", "True", "Ready")).addresses())
                .extracting(VirtualServiceStatus.Address::address)
                .containsExactly("10.9.0.200");
        assertThat(status(awaitCondition("mail", "Ready", "True", "Ready")).addresses())
                .extracting(VirtualServiceStatus.Address::address)
                .containsExactly("10.9.0.200");
        assertThat(tableOf(web).getSpec().addresses())
                .isEqualTo(tableOf(mail).getSpec().addresses());
    }

    @Test
    void who_asks_for_a_port_that_is_taken_gets_it_when_the_other_is_gone() {
        VirtualService web = applySharing("web", 80);
        awaitCondition("web", "Ready", "True", "Ready");
        VirtualService late = applySharing("late", 80);
        VirtualService refused = awaitCondition("late", "Accepted", "False", "AddressInUse");
        assertThat(condition(refused, "Accepted").getMessage())
                .startsWith("spec.ports has TCP 80, which VirtualService " + cluster.namespace() + "/web has");
        assertThat(tableOf(late)).isNull();

        client.resource(web).delete();

        awaitCondition("late", "Ready", "True", "Ready");
        assertThat(tableOf(late).getSpec().addresses()).containsExactly("10.9.0.200");
    }

    @Test
    void of_many_that_ask_for_one_port_at_once_one_alone_is_served() {
        List<VirtualService> all = IntStream.range(0, 8)
                .parallel()
                .mapToObj(i -> applySharing("web" + i, 80))
                .toList();

        Await.until(() -> assertThat(all)
                .extracting(service ->
                        condition(client.resource(service).get(), "Ready").getReason())
                .containsOnly("Ready", "AddressInUse")
                .containsOnlyOnce("Ready"));
        assertThat(all.stream().map(this::tableOf).filter(Objects::nonNull)).hasSize(1);
    }

    @Test
    void the_address_goes_with_the_last_that_shares_it() {
        VirtualService web = applySharing("web", 80);
        VirtualService mail = applySharing("mail", 25);
        awaitCondition("web", "Ready", "True", "Ready");
        awaitCondition("mail", "Ready", "True", "Ready");

        client.resource(web).delete();
        Await.until(() -> assertThat(client.resource(web).get()).isNull());
        assertThat(get(ForwardingTable.class, tableName(web))).isNull();
        assertThat(router("edge-33-v4").getSpec().addresses())
                .extracting(VirtualRouterSpec.Address::released)
                .containsOnlyNulls();

        client.resource(mail).delete();
        Await.until(() -> assertThat(router("edge-33-v4")).isNull());
        Await.until(() -> assertThat(client.resource(mail).get()).isNull());
    }

    @Test
    void a_Service_shares_the_address_of_a_VirtualService_and_leaves_it_there() {
        aReadyWorker();
        VirtualService mail = applySharing("mail", 25);
        awaitCondition("mail", "Ready", "True", "Ready");

        Service web = apply(Service.class, """
                apiVersion: v1
                kind: Service
                metadata:
                  name: web
                  namespace: %s
                  annotations: {ipvs-operator.io/sharing-key: front}
                spec:
                  type: LoadBalancer
                  loadBalancerClass: ipvs-operator.io/vip
                  allocateLoadBalancerNodePorts: false
                  ports: [{name: http, protocol: TCP, port: 80}]
                """.formatted(cluster.namespace()));

        Await.until(() -> assertThat(
                        client.resource(web).get().getStatus().getLoadBalancer().getIngress())
                .extracting(LoadBalancerIngress::getIp)
                .containsExactly("10.9.0.200"));
        client.resource(web).delete();
        Await.until(() -> assertThat(client.resource(web).get()).isNull());
        assertThat(tableOf(mail).getSpec().addresses()).containsExactly("10.9.0.200");
    }

    private void aReadyWorker() {
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
    }

    @Test
    void what_runs_keeps_its_address_whatever_key_is_written() {
        VirtualService web = applySharing("web", 80);
        awaitCondition("web", "Ready", "True", "Ready");

        applyService("web", "{sharing: {key: back}}", "10.9.0.30", "edge");

        awaitCondition("web", "Accepted", "False", "SharingChanged");
        assertThat(tableOf(web).getSpec().addresses()).containsExactly("10.9.0.200");
        assertThat(router("edge-33-v4").getSpec().addresses())
                .extracting(VirtualRouterSpec.Address::released)
                .containsOnlyNulls();
    }
}
