package io.ipvsoperator.operator.benchmark;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointBuilder;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSliceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.ipvsoperator.crds.vippool.VipPool;
import io.ipvsoperator.crds.virtualservice.VirtualService;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/** Nodes, a pool, and services with three endpoints each, all on one API server. */
final class Population {
    static final int ENDPOINTS = 3;
    static final Map<String, String> DIRECTORS = Map.of("d1", "10.9.0.11", "d2", "10.9.0.12", "d3", "10.9.0.13");
    private static final int WRITERS = 16;
    private static final int OCTET = 256;

    private final KubernetesClient client;
    private final String namespace;
    private final int size;

    Population(KubernetesClient client, String namespace, int size) {
        this.client = client;
        this.namespace = namespace;
        this.size = size;
    }

    /** Everything there is before the operator starts. */
    void create() throws InterruptedException, ExecutionException {
        client.resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(namespace)
                        .endMetadata()
                        .build())
                .create();
        DIRECTORS.forEach(this::createNode);
        apply("""
                apiVersion: ipvs-operator.io/v1alpha1
                kind: VipPool
                metadata: {name: edge}
                spec:
                  addresses: [10.32.0.0/16]
                  allowedNamespaces: {from: All}
                  allowedEndpoints: [10.64.0.0/16]
                  directors: {selector: {matchLabels: {role: director}}, capacity: {bandwidth: 100G}}
                """, VipPool.class);
        forAll(this::createService);
    }

    private void createNode(String name, String address) {
        client.resource(new NodeBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .withLabels(Map.of("role", "director"))
                        .endMetadata()
                        .build())
                .create();
        client.resource(new NodeBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .endMetadata()
                        .withNewStatus()
                        .addNewAddress(address, "InternalIP")
                        .endStatus()
                        .build())
                .patchStatus();
    }

    private void createService(int number) {
        String name = name(number);
        client.resource(new ServiceBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .withNamespace(namespace)
                        .endMetadata()
                        .withNewSpec()
                        .withClusterIP("None")
                        .addNewPort()
                        .withPort(80)
                        .endPort()
                        .endSpec()
                        .build())
                .create();
        client.resource(new EndpointSliceBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .withNamespace(namespace)
                        .addToLabels("kubernetes.io/service-name", name)
                        .endMetadata()
                        .withAddressType("IPv4")
                        .addNewPort()
                        .withPort(8080)
                        .withProtocol("TCP")
                        .endPort()
                        .withEndpoints(IntStream.range(0, ENDPOINTS)
                                .mapToObj(i -> new EndpointBuilder()
                                        .withAddresses(endpoint(number * ENDPOINTS + i))
                                        .withNewConditions()
                                        .withReady(true)
                                        .endConditions()
                                        .build())
                                .toList())
                        .build())
                .create();
        apply("""
                apiVersion: ipvs-operator.io/v1alpha1
                kind: VirtualService
                metadata: {name: %s, namespace: %s}
                spec:
                  poolName: edge
                  ports: [{port: 80}]
                  scheduler: {name: rr}
                  demand: {bandwidth: 1M}
                  forwarding: {method: Masquerade}
                  backends: {service: {name: %s}}
                """.formatted(name, namespace, name), VirtualService.class);
    }

    private static String endpoint(int number) {
        return "10.64.%d.%d".formatted(number / OCTET, number % OCTET);
    }

    static String name(int number) {
        return "service-%05d".formatted(number);
    }

    private <T extends HasMetadata> void apply(String yaml, Class<T> kind) {
        client.resource(client.getKubernetesSerialization().unmarshal(yaml, kind))
                .create();
    }

    private void forAll(IntConsumer work) throws InterruptedException, ExecutionException {
        try (ExecutorService writers = Executors.newFixedThreadPool(WRITERS)) {
            List<? extends Future<?>> writes = IntStream.range(0, size)
                    .mapToObj(number -> writers.submit(() -> work.accept(number)))
                    .toList();
            for (Future<?> write : writes) {
                write.get();
            }
        }
    }

    /** Somebody edits a service: one message to each kernel. */
    void changeScheduler(int number, String scheduler) {
        client.resources(VirtualService.class)
                .inNamespace(namespace)
                .withName(name(number))
                .patch(
                        PatchContext.of(PatchType.JSON_MERGE),
                        "{\"spec\": {\"scheduler\": {\"name\": \"" + scheduler + "\"}}}");
    }

    /** One of its endpoints fails, or is back. */
    void setReady(int number, boolean ready) {
        client.discovery()
                .v1()
                .endpointSlices()
                .inNamespace(namespace)
                .withName(name(number))
                .patch(
                        PatchContext.of(PatchType.JSON),
                        "[{\"op\": \"replace\", \"path\": \"/endpoints/0/conditions/ready\", \"value\": " + ready
                                + "}]");
    }

    /** How many services say Ready. */
    long ready() {
        return client.resources(VirtualService.class).inNamespace(namespace).list().getItems().stream()
                .filter(service -> service.getStatus() != null
                        && service.getStatus().conditions() != null
                        && service.getStatus().conditions().stream()
                                .anyMatch(condition -> condition.getType().equals("Ready")
                                        && condition.getStatus().equals("True")))
                .count();
    }
}
