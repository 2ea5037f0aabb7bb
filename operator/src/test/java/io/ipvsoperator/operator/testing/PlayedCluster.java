package io.ipvsoperator.operator.testing;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.ipvsoperator.crds.director.Director;
import io.ipvsoperator.crds.forwardingtable.ForwardingTable;
import io.ipvsoperator.crds.realserver.RealServer;
import io.ipvsoperator.crds.vippool.VipPool;
import io.ipvsoperator.crds.virtualrouter.VirtualRouter;
import io.ipvsoperator.crds.virtualservice.VirtualService;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Nodes whose agents are played, on a real API server. Leaves nothing behind when closed. */
public final class PlayedCluster implements AutoCloseable {
    private final KubernetesClient client;
    private final List<String> namespaces = new ArrayList<>();
    private final String namespace;
    private final Map<String, PlayedAgent> agents = new LinkedHashMap<>();
    private final Future<?> life;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();

    public PlayedCluster(KubernetesClient client) {
        this.client = client;
        namespace = newNamespace("operator-");
        life = clock.scheduleWithFixedDelay(this::liveAll, 0, 300, TimeUnit.MILLISECONDS);
    }

    /** One more, which goes when the cluster goes: in one that is going nobody can write, the operator neither. */
    public String newNamespace(String prefix) {
        String name = client.resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withGenerateName(prefix)
                        .endMetadata()
                        .build())
                .create()
                .getMetadata()
                .getName();
        namespaces.add(name);
        return name;
    }

    /** Of the operator and of the tests' services. */
    public String namespace() {
        return namespace;
    }

    public KubernetesClient client() {
        return client;
    }

    /** A node that directors' selectors match, with a running agent. */
    public PlayedAgent director(String name, String address) {
        return node(name, address, Map.of("role", "director"));
    }

    public PlayedAgent worker(String name, String address) {
        return node(name, address, Map.of());
    }

    public PlayedAgent agent(String node) {
        return Objects.requireNonNull(agents.get(node), node);
    }

    private PlayedAgent node(String name, String address, Map<String, String> labels) {
        client.resource(new NodeBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .withLabels(labels)
                        .endMetadata()
                        .build())
                .create();
        client.resource(new NodeBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .endMetadata()
                        .withNewStatus()
                        .addNewAddress("172.31.0." + (agents.size() + 1), "InternalIP")
                        .addNewAddress(address, "ExternalIP")
                        .endStatus()
                        .build())
                .patchStatus();
        PlayedAgent agent = new PlayedAgent(client, namespace, name, address + "/24");
        synchronized (agents) {
            agents.put(name, agent);
        }
        return agent;
    }

    private void liveAll() {
        List<PlayedAgent> all;
        synchronized (agents) {
            all = List.copyOf(agents.values());
        }
        for (PlayedAgent agent : all) {
            try {
                agent.live();
            } catch (RuntimeException failure) {
                System.err.println("played agent: " + failure.getMessage());
            }
        }
    }

    @Override
    public void close() {
        life.cancel(false);
        clock.close();
        List.of(VirtualService.class, VipPool.class, ForwardingTable.class, VirtualRouter.class, RealServer.class)
                .forEach(this::deleteAll);
        deleteAll(Director.class);
        agents.keySet().forEach(node -> client.nodes().withName(node).delete());
        namespaces.forEach(name -> client.namespaces().withName(name).delete());
    }

    /** Whoever held finalizers is gone. */
    private <T extends HasMetadata> void deleteAll(Class<T> kind) {
        for (T object : client.resources(kind).inAnyNamespace().list().getItems()) {
            if (!object.getMetadata().getFinalizers().isEmpty()) {
                client.resource(object).edit(found -> {
                    found.getMetadata().setFinalizers(List.of());
                    return found;
                });
            }
            client.resource(object).delete();
        }
    }
}
