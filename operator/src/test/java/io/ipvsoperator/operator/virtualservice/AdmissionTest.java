package io.ipvsoperator.operator.virtualservice;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Node;
import io.ipvsoperator.crds.director.Director;
import io.ipvsoperator.crds.realserver.RealServer;
import io.ipvsoperator.crds.vippool.VipPool;
import io.ipvsoperator.crds.virtualservice.VirtualService;
import io.ipvsoperator.operator.testing.Given;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AdmissionTest {
    private static final List<Node> NODES =
            List.of(Given.node("d1", "10.9.0.11", true), Given.node("w1", "10.9.0.31", false));
    private static final List<Director> DIRECTORS = List.of(Given.director("d1", "10.9.0.61", 0));
    private static final List<RealServer> REAL_SERVERS =
            List.of(ServiceFixture.having("d1", "10.9.0.71"), ServiceFixture.having("w1", "10.9.0.81"));

    @Test
    void a_service_within_the_rules_is_admitted() {
        assertThat(refusal(Given.service(), Given.pool())).isEmpty();
    }

    @Test
    void a_namespace_that_the_pool_does_not_select_is_refused() {
        VipPool pool = Given.pool("{from: All}", "{from: Selector, selector: {matchLabels: {team: shop}}}");

        assertThat(refusal(Given.service(), pool)).hasValueSatisfying(refusal -> {
            assertThat(refusal.reason()).isEqualTo("NamespaceNotAllowed");
            assertThat(refusal.message()).contains("metadata.namespace is shop", "VipPool edge");
        });
    }

    @Test
    void a_namespace_that_the_pool_selects_is_admitted() {
        VipPool pool = Given.pool("{from: All}", "{from: Selector, selector: {matchLabels: {env: test}}}");

        assertThat(refusal(Given.service(), pool)).isEmpty();
    }

    @Test
    void a_requested_address_outside_the_pool_is_refused_with_what_the_pool_has() {
        VirtualService service = Given.service("families: [IPv4]", "families: [IPv4], requested: [10.9.0.210]");

        assertThat(refusal(service, Given.pool())).hasValueSatisfying(refusal -> {
            assertThat(refusal.reason()).isEqualTo("AddressNotInPool");
            assertThat(refusal.message()).contains("10.9.0.210", "10.9.0.200-10.9.0.205");
        });
    }

    @Test
    void an_endpoint_outside_allowedEndpoints_is_refused_with_what_is_allowed() {
        assertThat(refusal(withEndpoint("10.8.0.1"), Given.pool())).hasValueSatisfying(refusal -> {
            assertThat(refusal.reason()).isEqualTo("EndpointNotAllowed");
            assertThat(refusal.message()).contains("spec.backends.endpoints[0].address is 10.8.0.1", "10.9.0.0/24");
        });
    }

    @Test
    void without_allowedEndpoints_no_endpoint_is_allowed() {
        assertThat(refusal(Given.service(), Given.pool("[10.9.0.0/24]", "[]")))
                .hasValueSatisfying(refusal -> assertThat(refusal.message()).contains("is empty, which allows none"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "169.254.1.1", "224.0.0.18", "255.255.255.255", "0.0.0.0", "10.9.0.201"})
    void what_can_never_be_a_backend_is_refused_whatever_is_allowed(String endpoint) {
        assertThat(refusal(withEndpoint(endpoint), Given.pool("[10.9.0.0/24]", "[0.0.0.0/0]")))
                .hasValueSatisfying(refusal -> assertThat(refusal.reason()).isEqualTo("EndpointNotAllowed"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.9.0.11", "10.9.0.61", "10.9.0.71"})
    void a_director_by_any_of_its_addresses_is_refused_as_backend(String endpoint) {
        assertThat(refusal(withEndpoint(endpoint), Given.pool())).hasValueSatisfying(refusal -> {
            assertThat(refusal.reason()).isEqualTo("DirectorIsBackend");
            assertThat(refusal.message()).contains(endpoint, "director d1");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.9.0.31", "10.9.0.81"})
    void a_node_that_is_no_director_may_be_a_backend(String endpoint) {
        assertThat(refusal(withEndpoint(endpoint), Given.pool())).isEmpty();
    }

    private static VirtualService withEndpoint(String address) {
        return Given.service("10.9.0.30", address);
    }

    private static Optional<Refusal> refusal(VirtualService service, VipPool pool) {
        if (ServiceValidation.validate(service) instanceof ServiceValidation.Outcome.Valid(ValidService valid)) {
            return Admission.refusal(
                    valid,
                    PoolRules.of(pool, List.of(), NODES, NodeAddresses.of(NODES, DIRECTORS, REAL_SERVERS)),
                    Map.of("env", "test"));
        }
        throw new AssertionError("the service itself is wrong");
    }
}
