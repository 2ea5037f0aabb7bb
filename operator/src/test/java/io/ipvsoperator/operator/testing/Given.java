package io.ipvsoperator.operator.testing;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.ipvsoperator.crds.Load;
import io.ipvsoperator.crds.director.Director;
import io.ipvsoperator.crds.director.DirectorStatus;
import io.ipvsoperator.crds.forwardingtable.ForwardingTable;
import io.ipvsoperator.crds.realserver.RealServer;
import io.ipvsoperator.crds.vippool.VipPool;
import io.ipvsoperator.crds.virtualrouter.VirtualRouter;
import io.ipvsoperator.crds.virtualrouter.VirtualRouterSpec;
import io.ipvsoperator.crds.virtualservice.VirtualService;
import io.ipvsoperator.operator.director.Directors;
import io.ipvsoperator.operator.kubernetes.Conditions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Objects as the API server would return them, with every default filled in, for tests without one. */
public final class Given {
    private static final KubernetesSerialization YAML = new KubernetesSerialization(new ObjectMapper(), false);

    private static final String POOL = """
            metadata: {name: edge, uid: pool-uid, generation: 1, creationTimestamp: "2026-01-01T00:00:00Z", resourceVersion: "1"}
            spec:
              addresses: [10.9.0.200-10.9.0.205]
              allocation: Automatic
              allowedNamespaces: {from: All}
              allowedEndpoints: [10.9.0.0/24]
              directors: {selector: {matchLabels: {role: director}}, capacity: {bandwidth: 1G}}
              redundancy: {toleratedFailures: 1, policy: Warn, rebalancing: {policy: Automatic, minimumGain: 10, movesPerMinute: 6}}
              vrrp:
                version: 3
                transport: Multicast
                advertisementInterval: 1s
                virtualRouterIds: {first: 33, last: 96}
                failback: {policy: Immediate}
                checksum: PseudoHeader
                announcements: {repeat: 5, delay: 5s, refresh: 0s, refreshRepeat: 1, interval: 0s}
                virtualMac: Disabled
            """;

    private static final String SERVICE = """
            metadata: {name: web, namespace: shop, uid: web-uid, generation: 1, creationTimestamp: "2026-01-02T00:00:00Z", resourceVersion: "1"}
            spec:
              poolName: edge
              addresses: {count: 1, families: [IPv4]}
              ports: [{protocol: TCP, port: 80}]
              scheduler: {name: rr}
              forwarding: {method: DirectRouting}
              backends: {endpoints: [{address: 10.9.0.30, weight: 1}]}
              drain: {timeout: 60s}
            """;

    private Given() {}

    /** Pool {@code edge} of 10.9.0.200 to 10.9.0.205, with these replacements of parts of its YAML: old, new, old, new. */
    public static VipPool pool(String... replacements) {
        return read(VipPool.class, replaced(POOL, replacements));
    }

    /** Service {@code shop/web} on that pool, with these replacements of parts of its YAML: old, new, old, new. */
    public static VirtualService service(String... replacements) {
        return read(VirtualService.class, replaced(SERVICE, replacements));
    }

    public static Node node(String name, String address, boolean director) {
        return read(Node.class, """
                metadata: {name: %s, labels: {role: %s}}
                status: {addresses: [{type: InternalIP, address: %s}]}
                """.formatted(name, director ? "director" : "worker", address));
    }

    /** An available director whose agent has no later features and that has applied everything up to that version. */
    public static Director director(String name, String address, long applied) {
        return director(name, address, applied, applied);
    }

    /** The same, with the versions of routers and of tables that it has applied. */
    public static Director director(String name, String address, long routers, long tables) {
        return read(Director.class, """
                metadata: {name: %s, creationTimestamp: "2026-01-01T00:00:00Z", resourceVersion: "1"}
                spec: {}
                status:
                  conditions: [{type: Available, status: "True", reason: LeaseRenewed, message: "", lastTransitionTime: "2026-01-01T00:00:00Z"}]
                  interfaces: [{name: eth1, linkSpeed: 1000000000, up: true, addresses: [%s/24]}]
                  agent: {version: 0.1.0, features: []}
                  applied:
                  - {resource: virtualrouters, resourceVersion: "%d", instance: a}
                  - {resource: forwardingtables, resourceVersion: "%d", instance: a}
                """.formatted(name, address, routers, tables));
    }

    /**
     * The same director, of whose status one part is that.
     *
     * @param part its name in the API
     */
    public static Director saying(Director director, String part, @Nullable Object value) {
        Map<?, ?> before = YAML.convertValue(director.getStatus(), Map.class);
        Map<String, @Nullable Object> status = new HashMap<>();
        before.forEach((name, said) -> status.put(String.valueOf(name), said));
        status.put(part, value);
        director.setStatus(YAML.convertValue(status, DirectorStatus.class));
        return director;
    }

    /** The same director with one more condition, which is False. */
    public static Director finding(Director director, String type, String reason) {
        List<Condition> conditions =
                new ArrayList<>(Objects.requireNonNull(director.getStatus().conditions()));
        conditions.add(new ConditionBuilder()
                .withType(type)
                .withStatus("False")
                .withReason(reason)
                .withMessage("")
                .withLastTransitionTime("2026-01-01T00:00:00Z")
                .build());
        return saying(director, "conditions", conditions);
    }

    /** The same director with an agent that has these features. */
    public static Director knowing(Director director, String... features) {
        return saying(director, "agent", new DirectorStatus.Agent("0.1.0", List.of(features)));
    }

    /** The same director with these addresses on its interface, with their prefix lengths. */
    public static Director having(Director director, String... addresses) {
        return saying(
                director,
                "interfaces",
                List.of(new DirectorStatus.NetworkInterface("eth1", 1_000_000_000L, true, List.of(addresses))));
    }

    /** The same director with a link of that many bits a second. */
    public static Director linkedAt(Director director, long bitsPerSecond) {
        DirectorStatus.NetworkInterface link =
                Directors.interfaces(director).findFirst().orElseThrow();
        return saying(
                director,
                "interfaces",
                List.of(new DirectorStatus.NetworkInterface(link.name(), bitsPerSecond, true, link.addresses())));
    }

    /** The same director, having measured these peaks of a router with one address. */
    public static Director measuring(
            Director director, String router, String address, long bandwidth, long connections, String at) {
        DirectorStatus.Measured measured = new DirectorStatus.Measured(0, 0, 0, new Load(bandwidth, 0L, connections));
        return reporting(
                director,
                router,
                measured,
                new DirectorStatus.Demand(at, List.of(new DirectorStatus.AddressDemand(address, measured))));
    }

    /** The same director with another peak of that router, its addresses as they were. */
    public static Director measuringRouter(Director director, String router, long bandwidth) {
        DirectorStatus.Measured measured = new DirectorStatus.Measured(0, 0, 0, new Load(bandwidth, 0L, 0L));
        return reporting(director, router, measured, director.getStatus().demand());
    }

    /** The same director, with that router in this state. */
    public static Director standing(Director director, String router, String state, int priority) {
        return saying(
                director,
                "virtualRouters",
                List.of(new DirectorStatus.Router(
                        router, state, "2026-01-01T00:00:00Z", priority, null, null, null, null)));
    }

    private static Director reporting(
            Director director,
            String router,
            DirectorStatus.Measured measured,
            DirectorStatus.@Nullable Demand demand) {
        saying(
                director,
                "virtualRouters",
                List.of(new DirectorStatus.Router(
                        router, "Active", "2026-01-01T00:00:00Z", 250, null, null, null, measured)));
        return saying(director, "demand", demand);
    }

    /** The same router with one more address of somebody else. */
    public static VirtualRouter sharing(VirtualRouter router, String address, String holder) {
        VirtualRouterSpec spec = router.getSpec();
        List<VirtualRouterSpec.Address> addresses = new ArrayList<>(spec.addresses());
        addresses.add(new VirtualRouterSpec.Address(address, holder, null));
        router.setSpec(new VirtualRouterSpec(
                spec.pool(),
                spec.virtualRouterId(),
                spec.addressFamily(),
                spec.networkInterface(),
                addresses,
                spec.members(),
                spec.home(),
                spec.vrrp()));
        return router;
    }

    /** The same director before its agent's first report of interfaces and of itself. */
    public static Director withoutReport(Director director) {
        DirectorStatus status = director.getStatus();
        director.setStatus(new DirectorStatus(
                status.conditions(),
                null,
                status.virtualRouters(),
                status.applied(),
                status.kernel(),
                status.draining(),
                status.failures(),
                null,
                status.tracking(),
                null,
                null));
        return director;
    }

    /** The same director, whose agent says that of its virtual routers: the state of each, by name. */
    public static Director reporting(Director director, Map<String, String> states) {
        DirectorStatus status = director.getStatus();
        director.setStatus(new DirectorStatus(
                status.conditions(),
                status.interfaces(),
                states.entrySet().stream()
                        .map(state -> new DirectorStatus.Router(
                                state.getKey(), state.getValue(), "2026-01-01T00:00:00Z", 250, null, null, null, null))
                        .toList(),
                status.applied(),
                status.kernel(),
                status.draining(),
                status.failures(),
                status.agent(),
                status.tracking(),
                null,
                null));
        return director;
    }

    /** The same director, silent since that time. */
    public static Director silent(Director director, String since) {
        Condition condition =
                Conditions.find(director.getStatus().conditions(), "Available").orElseThrow();
        condition.setStatus("False");
        condition.setReason("LeaseExpired");
        condition.setLastTransitionTime(since);
        return director;
    }

    public static VirtualRouter router(String yaml) {
        return read(VirtualRouter.class, yaml);
    }

    public static ForwardingTable table(String yaml) {
        return read(ForwardingTable.class, yaml);
    }

    public static RealServer realServer(String yaml) {
        return read(RealServer.class, yaml);
    }

    /** Of Service {@code shop/web}, with the port http, TCP 80. */
    public static EndpointSlice slice(String name, String endpoints) {
        return read(EndpointSlice.class, """
                metadata: {name: %s, namespace: shop, labels: {kubernetes.io/service-name: web}, resourceVersion: "1"}
                addressType: IPv4
                ports: [{name: http, protocol: TCP, port: 80}]
                endpoints: [%s]
                """.formatted(name, endpoints));
    }

    public static Pod pod(String name, String namespace, String address) {
        return read(Pod.class, """
                metadata: {name: %s, namespace: %s}
                status: {phase: Running, podIPs: [{ip: "%s"}]}
                """.formatted(name, namespace, address));
    }

    /** Service {@code shop/web} of Kubernetes. */
    public static Service kubernetesService(String spec) {
        return read(Service.class, """
                metadata: {name: web, namespace: shop, uid: kubernetes-uid, creationTimestamp: "2026-01-02T00:00:00Z", resourceVersion: "1"}
                spec: {%s}
                """.formatted(spec));
    }

    public static <T> T yaml(Class<T> kind, String yaml) {
        return read(kind, yaml);
    }

    private static String replaced(String yaml, String... replacements) {
        String result = yaml;
        for (int i = 0; i < replacements.length; i += 2) {
            if (!result.contains(replacements[i])) {
                throw new IllegalArgumentException("nothing to replace: " + replacements[i]);
            }
            result = result.replace(replacements[i], replacements[i + 1]);
        }
        return result;
    }

    private static <T> T read(Class<T> kind, String yaml) {
        return YAML.unmarshal(yaml, kind);
    }
}
