package io.ipvsoperator.operator.virtualservice;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.Service;
import io.ipvsoperator.crds.forwardingtable.ForwardingTable;
import io.ipvsoperator.crds.forwardingtable.ForwardingTableSpec;
import io.ipvsoperator.crds.virtualservice.VirtualServiceStatus;
import io.ipvsoperator.operator.kubernetes.Conditions;
import io.ipvsoperator.operator.testing.Given;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Service {@code shop/web} at port 80 shares the address 10.9.0.200 by key front. */
class SharingTest {
    private final ServiceFixture fixture = SharedFixture.fixture();

    private void running() {
        fixture.table = Optional.of(ServiceFixture.table("10.9.0.200", "{address: 10.9.0.30, weight: 1}"));
    }

    private VirtualServiceStatus status() {
        return new ServiceStatusReport(fixture.inputs(), fixture.decide(), fixture.table).status(Instant.EPOCH);
    }

    private Condition condition(String type) {
        return Conditions.find(status().conditions(), type).orElseThrow();
    }

    @Test
    void services_with_one_key_serve_the_same_address() {
        fixture.others = List.of(SharedFixture.other("mail", 25, SharedFixture.OLDER));

        assertThat(fixture.decide().table().orElseThrow().addresses()).containsExactly("10.9.0.200");
    }

    @Test
    void the_status_of_each_shows_the_shared_address() {
        fixture.others = List.of(SharedFixture.other("mail", 25, SharedFixture.OLDER));

        assertThat(status().addresses())
                .extracting(VirtualServiceStatus.Address::address)
                .containsExactly("10.9.0.200");
    }

    @Test
    void a_newcomer_that_asks_for_another_count_is_told_what_the_others_say() {
        fixture.others = List.of(SharedFixture.other("mail", 25, SharedFixture.OLDER, "count: 2"));
        fixture.tablesOfOthers = List.of(SharedFixture.serving("mail", 25));

        assertThat(fixture.decide().refusal())
                .contains(new Refusal(
                        "SharingMismatch",
                        "spec.addresses.count is 1 but VirtualService shop/mail says 2, and both share addresses; say"
                                + " the same in all that share, or choose another spec.addresses.sharing.key"));
        assertThat(fixture.decide().table()).isEmpty();
    }

    @Test
    void a_newcomer_that_asks_for_another_address_is_told_which_are_shared() {
        fixture.service =
                Given.service("families: [IPv4]", "families: [IPv4], requested: [10.9.0.203], sharing: {key: front}");
        fixture.others = List.of(SharedFixture.other("mail", 25, SharedFixture.OLDER));
        fixture.tablesOfOthers = List.of(SharedFixture.serving("mail", 25));

        assertThat(fixture.decide().refusal())
                .map(Refusal::message)
                .hasValueSatisfying(message -> assertThat(message)
                        .startsWith("spec.addresses.requested has [10.9.0.203] but VirtualService shop/mail has"
                                + " [10.9.0.200]"));
    }

    @Test
    void a_newcomer_that_asks_for_no_address_takes_those_that_are_shared() {
        fixture.others =
                List.of(SharedFixture.other("mail", 25, SharedFixture.OLDER, "count: 1, requested: [10.9.0.200]"));
        fixture.tablesOfOthers = List.of(SharedFixture.serving("mail", 25));

        assertThat(fixture.decide().refusal()).isEmpty();
    }

    @Test
    void an_edit_of_the_oldest_alone_is_told_to_itself_and_not_to_the_others() {
        fixture.others = List.of(SharedFixture.other("mail", 25, SharedFixture.OLDER, "count: 2"));
        fixture.tablesOfOthers = List.of(SharedFixture.serving("mail", 25));
        running();

        assertThat(fixture.decide().refusal()).isEmpty();
    }

    @Test
    void who_disagrees_and_runs_goes_on_following_its_backends() {
        fixture.others = List.of(SharedFixture.other("mail", 25, SharedFixture.OLDER));
        fixture.tablesOfOthers = List.of(SharedFixture.serving("mail", 25));
        running();
        fixture.service = Given.service(
                "count: 1, families: [IPv4]",
                "count: 2, families: [IPv4], sharing: {key: front}",
                "10.9.0.30",
                "10.9.0.40");

        assertThat(fixture.decide().refusal()).map(Refusal::reason).contains("SharingMismatch");
        assertThat(fixture.decide().table().orElseThrow().destinations())
                .extracting(ForwardingTableSpec.Destination::address)
                .contains("10.9.0.40");
    }

    @Test
    void another_key_is_refused_to_what_runs() {
        running();
        fixture.service = Given.service("families: [IPv4]", "families: [IPv4], sharing: {key: back}");

        assertThat(condition("Accepted").getReason()).isEqualTo("SharingChanged");
        assertThat(fixture.decide().table()).isEqualTo(fixture.table.map(ForwardingTable::getSpec));
    }

    @Test
    void no_key_is_refused_to_what_shares() {
        running();
        fixture.service = Given.service();

        assertThat(condition("Accepted").getMessage())
                .startsWith("spec.addresses.sharing.key is absent but the service shares its addresses by another key");
    }

    @Test
    void a_key_is_refused_to_what_has_an_address_of_its_own() {
        fixture.routers = List.of(ServiceFixture.router(33, "10.9.0.200", false));
        running();

        assertThat(condition("Accepted").getMessage())
                .startsWith("spec.addresses.sharing.key is front but the service has addresses of its own");
    }

    @Test
    void the_key_of_another_namespace_or_pool_is_another_one() {
        assertThat(List.of(
                        new SharingKey("edge", "shop", "front").holder(),
                        new SharingKey("edge", "other", "front").holder(),
                        new SharingKey("other", "shop", "front").holder()))
                .doesNotHaveDuplicates();
    }

    @Test
    void a_Service_shares_with_VirtualServices_by_its_annotation() {
        Service service = Given.kubernetesService("type: LoadBalancer, loadBalancerClass: ipvs-operator.io/vip");
        service.getMetadata().setAnnotations(Map.of("ipvs-operator.io/sharing-key", "front"));

        assertThat(Holdings.of(List.of(), List.of()).of(service, "edge").holder())
                .isEqualTo(SharedFixture.FRONT);
    }

    @Test
    void a_holder_fits_where_routers_keep_it() {
        assertThat(SharedFixture.FRONT).hasSizeLessThanOrEqualTo(63).matches("shared-[0-9a-f]{16}-[0-9a-f]{32}");
    }

    @Test
    void what_is_measured_is_compared_with_the_demand_of_all_that_share() {
        fixture.others = List.of(Given.service(
                "name: web",
                "name: mail",
                "web-uid",
                "mail-uid",
                "port: 80",
                "port: 25",
                "families: [IPv4]}",
                "families: [IPv4], sharing: {key: front}}\n  demand: {bandwidth: 300M}"));
        fixture.tablesOfOthers = List.of(SharedFixture.serving("mail", 25));
        fixture.service = Given.service(
                "families: [IPv4]}", "families: [IPv4], sharing: {key: front}}\n  demand: {bandwidth: 200M}");
        running();
        fixture.directors = Map.of(
                "d1",
                Given.measuring(
                        ServiceFixture.director("d1", 0),
                        "edge-33-v4",
                        "10.9.0.200",
                        720_000_000,
                        1,
                        SharedFixture.OLDER));

        assertThat(condition("DemandWithinPlan").getMessage())
                .contains(
                        "720 Mbit/s measured, 500 Mbit/s declared",
                        "let the demands of those that share, shop/mail, shop/web, come to bandwidth: 720M in sum");
    }
}
