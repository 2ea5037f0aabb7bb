package io.ipvsoperator.operator.vippool;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Condition;
import io.ipvsoperator.crds.director.Director;
import io.ipvsoperator.crds.director.DirectorStatus;
import io.ipvsoperator.crds.vippool.VipPool;
import io.ipvsoperator.crds.virtualrouter.VirtualRouter;
import io.ipvsoperator.crds.virtualrouter.VirtualRouterSpec;
import io.ipvsoperator.crds.virtualrouter.VirtualRouterTracking;
import io.ipvsoperator.operator.testing.Given;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a pool's checks mean for its routers, and a failed one for its plan. */
class TrackingTest {
    private static final Instant NOW = Instant.parse("2026-03-01T00:00:00Z");
    private static final String FAILBACK = "failback: {policy: Immediate}";
    private static final String HTTP = """
            {name: upstream, http: {host: 10.9.0.1, port: 8080, path: /, expectedStatuses: ["204", 200-299]}, interval: 2s, rise: 2, fall: 3}""";
    private static final String TCP =
            "{name: upstream, tcp: {host: 127.0.0.1, port: 53}, interval: 1s, rise: 1, fall: 1}";

    @Test
    void checks_are_published_with_every_router() {
        PoolFixture fixture = fixture(HTTP);
        fixture.services = List.of(Given.service());
        VirtualRouterTracking tracking = Objects.requireNonNull(
                decide(fixture).plan().routers().getFirst().vrrp().tracking());
        assertThat(tracking)
                .isEqualTo(new VirtualRouterTracking(
                        List.of(new VirtualRouterTracking.Check(
                                "upstream",
                                new VirtualRouterTracking.Http(
                                        "10.9.0.1",
                                        8080,
                                        "/",
                                        List.of(
                                                new VirtualRouterTracking.Statuses(204, 204),
                                                new VirtualRouterTracking.Statuses(200, 299))),
                                null,
                                null,
                                2000,
                                2000,
                                2,
                                3,
                                null)),
                        "Ignore"));
    }

    @Test
    void a_pool_without_tracking_publishes_none() {
        PoolFixture fixture = new PoolFixture();
        fixture.services = List.of(Given.service());
        assertThat(decide(fixture).plan().routers().getFirst().vrrp().tracking())
                .isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "127.0.0.1| 10.1.0.1| checks[upstream].tcp.host is 10.1.0.1 but must be in 127.0.0.0/8, ::1 or spec.allowedEndpoints",
                "127.0.0.1| 2001:db8::1| checks[upstream].tcp.host is 2001:db8::1 but must be in 127.0.0.0/8, ::1 or",
                "127.0.0.1| 10.9.0.200| checks[upstream].tcp.host is 10.9.0.200 but must not be an address of the pool",
                "127.0.0.1| router| checks[upstream].tcp.host is router but must be an IP address",
                "interval: 1s| interval: 10ms| checks[upstream].interval is 10ms but must be from 100ms to 600000ms",
                "interval: 1s| interval: 1s, timeout: 2s| checks[upstream].timeout is 2s but must be from 1ms to 1000ms"
            })
    void what_must_not_be_tracked_is_refused_naming_check_field_and_value(String old, String wrong, String message) {
        PoolFixture fixture = fixture(TCP.replace(old, wrong));
        assertThat(decide(fixture).outcome()).isInstanceOfSatisfying(PoolValidation.Outcome.Invalid.class, invalid -> {
            assertThat(invalid.refusal().reason()).isEqualTo("InvalidTracking");
            assertThat(invalid.refusal().message())
                    .startsWith("spec.vrrp.tracking.")
                    .contains(message);
        });
    }

    @ParameterizedTest
    @CsvSource({"127.0.0.7", "::1", "10.9.0.1"})
    void loopback_and_allowed_endpoints_may_be_probed(String target) {
        assertThat(decide(fixture(TCP.replace("127.0.0.1", "\"" + target + "\"")))
                        .outcome())
                .isInstanceOf(PoolValidation.Outcome.Valid.class);
    }

    @Test
    void a_pool_with_agents_that_know_no_tracking_is_refused_naming_them() {
        PoolFixture fixture = fixture(TCP);
        fixture.directors = List.of(directors().get(0), directors().get(1), PoolFixture.director("d3", 0));
        assertThat(decide(fixture).outcome())
                .isInstanceOfSatisfying(
                        PoolValidation.Outcome.Invalid.class,
                        invalid -> assertThat(invalid.refusal().message())
                                .contains(
                                        "spec.vrrp.tracking is present, which the agents of directors d3 do not know"));
    }

    @Test
    void a_failed_check_changes_no_order() {
        PoolFixture fixture = placed();
        List<VirtualRouterSpec> before = decide(fixture).plan().routers();
        fixture.directors = withFailed("d1", "upstream");
        assertThat(decide(fixture).plan().routers()).isEqualTo(before);
    }

    @Test
    void failed_checks_of_all_directors_change_no_order() {
        PoolFixture fixture = placed();
        List<VirtualRouterSpec> before = decide(fixture).plan().routers();
        fixture.directors = List.of(
                failing(Given.knowing(PoolFixture.director("d1", 0), "Tracking"), "upstream"),
                failing(Given.knowing(PoolFixture.director("d2", 0), "Tracking"), "upstream"),
                failing(Given.knowing(PoolFixture.director("d3", 0), "Tracking"), "upstream"));
        assertThat(decide(fixture).plan().routers()).isEqualTo(before);
    }

    @Test
    void a_director_that_a_check_holds_back_counts_as_a_loss_and_is_named_with_what_it_found() {
        PoolFixture fixture = placed();
        fixture.directors = withFailed("d1", "upstream");
        assertThat(redundancy(fixture)).satisfies(condition -> {
            assertThat(condition.getStatus()).isEqualTo("False");
            assertThat(condition.getReason()).isEqualTo("Degraded");
            assertThat(condition.getMessage())
                    .contains("0 further losses are tolerated instead of 1", "not available: d1 (upstream: refused)");
        });
    }

    @Test
    void a_failed_check_with_a_weight_is_no_loss() {
        PoolFixture fixture = placed();
        fixture.pool = tracking(TCP.replace("fall: 1", "fall: 1, weight: -20"));
        fixture.directors = withFailed("d1", "upstream");
        assertThat(redundancy(fixture).getStatus()).isEqualTo("True");
    }

    @Test
    void a_failed_check_that_the_pool_no_longer_has_is_no_loss() {
        PoolFixture fixture = placed();
        fixture.directors = withFailed("d1", "forgotten");
        assertThat(redundancy(fixture).getStatus()).isEqualTo("True");
    }

    /** A service that any two directors can carry, and its router published. */
    private static PoolFixture placed() {
        PoolFixture fixture = fixture(TCP);
        fixture.services = List.of(Given.service(
                "count: 1, families: [IPv4]}", "count: 1, families: [IPv4]}\n  demand: {bandwidth: 100M}"));
        VirtualRouter router = PoolFixture.router("web-uid", false, "{director: d1, priority: 250}");
        router.setSpec(decide(fixture).plan().routers().getFirst());
        fixture.routers = List.of(router);
        return fixture;
    }

    private static PoolFixture fixture(String check) {
        PoolFixture fixture = new PoolFixture();
        fixture.pool = tracking(check);
        fixture.directors = directors();
        return fixture;
    }

    private static List<Director> directors() {
        return new PoolFixture()
                .directors.stream()
                        .map(director -> Given.knowing(director, "Tracking"))
                        .toList();
    }

    private static VipPool tracking(String check) {
        return Given.pool(FAILBACK, FAILBACK + "\n    tracking: {noHealthyBackend: Ignore, checks: [" + check + "]}");
    }

    private static List<Director> withFailed(String name, String check) {
        return directors().stream()
                .map(director -> director.getMetadata().getName().equals(name) ? failing(director, check) : director)
                .toList();
    }

    private static Director failing(Director director, String check) {
        return Given.saying(
                director,
                "tracking",
                List.of(new DirectorStatus.TrackedCheck("edge", check, "Failed", "2026-03-01T00:00:00Z", "refused")));
    }

    private static Condition redundancy(PoolFixture fixture) {
        return Objects.requireNonNull(new PoolStatusReport(fixture.pool, decide(fixture))
                        .status(NOW)
                        .conditions())
                .stream()
                .filter(condition -> condition.getType().equals("RedundancySatisfied"))
                .findFirst()
                .orElseThrow();
    }

    private static PoolDecision decide(PoolFixture fixture) {
        return PoolDecision.decide(fixture.inputs(), new PlacementMemory(), NOW);
    }
}
