package io.ipvsoperator.crds;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.LabelSelectorBuilder;
import io.ipvsoperator.crds.director.Director;
import io.ipvsoperator.crds.director.DirectorSpec;
import io.ipvsoperator.crds.testing.ApiServer;
import io.ipvsoperator.crds.vippool.VipPool;
import io.ipvsoperator.crds.vippool.VipPoolSpec;
import io.ipvsoperator.crds.vippool.VipPoolTracking;
import io.ipvsoperator.crds.virtualservice.VirtualService;
import io.ipvsoperator.crds.virtualservice.VirtualServiceHealthCheck;
import io.ipvsoperator.crds.virtualservice.VirtualServiceSpec;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class DefaultsApiServerIT {
    private static final VipPoolSpec.Rebalancing REBALANCING = new VipPoolSpec.Rebalancing("Automatic", 10, 6);

    @RegisterExtension
    static final ApiServer SERVER = new ApiServer();

    @Test
    void a_pool_gets_every_default() {
        VipPool pool = created(VipPool.class, """
                apiVersion: ipvs-operator.io/v1alpha1
                kind: VipPool
                metadata: {name: defaults}
                spec:
                  addresses: [172.28.128.200]
                  allowedNamespaces: {from: All}
                  directors: {selector: {matchLabels: {edge: "true"}}}
                """);
        assertThat(pool.getSpec())
                .isEqualTo(new VipPoolSpec(
                        List.of("172.28.128.200"),
                        "Automatic",
                        new VipPoolSpec.AllowedNamespaces("All", null),
                        List.of(),
                        new VipPoolSpec.Directors(
                                new LabelSelectorBuilder()
                                        .addToMatchLabels("edge", "true")
                                        .build(),
                                null,
                                null,
                                0),
                        new VipPoolSpec.Redundancy(1, "Warn", null, REBALANCING),
                        new VipPoolSpec.Vrrp(
                                3,
                                "Multicast",
                                "1s",
                                new VipPoolSpec.VirtualRouterIds(33, 96),
                                new VipPoolSpec.Failback("Immediate", null),
                                "PseudoHeader",
                                new VipPoolSpec.Announcements(5, "5s", "0s", 1, "0s"),
                                null,
                                "Disabled",
                                null,
                                null)));
    }

    @Test
    void a_part_that_is_there_gets_the_defaults_of_its_fields() {
        VipPool pool = created(VipPool.class, """
                apiVersion: ipvs-operator.io/v1alpha1
                kind: VipPool
                metadata: {name: defaults}
                spec:
                  addresses: [172.28.128.200]
                  allowedNamespaces: {from: All}
                  directors: {selector: {}}
                  redundancy: {policy: Enforce}
                  vrrp: {version: 2, failback: {}, authentication: {type: PASS, secretName: vrrp}}
                """);
        assertThat(pool.getSpec().redundancy()).isEqualTo(new VipPoolSpec.Redundancy(1, "Enforce", null, REBALANCING));
        assertThat(pool.getSpec().vrrp())
                .isEqualTo(new VipPoolSpec.Vrrp(
                        2,
                        "Multicast",
                        "1s",
                        new VipPoolSpec.VirtualRouterIds(33, 96),
                        new VipPoolSpec.Failback("Immediate", null),
                        "PseudoHeader",
                        new VipPoolSpec.Announcements(5, "5s", "0s", 1, "0s"),
                        null,
                        "Disabled",
                        new VipPoolSpec.Authentication("PASS", "vrrp", "password"),
                        null));
    }

    @Test
    void a_tracked_check_gets_every_default() {
        VipPool pool = created(VipPool.class, """
                apiVersion: ipvs-operator.io/v1alpha1
                kind: VipPool
                metadata: {name: defaults}
                spec:
                  addresses: [172.28.128.200]
                  allowedNamespaces: {from: All}
                  directors: {selector: {}}
                  vrrp: {tracking: {checks: [
                    {name: a, http: {port: 80}}, {name: b, tcp: {port: 53}}, {name: c, exec: {command: [/bin/true]}}]}}
                """);
        assertThat(pool.getSpec().vrrp().tracking())
                .isEqualTo(new VipPoolTracking(
                        List.of(
                                check(
                                        "a",
                                        new VipPoolTracking.Http("127.0.0.1", 80, "/", List.of("200-299")),
                                        null,
                                        null),
                                check("b", null, new VipPoolTracking.Tcp("127.0.0.1", 53), null),
                                check("c", null, null, new VipPoolTracking.Exec(List.of("/bin/true"), "Agent"))),
                        "Ignore"));
    }

    private static VipPoolTracking.Check check(
            String name,
            VipPoolTracking.@Nullable Http http,
            VipPoolTracking.@Nullable Tcp tcp,
            VipPoolTracking.@Nullable Exec exec) {
        return new VipPoolTracking.Check(name, http, tcp, exec, "1s", null, 1, 1, null);
    }

    @Test
    void a_virtual_service_gets_every_default() {
        VirtualService service = created(VirtualService.class, """
                apiVersion: ipvs-operator.io/v1alpha1
                kind: VirtualService
                metadata: {name: defaults, namespace: %s}
                spec:
                  poolName: edge
                  ports: [{port: 80}]
                  persistence: {}
                  healthCheck: {http: {}}
                  backends: {endpoints: [{address: 172.28.128.30}]}
                """.formatted(SERVER.newNamespace()));
        assertThat(service.getSpec())
                .isEqualTo(new VirtualServiceSpec(
                        "edge",
                        new VirtualServiceSpec.Addresses(new IntOrString(1), List.of("IPv4"), List.of(), null),
                        null,
                        List.of(new VirtualServiceSpec.Port(null, "TCP", 80, null)),
                        new VirtualServiceSpec.Scheduler("rr", List.of()),
                        new VirtualServiceSpec.Forwarding("DirectRouting", null),
                        new VirtualServiceSpec.Persistence("300s", new VirtualServiceSpec.PrefixLength(32, 128), null),
                        new VirtualServiceSpec.Backends(
                                List.of(new VirtualServiceSpec.Endpoint("172.28.128.30", 1)), null),
                        new VirtualServiceHealthCheck(
                                null,
                                new VirtualServiceHealthCheck.Http("HTTP", null, null, "/", List.of("200-299"), null),
                                null,
                                null,
                                null,
                                "5s",
                                null,
                                2,
                                3,
                                50,
                                "RealAddress"),
                        new VirtualServiceSpec.Drain("60s")));
    }

    @Test
    void an_empty_director_is_not_in_maintenance() {
        Director director = created(Director.class, """
                apiVersion: ipvs-operator.io/v1alpha1
                kind: Director
                metadata: {name: defaults}
                """);
        assertThat(director.getSpec()).isEqualTo(new DirectorSpec(false, null));
    }

    /** As the server would store it. */
    private static <T extends HasMetadata> T created(Class<T> type, String yaml) {
        var serialization = SERVER.client().getKubernetesSerialization();
        var object = serialization.unmarshal(yaml, GenericKubernetesResource.class);
        return serialization.convertValue(
                SERVER.client().resource(object).dryRun().create(), type);
    }
}
