package io.ipvsoperator.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.ipvsoperator.crds.director.Director;
import io.ipvsoperator.crds.forwardingtable.ForwardingTable;
import io.ipvsoperator.crds.testing.ApiServer;
import io.ipvsoperator.crds.testing.ChartRights;
import io.ipvsoperator.crds.vippool.VipPool;
import io.ipvsoperator.crds.virtualrouter.VirtualRouter;
import io.ipvsoperator.crds.virtualservice.VirtualService;
import io.ipvsoperator.operator.kubernetes.Conditions;
import io.ipvsoperator.operator.kubernetes.KubernetesClients;
import io.ipvsoperator.operator.process.OperatorConfiguration;
import io.ipvsoperator.operator.testing.Await;
import io.ipvsoperator.operator.testing.PlayedCluster;
import io.ipvsoperator.operator.testing.RecordedRequests;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * The whole operator on a real API server, with the rights that the chart gives it and no others. The agents' part is
 * played; nothing else is.
 */
abstract class OperatorOnApiServer {
    @RegisterExtension
    static final ApiServer SERVER = new ApiServer();

    final KubernetesClient client = KubernetesClients.connect(Config.autoConfigure(null));
    final PlayedCluster cluster = new PlayedCluster(client);
    final ChartRights rights = installRights();
    final RecordedRequests requests = new RecordedRequests();
    final KubernetesClient operatorClient = KubernetesClients.builder(rights.operator())
            .withHttpClientBuilderConsumer(http -> http.addOrReplaceInterceptor("recorded", requests))
            .build();
    IpvsOperator operator = newOperator("first");

    @BeforeEach
    void start() {
        cluster.director("d1", "10.9.0.11");
        cluster.director("d2", "10.9.0.12");
        cluster.director("d3", "10.9.0.13");
        operator.start();
    }

    @AfterEach
    void stop() {
        operator.close();
        cluster.close();
        rights.close();
        operatorClient.close();
        client.close();
        assertThat(requests.refused()).as("what the chart's roles don't allow").isEmpty();
    }

    private ChartRights installRights() {
        try {
            return ChartRights.install(client, cluster.namespace());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException("the chart's rights can't be installed", e);
        }
    }

    IpvsOperator newOperator(String identity) {
        return new IpvsOperator(operatorClient, new OperatorConfiguration(cluster.namespace(), identity, 0), () -> {});
    }

    VipPool applyPool(String addresses) {
        return applyPool(addresses, "");
    }

    /** @param more lines of its spec */
    VipPool applyPool(String addresses, String more) {
        return apply(VipPool.class, """
                apiVersion: ipvs-operator.io/v1alpha1
                kind: VipPool
                metadata: {name: edge}
                spec:
                  addresses: [%s]
                  allowedNamespaces: {from: All}
                  allowedEndpoints: [10.9.0.0/24]
                  directors: {selector: {matchLabels: {role: director}}, capacity: {bandwidth: 1G}}
                  %s
                """.formatted(addresses, more));
    }

    VirtualService applyService(String name, String requested, String endpoint) {
        return applyService(name, "{requested: [" + requested + "]}", endpoint, "edge");
    }

    VirtualService applyServiceWithoutRequest(String name, String endpoint) {
        return applyService(name, "{count: 1}", endpoint, "edge");
    }

    VirtualService applyService(String name, String addresses, String endpoint, String pool) {
        return applyService(name, addresses, endpoint, pool, "");
    }

    /** @param more lines of its spec */
    VirtualService applyService(String name, String addresses, String endpoint, String pool, String more) {
        return applyService(name, """
                poolName: %s
                addresses: %s
                ports: [{port: 80}]
                backends: {endpoints: [{address: %s}]}
                %s
                """.formatted(pool, addresses, endpoint, more));
    }

    VirtualService applyService(String name, String spec) {
        return apply(VirtualService.class, """
                apiVersion: ipvs-operator.io/v1alpha1
                kind: VirtualService
                metadata: {name: %s, namespace: %s}
                spec:
                """.formatted(name, cluster.namespace()) + spec.indent(2));
    }

    /** As kubectl does: what the text leaves out, the API server fills in. */
    <T extends HasMetadata> T apply(Class<T> kind, String yaml) {
        GenericKubernetesResource object =
                client.getKubernetesSerialization().unmarshal(yaml, GenericKubernetesResource.class);
        GenericKubernetesResource applied =
                client.resource(object).fieldManager("user").forceConflicts().serverSideApply();
        return client.getKubernetesSerialization().convertValue(applied, kind);
    }

    VirtualService awaitCondition(String name, String type, String status, String reason) {
        return Await.until(() -> {
            VirtualService service = client.resources(VirtualService.class)
                    .inNamespace(cluster.namespace())
                    .withName(name)
                    .get();
            assertThat(status(service).conditions()).anySatisfy(condition -> {
                assertThat(condition.getType()).isEqualTo(type);
                assertThat(condition.getStatus()).as(condition.getMessage()).isEqualTo(status);
                assertThat(condition.getReason()).as(condition.getMessage()).isEqualTo(reason);
            });
            return service;
        });
    }

    void awaitPoolCondition(String type, String status, String reason) {
        Await.until(() -> assertThat(
                        Objects.requireNonNull(get(VipPool.class, "edge").getStatus())
                                .conditions())
                .anySatisfy(condition -> {
                    assertThat(condition.getType()).isEqualTo(type);
                    assertThat(condition.getStatus()).as(condition.getMessage()).isEqualTo(status);
                    assertThat(condition.getReason()).as(condition.getMessage()).isEqualTo(reason);
                }));
    }

    String availability(String director) {
        return Conditions.find(
                        Objects.requireNonNull(get(Director.class, director).getStatus())
                                .conditions(),
                        "Available")
                .map(Condition::getStatus)
                .orElse("absent");
    }

    static Condition condition(VirtualService service, String type) {
        return Conditions.find(status(service).conditions(), type).orElseThrow();
    }

    static io.ipvsoperator.crds.virtualservice.VirtualServiceStatus status(VirtualService service) {
        return Objects.requireNonNull(service.getStatus(), "no status yet");
    }

    <T extends HasMetadata> T get(Class<T> kind, String name) {
        return client.resources(kind).withName(name).get();
    }

    VirtualRouter router(String name) {
        return get(VirtualRouter.class, name);
    }

    ForwardingTable tableOf(VirtualService service) {
        return get(ForwardingTable.class, tableName(service));
    }

    static String tableName(VirtualService service) {
        return "vs-" + service.getMetadata().getUid();
    }

    List<String> versions(VirtualService service) {
        return Stream.of(
                        tableOf(service),
                        router("edge-33-v4"),
                        client.resource(service).get())
                .map(object -> object.getMetadata().getResourceVersion())
                .toList();
    }
}
