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

    private static final Holdings OWN = Holdings.of(HOLDING, List.of());
    private static final Holdings NOBODY = Holdings.of(List.of(), List.of());

    private final Service service =
            Given.kubernetesService("type: LoadBalancer, loadBalancerClass: ipvs-operator.io/vip");

    @Test
    void the_first_automatic_pool_that_allows_the_namespace_is_taken() {
        assertThat(PoolChoice.of(
                        service,
                        List.of(pool("b", "Automatic"), pool("a", "OnRequest"), pool("c", "Automatic")),
                        Map.of(),
                        NOBODY))
                .isEqualTo(new PoolChoice("b", Optional.empty()));
    }

    @Test
    void a_pool_without_addresses_of_all_families_is_passed_over() {
        service.getSpec().setIpFamilies(List.of("IPv4", "IPv6"));

        assertThat(choice(pool("a", "Automatic"), having("b", "10.9.0.200-10.9.0.205, \"2001:db8::/120\"")))
                .isEqualTo(new PoolChoice("b", Optional.empty()));
    }

    @Test
    void a_pool_without_the_requested_address_is_passed_over() {
        service.getMetadata().setAnnotations(Map.of("ipvs-operator.io/addresses", "10.7.0.1"));

        assertThat(choice(pool("a", "Automatic"), having("b", "10.7.0.0/24")))
                .isEqualTo(new PoolChoice("b", Optional.empty()));
    }

    @Test
    void when_no_pool_suits_those_looked_at_are_named() {
        service.getSpec().setIpFamilies(List.of("IPv4"));
        service.getMetadata().setAnnotations(Map.of("ipvs-operator.io/addresses", "10.7.0.1"));

        assertThat(choice(pool("edge", "Automatic"), pool("other", "OnRequest")).refusal())
                .hasValueSatisfying(refusal -> {
                    assertThat(refusal.reason()).isEqualTo("PoolNotFound");
                    assertThat(refusal.message())
                            .isEqualTo("none of the VipPools with allocation: Automatic that allow namespace shop has"
                                    + " addresses of IPv4, 10.7.0.1 among them: edge (10.9.0.200-10.9.0.205); name a"
                                    + " pool in metadata.annotations[ipvs-operator.io/pool], or change spec.ipFamilies"
                                    + " or the addresses asked for");
                });
    }

    private PoolChoice choice(VipPool... pools) {
        return PoolChoice.of(service, List.of(pools), Map.of(), NOBODY);
    }

    private static VipPool having(String name, String addresses) {
        return Given.pool("name: edge", "name: " + name, "10.9.0.200-10.9.0.205", addresses);
    }

    @Test
    void a_pool_may_be_named() {
        service.getMetadata().setAnnotations(Map.of("ipvs-operator.io/pool", "a"));

        assertThat(PoolChoice.of(service, List.of(pool("a", "OnRequest"), pool("b", "Automatic")), Map.of(), NOBODY)
                        .pool())
                .isEqualTo("a");
    }

    @Test
    void who_has_addresses_of_a_pool_stays_there() {
        PoolChoice stays = PoolChoice.of(service, List.of(pool("a", "Automatic")), Map.of(), OWN);
        assertThat(stays).isEqualTo(new PoolChoice("edge", Optional.empty()));

        service.getMetadata().setAnnotations(Map.of("ipvs-operator.io/pool", "a"));
        PoolChoice asked = PoolChoice.of(service, List.of(pool("a", "Automatic")), Map.of(), OWN);
        assertThat(asked.pool()).isEqualTo("edge");
        assertThat(asked.refusal()).map(Refusal::reason).contains("PoolChanged");
    }

    @Test
    void who_shares_goes_where_the_others_have_their_addresses() {
        service.getMetadata().setAnnotations(Map.of("ipvs-operator.io/sharing-key", "front"));
        List<VirtualRouter> held = List.of(
                ServiceFixture.router(33, "10.9.0.200", false, new SharingKey("edge", "shop", "front").holder()));

        assertThat(PoolChoice.of(
                        service,
                        List.of(pool("a", "Automatic"), pool("edge", "Automatic")),
                        Map.of(),
                        Holdings.of(held, List.of())))
                .isEqualTo(new PoolChoice("edge", Optional.empty()));
    }

    @Test
    void a_namespace_that_no_pool_allows_is_named() {
        assertThat(PoolChoice.of(service, List.of(), Map.of(), NOBODY).refusal())
                .hasValueSatisfying(refusal -> {
                    assertThat(refusal.reason()).isEqualTo("PoolNotFound");
                    assertThat(refusal.message()).contains("namespace shop", "ipvs-operator.io/pool");
                });
    }

    private static VipPool pool(String name, String allocation) {
        return Given.pool("name: edge", "name: " + name, "allocation: Automatic", "allocation: " + allocation);
    }
}
