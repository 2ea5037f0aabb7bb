package io.ipvsoperator.operator.virtualservice;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Service;
import io.ipvsoperator.crds.vippool.VipPool;
import io.ipvsoperator.crds.virtualrouter.VirtualRouter;
import io.ipvsoperator.operator.testing.Given;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Service {@code shop/web} of type LoadBalancer; for it alone the router below has an address of VipPool edge. */
class PoolChoiceTest {
    private static final List<VirtualRouter> HOLDING =
            List.of(ServiceFixture.router(33, "10.9.0.200", false, "kubernetes-uid"));

    private final Service service =
            Given.kubernetesService("type: LoadBalancer, loadBalancerClass: ipvs-operator.io/vip");

    @Test
    void the_first_automatic_pool_that_allows_the_namespace_is_taken() {
        assertThat(PoolChoice.of(
                        service,
                        List.of(pool("b", "Automatic"), pool("a", "OnRequest"), pool("c", "Automatic")),
                        Map.of(),
                        List.of()))
                .isEqualTo(new PoolChoice("b", Optional.empty()));
    }

    @Test
    void a_pool_may_be_named() {
        service.getMetadata().setAnnotations(Map.of("ipvs-operator.io/pool", "a"));

        assertThat(PoolChoice.of(service, List.of(pool("a", "OnRequest"), pool("b", "Automatic")), Map.of(), List.of())
                        .pool())
                .isEqualTo("a");
    }

    @Test
    void who_has_addresses_of_a_pool_stays_there() {
        PoolChoice stays = PoolChoice.of(service, List.of(pool("a", "Automatic")), Map.of(), HOLDING);
        assertThat(stays).isEqualTo(new PoolChoice("edge", Optional.empty()));

        service.getMetadata().setAnnotations(Map.of("ipvs-operator.io/pool", "a"));
        PoolChoice asked = PoolChoice.of(service, List.of(pool("a", "Automatic")), Map.of(), HOLDING);
        assertThat(asked.pool()).isEqualTo("edge");
        assertThat(asked.refusal()).map(Refusal::reason).contains("PoolChanged");
    }

    @Test
    void a_namespace_that_no_pool_allows_is_named() {
        assertThat(PoolChoice.of(service, List.of(), Map.of(), List.of()).refusal())
                .hasValueSatisfying(refusal -> {
                    assertThat(refusal.reason()).isEqualTo("PoolNotFound");
                    assertThat(refusal.message()).contains("namespace shop", "ipvs-operator.io/pool");
                });
    }

    private static VipPool pool(String name, String allocation) {
        return Given.pool("name: edge", "name: " + name, "allocation: Automatic", "allocation: " + allocation);
    }
}
