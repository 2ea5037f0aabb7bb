package io.ipvsoperator.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.ipvsoperator.crds.realserver.RealServer;
import io.ipvsoperator.crds.vippool.VipPool;
import io.ipvsoperator.crds.virtualservice.VirtualService;
import io.ipvsoperator.operator.testing.Await;
import io.ipvsoperator.operator.testing.Right;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The roles of the chart against what the operator asks for. That nothing is refused, every test here shows. */
class RightsApiServerIT extends OperatorOnApiServer {
    /**
     * One object is read when a finalizer meets a conflict, and when a table's service is not in the cache: neither can be
     * brought about at will.
     */
    private static final Set<Right> BY_CHANCE = Set.of(
            new Right("ipvs-operator.io", "vippools", "get"),
            new Right("ipvs-operator.io", "virtualservices", "get"),
            new Right("", "services", "get"));

    @Test
    void the_operator_uses_every_right_that_the_chart_gives_it() {
        createPassword();
        liveThroughAll();

        Set<Right> unused = granted();
        unused.removeAll(requests.used());
        assertThat(unused).isSubsetOf(BY_CHANCE);
    }

    private Set<Right> granted() {
        return rights.objects().stream()
                .filter(object -> object.getMetadata().getName().equals(rights.operatorName()))
                .flatMap(object -> switch (object) {
                    case ClusterRole role -> Right.grantedBy(role.getRules());
                    case Role role -> Right.grantedBy(role.getRules());
                    default -> Stream.<Right>empty();
                })
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private void createPassword() {
        client.resource(new SecretBuilder()
                        .withNewMetadata()
                        .withName("vrrp")
                        .withNamespace(cluster.namespace())
                        .endMetadata()
                        .addToStringData("password", "netology_secret")
                        .build())
                .create();
    }

    /** Everything that is ever written or deleted: pools, services of both kinds, nodes that go, a leader that stops. */
    private void liveThroughAll() {
        applyPool(
                "10.9.0.200-10.9.0.205",
                "vrrp: {version: 2, authentication: {type: PASS, secretName: vrrp, secretKey: password}}");
        VirtualService web = applyService("web", "10.9.0.200", "10.9.0.30");
        Service balanced = apply(Service.class, """
                apiVersion: v1
                kind: Service
                metadata: {name: balanced, namespace: %s}
                spec:
                  type: LoadBalancer
                  loadBalancerClass: ipvs-operator.io/vip
                  allocateLoadBalancerNodePorts: false
                  ports: [{port: 80}]
                """.formatted(cluster.namespace()));
        awaitCondition("web", "Ready", "True", "Ready");
        Await.until(
                () -> assertThat(client.resource(balanced).get().getMetadata().getFinalizers())
                        .isNotEmpty());

        client.resource(web).delete();
        client.resource(balanced).delete();
        client.nodes().withName("d3").delete();
        Await.until(() -> assertThat(client.resource(web).get()).isNull());
        Await.until(() -> assertThat(client.resource(balanced).get()).isNull());
        Await.until(() -> assertThat(get(RealServer.class, "d3")).isNull());
        VipPool pool = get(VipPool.class, "edge");
        client.resource(pool).delete();
        Await.until(() -> assertThat(get(VipPool.class, "edge")).isNull());
        operator.close();
        operator = newOperator("second");
        operator.start();
        Await.until(() -> assertThat(operator.isLeading()).isTrue());
    }
}
