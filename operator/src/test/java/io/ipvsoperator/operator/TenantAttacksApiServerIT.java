package io.ipvsoperator.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.ipvsoperator.crds.forwardingtable.ForwardingTable;
import io.ipvsoperator.crds.forwardingtable.ForwardingTableSpec.Destination;
import io.ipvsoperator.crds.vippool.VipPool;
import io.ipvsoperator.crds.virtualservice.VirtualService;
import io.ipvsoperator.operator.kubernetes.Conditions;
import io.ipvsoperator.operator.kubernetes.KubernetesClients;
import io.ipvsoperator.operator.testing.Await;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What somebody with every right in a namespace of his own can do to others: take no address, aim at no host that his
 * pool does not name. Pool {@code edge} is for the operator's namespace alone, pool {@code shared} for his as well.
 */
class TenantAttacksApiServerIT extends OperatorOnApiServer {
    private static final PatchContext FORCED = new PatchContext.Builder()
            .withPatchType(PatchType.SERVER_SIDE_APPLY)
            .withFieldManager("tenant")
            .withForce(true)
            .build();

    private String own;
    private KubernetesClient tenant;

    @BeforeEach
    void tenantWithAllRights() {
        own = cluster.newNamespace("tenant-");
        grantAll();
        tenant = KubernetesClients.connect(new ConfigBuilder(Config.autoConfigure(null))
                .withImpersonateUsername(own)
                .build());
        pool("edge", "10.9.0.200", "{kubernetes.io/metadata.name: %s}".formatted(cluster.namespace()));
        pool("shared", "10.9.0.210-10.9.0.211", "{}");
    }

    @AfterEach
    void leave() {
        tenant.close();
    }

    @Test
    void a_pool_that_is_not_for_the_namespace_gives_no_address() {
        attack("web", "edge", "{requested: [10.9.0.200]}", "{endpoints: [{address: 10.9.0.30}]}");

        awaitTenants("web", "Accepted", "NamespaceNotAllowed");
        assertThat(tables()).isEmpty();
    }

    @Test
    void an_address_of_another_pool_is_not_to_be_had_by_way_of_the_own_one() {
        attack("web", "shared", "{requested: [10.9.0.200]}", "{endpoints: [{address: 10.9.0.30}]}");

        awaitTenants("web", "Accepted", "AddressNotInPool");
        assertThat(tables()).isEmpty();
    }

    @Test
    void an_address_that_somebody_holds_stays_with_him() {
        applyService("victim", "{requested: [10.9.0.210]}", "10.9.0.30", "shared");
        VirtualService victim = awaitCondition("victim", "Ready", "True", "Ready");
        attack("web", "shared", "{requested: [10.9.0.210]}", "{endpoints: [{address: 10.9.0.66}]}");

        awaitTenants("web", "Accepted", "AddressInUse");
        assertThat(tables()).containsExactly(tableOf(victim));
    }

    @Test
    void a_host_that_the_pool_does_not_allow_is_sent_nothing() {
        attack("web", "shared", "{count: 1}", "{endpoints: [{address: 192.0.2.66}]}");

        awaitTenants("web", "Accepted", "EndpointNotAllowed");
        assertThat(destinations()).isEmpty();
    }

    @Test
    void a_forged_slice_sends_nothing_to_a_host_that_the_pool_does_not_allow() {
        write("""
                apiVersion: v1
                kind: Service
                metadata: {name: forged, namespace: %s}
                spec: {ports: [{port: 80}]}
                """.formatted(own));
        write("""
                apiVersion: discovery.k8s.io/v1
                kind: EndpointSlice
                metadata: {name: forged, namespace: %s, labels: {kubernetes.io/service-name: forged}}
                addressType: IPv4
                ports: [{port: 80, protocol: TCP}]
                endpoints:
                - {addresses: [192.0.2.66], conditions: {ready: true}, targetRef: {kind: Pod, name: no-pod, namespace: %s}}
                """.formatted(own, own));
        attack("web", "shared", "{count: 1}", "{service: {name: forged}}");

        awaitTenants("web", "BackendsResolved", "EndpointNotAllowed");
        assertThat(destinations()).isEmpty();
    }

    @Test
    void a_forged_status_allocates_nothing_and_is_put_right() {
        attack("web", "shared", "{count: 1}", "{endpoints: [{address: 10.9.0.30}]}");
        awaitTenants("web", "Ready", "Ready");
        tenant.resource(read("""
                        apiVersion: ipvs-operator.io/v1alpha1
                        kind: VirtualService
                        metadata: {name: web, namespace: %s}
                        status: {vip: 10.9.0.200, addresses: [{address: 10.9.0.200, virtualRouter: edge-33-v4, order: [d1]}]}
                        """.formatted(own))).subresource("status").patch(FORCED);

        Await.until(() -> assertThat(status(tenants("web")).vip()).isEqualTo("10.9.0.210"));
        assertThat(tables())
                .allSatisfy(table -> assertThat(table.getSpec().addresses()).containsExactly("10.9.0.210"));
    }

    @Test
    void what_has_no_namespace_is_not_his() {
        assertForbidden(
                "VipPool", "{addresses: [10.9.0.200], allowedNamespaces: {from: All}, directors: {selector: {}}}");
        assertForbidden("ForwardingTable", "{}");
        assertForbidden("VirtualRouter", "{}");
        assertForbidden("RealServer", "{addresses: [10.9.0.200]}");
        assertForbidden("Director", "{maintenance: true}");
    }

    @Test
    void the_namespace_of_the_operator_is_not_his() {
        assertThatThrownBy(
                        () -> tenant.secrets().inNamespace(cluster.namespace()).list())
                .hasMessageContaining("is forbidden");
        assertThatThrownBy(
                        () -> tenant.leases().inNamespace(cluster.namespace()).list())
                .hasMessageContaining("is forbidden");
    }

    private void assertForbidden(String kind, String spec) {
        assertThatThrownBy(() -> write("""
                        apiVersion: ipvs-operator.io/v1alpha1
                        kind: %s
                        metadata: {name: forged}
                        spec: %s
                        """.formatted(kind, spec))).hasMessageContaining("is forbidden: User \"" + own);
    }

    private void grantAll() {
        apply(GenericKubernetesResource.class, """
                apiVersion: rbac.authorization.k8s.io/v1
                kind: Role
                metadata: {name: all, namespace: %s}
                rules: [{apiGroups: ["*"], resources: ["*"], verbs: ["*"]}]
                """.formatted(own));
        apply(GenericKubernetesResource.class, """
                apiVersion: rbac.authorization.k8s.io/v1
                kind: RoleBinding
                metadata: {name: all, namespace: %s}
                roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: all}
                subjects: [{apiGroup: rbac.authorization.k8s.io, kind: User, name: %s}]
                """.formatted(own, own));
    }

    private void pool(String name, String addresses, String labels) {
        apply(VipPool.class, """
                apiVersion: ipvs-operator.io/v1alpha1
                kind: VipPool
                metadata: {name: %s}
                spec:
                  addresses: [%s]
                  allowedNamespaces: {from: Selector, selector: {matchLabels: %s}}
                  allowedEndpoints: [10.9.0.0/24]
                  directors: {selector: {matchLabels: {role: director}}, capacity: {bandwidth: 1G}}
                  vrrp: {virtualRouterIds: {first: %d, last: %d}}
                """.formatted(
                        name, addresses, labels, name.equals("edge") ? 65 : 33, name.equals("edge") ? 96 : 64));
    }

    private void attack(String name, String pool, String addresses, String backends) {
        write("""
                apiVersion: ipvs-operator.io/v1alpha1
                kind: VirtualService
                metadata: {name: %s, namespace: %s}
                spec: {poolName: %s, addresses: %s, ports: [{port: 80}], backends: %s}
                """.formatted(name, own, pool, addresses, backends));
    }

    private void write(String yaml) {
        tenant.resource(read(yaml)).patch(FORCED);
    }

    private GenericKubernetesResource read(String yaml) {
        return client.getKubernetesSerialization().unmarshal(yaml, GenericKubernetesResource.class);
    }

    private VirtualService tenants(String name) {
        return client.resources(VirtualService.class)
                .inNamespace(own)
                .withName(name)
                .get();
    }

    private void awaitTenants(String name, String type, String reason) {
        Await.until(() -> assertThat(Conditions.find(status(tenants(name)).conditions(), type))
                .hasValueSatisfying(condition -> assertThat(condition.getReason())
                        .as(condition.getMessage())
                        .isEqualTo(reason)));
    }

    private List<ForwardingTable> tables() {
        return client.resources(ForwardingTable.class).list().getItems();
    }

    private List<Destination> destinations() {
        return tables().stream()
                .flatMap(table -> table.getSpec().destinations().stream())
                .toList();
    }
}
