package io.ipvsoperator.operator.virtualservice;

import static org.assertj.core.api.Assertions.assertThat;

import io.ipvsoperator.crds.forwardingtable.ForwardingTableSpec;
import io.ipvsoperator.crds.virtualrouter.VirtualRouter;
import io.ipvsoperator.operator.testing.Given;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Service {@code shop/web}, whose table has 10.9.0.200 and 10.9.0.201, in a pool that no longer allows its namespace. */
class LostAddressesTest {
    private static final VirtualRouter FIRST = ServiceFixture.router(33, "10.9.0.200", false);

    private final ServiceFixture fixture = new ServiceFixture();

    @BeforeEach
    void refusedWhileItRuns() {
        fixture.pool = Optional.of(Given.pool(
                "allowedNamespaces: {from: All}",
                "allowedNamespaces: {from: Selector, selector: {matchLabels: {a: b}}}"));
        fixture.table = Optional.of(ServiceFixture.table("10.9.0.200, 10.9.0.201", "{address: 10.9.0.30, weight: 1}"));
    }

    private ForwardingTableSpec table() {
        return fixture.decide().table().orElseThrow();
    }

    @Test
    void an_address_that_is_released_leaves_the_table_of_a_refused_service() {
        fixture.routers = List.of(FIRST, ServiceFixture.router(34, "10.9.0.201", true));
        assertThat(fixture.decide().refusal()).map(Refusal::reason).contains("NamespaceNotAllowed");
        assertThat(table().addresses()).containsExactly("10.9.0.200");
    }

    @Test
    void an_address_that_somebody_else_has_leaves_the_table_of_a_refused_service() {
        fixture.routers = List.of(FIRST, ServiceFixture.router(34, "10.9.0.201", false, "others-uid"));
        assertThat(table().addresses()).containsExactly("10.9.0.200");
    }

    @Test
    void an_address_that_no_router_knows_stays() {
        fixture.routers = List.of(FIRST);
        assertThat(table().addresses()).containsExactly("10.9.0.200", "10.9.0.201");
    }

    @Test
    void who_has_lost_all_addresses_has_a_tombstone_for_a_table() {
        fixture.routers =
                List.of(ServiceFixture.router(33, "10.9.0.200", true), ServiceFixture.router(34, "10.9.0.201", true));
        assertThat(table().addresses()).isEmpty();
        assertThat(table().services()).isEmpty();
    }

    @Test
    void an_accepted_service_that_has_lost_all_addresses_has_one_too() {
        fixture.pool = new ServiceFixture().pool;
        fixture.routers =
                List.of(ServiceFixture.router(33, "10.9.0.200", true), ServiceFixture.router(34, "10.9.0.201", true));
        assertThat(fixture.decide().refusal()).isEmpty();
        assertThat(table().addresses()).isEmpty();
    }

    @Test
    void a_leaving_service_that_has_lost_an_address_drains_no_longer() {
        fixture.routers = List.of(FIRST, ServiceFixture.router(34, "10.9.0.201", true));
        assertThat(Retirement.next(fixture.inputs(), Instant.EPOCH)).isInstanceOf(Retirement.Empty.class);
    }

    @Test
    void nobody_joins_those_of_another_namespace_by_an_address_that_they_have_by_now() {
        String others = new SharingKey("edge", "bank", "front").holder();
        Holdings holdings = Holdings.of(
                List.of(ServiceFixture.router(33, "10.9.0.200", false, others)), List.of(fixture.table.orElseThrow()));
        assertThat(holdings.of(fixture.service).holder()).isEqualTo("web-uid");
    }
}
