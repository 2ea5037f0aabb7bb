package io.ipvsoperator.operator.virtualservice;

import static org.assertj.core.api.Assertions.assertThat;

import io.ipvsoperator.crds.director.Director;
import io.ipvsoperator.crds.director.DirectorStatus;
import io.ipvsoperator.crds.virtualservice.VirtualServiceStatus;
import io.ipvsoperator.operator.kubernetes.ConditionValue;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A service with three backends on two directors. */
class BackendHealthTest {
    private static final ConditionValue RESOLVED =
            ConditionValue.isTrue("BackendsResolved", "Resolved", "3 of 3 backends take connections");

    private final ServiceFixture fixture = new ServiceFixture();

    private static Director finding(String name, int ready, String panicSince, String... failing) {
        return finding(
                name,
                new DirectorStatus.TableHealth(
                        ServiceFixture.TABLE, ready, 3, panicSince.isEmpty() ? null : panicSince),
                failing);
    }

    private static Director finding(String name, DirectorStatus.TableHealth table, String... failing) {
        Director director = ServiceFixture.director(name, 200);
        DirectorStatus status = director.getStatus();
        director.setStatus(new DirectorStatus(
                status.conditions(),
                status.interfaces(),
                null,
                status.applied(),
                null,
                null,
                null,
                status.agent(),
                null,
                null,
                new DirectorStatus.Health(
                        List.of(table),
                        new DirectorStatus.FailingBackends(
                                failing.length,
                                List.of(failing).stream()
                                        .map(message -> new DirectorStatus.FailingBackend(
                                                ServiceFixture.TABLE, "10.9.0.30", "2026-01-01T00:00:00Z", message))
                                        .toList()))));
        return director;
    }

    private BackendHealth health(Director d1, Director d2) {
        fixture.table = Optional.of(ServiceFixture.table("10.9.0.200", "{address: 10.9.0.30, weight: 1}"));
        return BackendHealth.of(fixture.table, fixture.routers, Map.of("d1", d1, "d2", d2));
    }

    private static ConditionValue condition(BackendHealth health) {
        return health.condition(RESOLVED);
    }

    @Test
    void what_every_director_finds_well_changes_nothing() {
        assertThat(condition(health(finding("d1", 3, ""), finding("d2", 3, ""))))
                .isEqualTo(RESOLVED);
    }

    @Test
    void directors_that_check_nothing_change_nothing() {
        BackendHealth health = health(ServiceFixture.director("d1", 200), ServiceFixture.director("d2", 200));
        assertThat(condition(health)).isEqualTo(RESOLVED);
        assertThat(ready(health)).isEqualTo(3);
    }

    @Test
    void as_many_are_ready_as_the_director_uses_that_uses_the_fewest() {
        assertThat(ready(health(finding("d1", 2, "", "10.9.0.30:80: refused"), finding("d2", 3, ""))))
                .isEqualTo(2);
    }

    @Test
    void a_backend_that_fails_is_named_with_the_director_and_the_reason() {
        ConditionValue value = condition(health(finding("d1", 2, "", "10.9.0.30:80: refused"), finding("d2", 3, "")));
        assertThat(value.reason()).isEqualTo("PartlyHealthy");
        assertThat(value.message()).endsWith("by health checks director d1 uses 2 of 3 (10.9.0.30:80: refused)");
        assertThat(value.holds()).isTrue();
    }

    @Test
    void a_panic_has_a_reason_of_its_own() {
        ConditionValue value = condition(health(finding("d1", 3, "2026-01-01T00:00:00Z"), finding("d2", 3, "")));
        assertThat(value.reason()).isEqualTo("PanicThresholdExceeded");
        assertThat(value.message()).contains("director d1 uses 3 of 3, since more fail than panicThreshold allows");
    }

    @Test
    void without_a_backend_that_anybody_uses_the_service_is_not_ready() {
        ConditionValue value = condition(health(finding("d1", 0, ""), finding("d2", 0, "")));
        assertThat(value.holds()).isFalse();
        assertThat(value.reason()).isEqualTo("NoBackendHealthy");
    }

    private static Director fallback(String name, int ready) {
        return finding(
                name,
                new DirectorStatus.TableHealth(ServiceFixture.TABLE, ready, 3, null, "2026-01-01T00:00:00Z"),
                "10.9.0.30:80: refused");
    }

    @Test
    void where_every_director_uses_its_fallback_the_service_is_not_ready_and_says_so() {
        ConditionValue value = condition(health(fallback("d1", 0), fallback("d2", 0)));
        assertThat(value.holds()).isFalse();
        assertThat(value.reason()).isEqualTo("FallbackServes");
        assertThat(value.message())
                .contains(
                        "director d1 uses 0 of 3 (10.9.0.30:80: refused), fewer than the quorum, so its fallback serves");
    }

    @Test
    void where_one_director_uses_its_fallback_that_is_the_reason() {
        ConditionValue value = condition(health(fallback("d1", 0), finding("d2", 3, "")));
        assertThat(value.holds()).isTrue();
        assertThat(value.reason()).isEqualTo("FallbackServes");
    }

    @Test
    void a_fallback_that_serves_because_nothing_else_is_published_is_told_beside_the_reason_for_that() {
        ConditionValue none = ConditionValue.isFalse("BackendsResolved", "NoEndpoints", "Service web has no endpoints");
        ConditionValue value = health(fallback("d1", 0), fallback("d2", 0)).condition(none);
        assertThat(value.reason()).isEqualTo("NoEndpoints");
        assertThat(value.message()).startsWith("Service web has no endpoints; ").contains("its fallback serves");
    }

    private static int ready(BackendHealth health) {
        return health.counts(new VirtualServiceStatus.Backends(3, 3)).ready();
    }
}
