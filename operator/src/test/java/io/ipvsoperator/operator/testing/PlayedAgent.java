package io.ipvsoperator.operator.testing;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.KubernetesResourceList;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.ipvsoperator.crds.director.Director;
import io.ipvsoperator.crds.director.DirectorStatus;
import io.ipvsoperator.crds.forwardingtable.ForwardingTable;
import io.ipvsoperator.crds.realserver.RealServer;
import io.ipvsoperator.crds.realserver.RealServerStatus;
import io.ipvsoperator.crds.virtualrouter.VirtualRouter;
import io.ipvsoperator.crds.virtualrouter.VirtualRouterSpec;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import org.jspecify.annotations.Nullable;

/**
 * The part of one node's agent that the API server sees: renews its Lease, acknowledges what it reads, reports what it
 * is told to report. It looks each time it is asked to, and keeps nothing.
 */
public final class PlayedAgent {
    private static final PatchContext AS_AGENT = new PatchContext.Builder()
            .withPatchType(PatchType.SERVER_SIDE_APPLY)
            .withFieldManager("ipvs-node-agent")
            .withForce(true)
            .build();

    private final KubernetesClient client;
    private final String namespace;
    private final String node;
    private final String address;
    private final Map<String, String> failures = new ConcurrentHashMap<>();
    private final Set<String> furtherAddresses = new ConcurrentSkipListSet<>();
    private volatile long connections;
    private volatile boolean silent;

    /** @param address of the node, with its prefix length */
    PlayedAgent(KubernetesClient client, String namespace, String node, String address) {
        this.client = client;
        this.namespace = namespace;
        this.node = node;
        this.address = address;
    }

    /** How many connections it still sees on tables without weights. */
    public void seesConnections(long count) {
        connections = count;
    }

    /** From now on its node has that address, too, which the API server does not know. */
    public void alsoHas(String furtherAddress) {
        furtherAddresses.add(furtherAddress);
    }

    public void fallsSilent() {
        silent = true;
    }

    public void isHeardAgain() {
        silent = false;
    }

    /** From now on it can't program that table. */
    public void failsOn(String table, String message) {
        failures.put(table, message);
    }

    void live() {
        if (silent) {
            return;
        }
        renewLease();
        if (client.resources(Director.class).withName(node).get() != null) {
            reportAsDirector();
        }
        RealServer realServer =
                client.resources(RealServer.class).withName(node).get();
        if (realServer != null) {
            reportAsRealServer(realServer);
        }
    }

    private void renewLease() {
        client.resource(new LeaseBuilder()
                        .withNewMetadata()
                        .withName("director-" + node)
                        .withNamespace(namespace)
                        .endMetadata()
                        .withNewSpec()
                        .withHolderIdentity(node)
                        .withRenewTime(ZonedDateTime.now(ZoneOffset.UTC))
                        .endSpec()
                        .build())
                .patch(AS_AGENT);
    }

    private void reportAsDirector() {
        KubernetesResourceList<VirtualRouter> routers =
                client.resources(VirtualRouter.class).list();
        KubernetesResourceList<ForwardingTable> tables =
                client.resources(ForwardingTable.class).list();
        Director director = named(new Director());
        director.setStatus(new DirectorStatus(
                null,
                List.of(new DirectorStatus.NetworkInterface("eth1", 1_000_000_000L, true, List.of(address))),
                routers.getItems().stream().map(this::router).toList(),
                List.of(applied("virtualrouters", routers), applied("forwardingtables", tables)),
                null,
                draining(tables.getItems()),
                failures(),
                null,
                null,
                null,
                null));
        client.resource(director).subresource("status").patch(AS_AGENT, director);
    }

    /** As among directors that all hear each other. */
    private DirectorStatus.Router router(VirtualRouter router) {
        boolean active = router.getSpec().members().stream()
                .filter(member -> member.priority() > 0)
                .max(Comparator.comparingInt(VirtualRouterSpec.Member::priority))
                .filter(first -> first.director().equals(node))
                .isPresent();
        return new DirectorStatus.Router(
                router.getMetadata().getName(),
                active ? "Active" : "Backup",
                "2026-01-01T00:00:00Z",
                250,
                null,
                null,
                null,
                null);
    }

    private static DirectorStatus.Applied applied(String resource, KubernetesResourceList<?> list) {
        return new DirectorStatus.Applied(resource, list.getMetadata().getResourceVersion(), "played");
    }

    private List<DirectorStatus.Draining> draining(List<ForwardingTable> tables) {
        return tables.stream()
                .filter(table -> !table.getSpec().destinations().isEmpty())
                .filter(table ->
                        table.getSpec().destinations().stream().allMatch(destination -> destination.weight() == 0))
                .map(table -> new DirectorStatus.Draining(table.getMetadata().getName(), connections))
                .toList();
    }

    private DirectorStatus.@Nullable Failures failures() {
        List<DirectorStatus.Failure> items = new ArrayList<>();
        failures.forEach((table, message) -> items.add(new DirectorStatus.Failure("forwardingtables", table, message)));
        return items.isEmpty() ? null : new DirectorStatus.Failures(items.size(), items);
    }

    private void reportAsRealServer(RealServer told) {
        RealServer realServer = named(new RealServer());
        realServer.setStatus(new RealServerStatus(
                told.getMetadata().getGeneration(), told.getSpec().addresses(), null, nodeAddresses()));
        client.resource(realServer).subresource("status").patch(AS_AGENT, realServer);
    }

    private List<String> nodeAddresses() {
        List<String> all = new ArrayList<>(furtherAddresses);
        all.add(address.substring(0, address.indexOf('/')));
        return all;
    }

    private <T extends HasMetadata> T named(T object) {
        object.setMetadata(new ObjectMetaBuilder().withName(node).build());
        return object;
    }
}
