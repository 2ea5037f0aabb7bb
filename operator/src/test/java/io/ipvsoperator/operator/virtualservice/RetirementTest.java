package io.ipvsoperator.operator.virtualservice;

import static org.assertj.core.api.Assertions.assertThat;

import io.ipvsoperator.crds.director.Director;
import io.ipvsoperator.crds.director.DirectorStatus;
import io.ipvsoperator.crds.forwardingtable.ForwardingTable;
import io.ipvsoperator.operator.testing.Given;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RetirementTest {
    private static final Instant DELETED = Instant.parse("2026-03-01T00:00:00Z");
    private static final String STOPPED = "{address: 10.9.0.30, weight: 0}";

    private final ServiceFixture fixture = new ServiceFixture();

    RetirementTest() {
        fixture.service.getMetadata().setDeletionTimestamp(DELETED.toString());
        fixture.table = Optional.of(ServiceFixture.table("10.9.0.200", STOPPED));
    }

    @Test
    void first_no_new_connections_are_let_in() {
        fixture.table = Optional.of(ServiceFixture.table("10.9.0.200", "{address: 10.9.0.30, weight: 1}"));

        assertThat(next(0)).isEqualTo(new Retirement.Stop());
    }

    @Test
    void a_fallback_lets_no_new_connections_in_either() {
        fixture.table = Optional.of(
                ServiceFixture.table("10.9.0.200", STOPPED + ", {address: 10.9.0.90, weight: 0, fallbackWeight: 1}"));

        assertThat(next(0)).isEqualTo(new Retirement.Stop());
    }

    @Test
    void connections_may_end_within_the_timeout() {
        fixture.directors = Map.of("d1", draining("d1", 200, 3));

        assertThat(next(20)).isEqualTo(new Retirement.AwaitConnections(Duration.ofSeconds(40)));
    }

    @Test
    void the_table_is_emptied_once_no_live_director_has_connections() {
        fixture.directors = Map.of(
                "d1", draining("d1", 200, 0), "d2", Given.silent(draining("d2", 100, 5), "2026-02-01T00:00:00Z"));

        assertThat(next(1)).isEqualTo(new Retirement.Empty());
    }

    @Test
    void a_director_of_another_pool_has_no_connections_to_report() {
        fixture.directors = Map.of(
                "d1", draining("d1", 200, 0),
                "d2", draining("d2", 200, 0),
                "d4", ServiceFixture.director("d4", 200));

        assertThat(next(1)).isEqualTo(new Retirement.Empty());
    }

    @Test
    void a_count_from_before_the_weights_went_does_not_count() {
        fixture.directors = Map.of("d1", draining("d1", 199, 0));

        assertThat(next(0)).isInstanceOf(Retirement.AwaitConnections.class);
    }

    @Test
    void the_table_is_emptied_when_the_time_is_up() {
        fixture.directors = Map.of("d1", draining("d1", 200, 3));

        assertThat(next(60)).isEqualTo(new Retirement.Empty());
    }

    @Test
    void the_end_waits_for_every_live_director_to_know_table_and_routers() {
        fixture.table = Optional.of(ServiceFixture.table("", ""));
        fixture.routers = List.of(ServiceFixture.router(33, "10.9.0.200", true));
        fixture.directors = Map.of("d1", ServiceFixture.director("d1", 200), "d2", ServiceFixture.director("d2", 199));
        assertThat(next(0)).isEqualTo(new Retirement.AwaitAcknowledgement());

        fixture.directors = Map.of("d1", ServiceFixture.director("d1", 200), "d2", ServiceFixture.director("d2", 200));
        assertThat(next(0)).isEqualTo(new Retirement.Finish());
    }

    @Test
    void an_address_that_is_not_yet_released_holds_the_end_up() {
        fixture.table = Optional.of(ServiceFixture.table("", ""));
        fixture.directors = Map.of("d1", ServiceFixture.director("d1", 200));

        assertThat(next(0)).isEqualTo(new Retirement.AwaitAcknowledgement());
    }

    @Test
    void nobody_waits_for_a_pool_that_is_gone() {
        fixture.table = Optional.of(ServiceFixture.table("", ""));
        fixture.pool = Optional.empty();
        fixture.directors = Map.of("d1", ServiceFixture.director("d1", 200));

        assertThat(next(0)).isEqualTo(new Retirement.Finish());
    }

    @Test
    void a_service_that_never_had_anything_just_goes() {
        fixture.table = Optional.empty();
        fixture.routers = List.of();

        assertThat(next(0)).isEqualTo(new Retirement.Finish());
    }

    @Test
    void a_table_without_a_source_is_emptied_without_waiting_for_its_connections() {
        ForwardingTable table = ServiceFixture.table("10.9.0.200", "{address: 10.9.0.30, weight: 0}");
        table.getMetadata().setCreationTimestamp("2026-01-02T00:00:00Z");
        fixture.table = Optional.of(table);
        fixture.source = new ServiceSource.Orphaned(table);
        fixture.directors = Map.of("d1", draining("d1", 200, 7));

        assertThat(next(0)).isEqualTo(new Retirement.Empty());
    }

    @Test
    void who_shared_goes_once_its_empty_table_is_known_though_the_others_keep_the_address() {
        shared(ServiceFixture.table("", ""));
        fixture.others = List.of(SharedFixture.other("mail", 25, SharedFixture.OLDER));
        fixture.directors = Map.of("d1", ServiceFixture.director("d1", 199));
        assertThat(next(0)).isEqualTo(new Retirement.AwaitAcknowledgement());

        fixture.directors = Map.of("d1", ServiceFixture.director("d1", 200));
        assertThat(next(0)).isEqualTo(new Retirement.Finish());
    }

    @Test
    void the_last_one_that_shared_waits_until_the_address_is_released() {
        shared(ServiceFixture.table("", ""));
        fixture.directors = Map.of("d1", ServiceFixture.director("d1", 200));
        assertThat(next(0)).isEqualTo(new Retirement.AwaitAcknowledgement());

        fixture.routers = List.of(ServiceFixture.router(33, "10.9.0.200", true, SharedFixture.FRONT));
        assertThat(next(0)).isEqualTo(new Retirement.Finish());
    }

    @Test
    void who_leaves_with_the_last_one_that_drains_does_not_wait_for_it() {
        shared(ServiceFixture.table("", ""));
        fixture.others = List.of(SharedFixture.other("mail", 25, SharedFixture.OLDER));
        fixture.others.getFirst().getMetadata().setDeletionTimestamp(DELETED.toString());
        fixture.tablesOfOthers = List.of(SharedFixture.serving("mail", 25));
        fixture.directors = Map.of("d1", ServiceFixture.director("d1", 200));

        assertThat(next(0)).isEqualTo(new Retirement.Finish());
    }

    private void shared(ForwardingTable table) {
        ServiceFixture sharing = SharedFixture.fixture();
        fixture.service = sharing.service;
        fixture.service.getMetadata().setDeletionTimestamp(DELETED.toString());
        fixture.routers = sharing.routers;
        fixture.table = Optional.of(table);
    }

    private Retirement next(int secondsAfterDeletion) {
        return Retirement.next(fixture.inputs(), DELETED.plusSeconds(secondsAfterDeletion));
    }

    private static Director draining(String name, long applied, long connections) {
        return Given.saying(
                ServiceFixture.director(name, applied),
                "draining",
                List.of(new DirectorStatus.Draining(ServiceFixture.TABLE, connections)));
    }
}
