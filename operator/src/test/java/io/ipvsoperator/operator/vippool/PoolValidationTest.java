package io.ipvsoperator.operator.vippool;

import static org.assertj.core.api.Assertions.assertThat;

import io.ipvsoperator.crds.vippool.VipPool;
import io.ipvsoperator.operator.testing.Given;
import io.ipvsoperator.operator.virtualservice.Refusal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PoolValidationTest {
    private static final String ADDRESSES = "[10.9.0.200-10.9.0.205]";
    private static final String NO_AUTHENTICATION = "failback: {policy: Immediate}";
    private static final String AUTHENTICATION =
            "failback: {policy: Immediate}\n    authentication: {type: PASS, secretName: vrrp, secretKey: edge}";

    @Test
    void a_pool_with_the_defaults_of_the_API_is_valid() {
        assertThat(validate(new PoolFixture())).isInstanceOf(PoolValidation.Outcome.Valid.class);
    }

    @Test
    void ranges_that_overlap_inside_a_pool_are_both_named() {
        assertRefused(
                Given.pool(ADDRESSES, "[10.9.0.200-10.9.0.205, 10.9.0.204/30]"),
                "OverlappingRanges",
                "10.9.0.200-10.9.0.205",
                "10.9.0.204/30");
    }

    @Test
    void a_range_that_an_older_pool_has_is_refused_naming_both() {
        PoolFixture fixture = new PoolFixture();
        fixture.otherPools =
                List.of(Given.pool("name: edge", "name: old", "2026-01-01", "2025-01-01", ADDRESSES, "[10.9.0.205]"));

        assertThat(refusal(fixture)).satisfies(refusal -> {
            assertThat(refusal.reason()).isEqualTo("OverlappingRanges");
            assertThat(refusal.message())
                    .contains("VipPool edge", "VipPool old", "10.9.0.200-10.9.0.205", "10.9.0.205");
        });
    }

    @Test
    void a_range_that_a_younger_pool_has_disturbs_nothing() {
        PoolFixture fixture = new PoolFixture();
        fixture.otherPools = List.of(Given.pool("name: edge", "name: young", "2026-01-01", "2026-02-01"));

        assertThat(validate(fixture)).isInstanceOf(PoolValidation.Outcome.Valid.class);
    }

    @Test
    void a_selector_that_matches_no_node_is_said() {
        PoolFixture fixture = new PoolFixture();
        fixture.nodes = List.of(Given.node("w1", "10.9.0.31", false));

        assertThat(refusal(fixture).reason()).isEqualTo("NoDirectorsMatch");
    }

    @Test
    void unicast_is_refused_while_an_agent_does_not_know_it() {
        assertRefused(
                Given.pool("Multicast", "Unicast"),
                "AgentsTooOld",
                "spec.vrrp.transport is Unicast",
                "directors d1, d2, d3",
                "update the node-agent");
    }

    @Test
    void unicast_is_served_once_every_agent_knows_it() {
        PoolFixture fixture = knowing("Unicast");
        fixture.pool = Given.pool("Multicast", "Unicast");

        assertThat(validate(fixture)).isInstanceOf(PoolValidation.Outcome.Valid.class);
    }

    @Test
    void a_silent_director_is_not_asked_what_its_agent_knows() {
        PoolFixture fixture = knowing("Unicast");
        fixture.pool = Given.pool("Multicast", "Unicast");
        fixture.directors = List.of(
                fixture.directors.get(0),
                fixture.directors.get(1),
                Given.silent(PoolFixture.director("d3", 0), "2026-01-01T00:00:00Z"));

        assertThat(validate(fixture)).isInstanceOf(PoolValidation.Outcome.Valid.class);
    }

    @Test
    void an_agent_that_has_said_nothing_yet_is_not_called_too_old() {
        PoolFixture fixture = knowing("Unicast");
        fixture.pool = Given.pool("Multicast", "Unicast");
        fixture.directors = List.of(
                fixture.directors.get(0), fixture.directors.get(1), Given.withoutReport(PoolFixture.director("d3", 0)));

        assertThat(validate(fixture)).isInstanceOf(PoolValidation.Outcome.Valid.class);
    }

    @Test
    void a_virtual_MAC_address_is_refused_while_an_agent_does_not_know_it() {
        assertRefused(
                Given.pool("virtualMac: Disabled", "virtualMac: Enabled"),
                "AgentsTooOld",
                "spec.vrrp.virtualMac is Enabled",
                "directors d1, d2, d3",
                "update the node-agent");
    }

    @Test
    void a_virtual_MAC_address_is_published_once_every_agent_knows_it() {
        PoolFixture fixture = knowing("VirtualMac");
        fixture.pool = Given.pool("virtualMac: Disabled", "virtualMac: Enabled");

        assertThat(validate(fixture))
                .isInstanceOfSatisfying(
                        PoolValidation.Outcome.Valid.class,
                        valid -> assertThat(valid.pool().vrrp().virtualMac()).isEqualTo("Enabled"));
    }

    @Test
    void IPv6_that_an_agent_does_not_know_is_a_warning_that_names_its_director() {
        PoolFixture fixture = new PoolFixture();
        fixture.pool = Given.pool(ADDRESSES, "[10.9.0.200, \"2001:db8::/120\"]");

        assertThat(validate(fixture))
                .isInstanceOfSatisfying(
                        PoolValidation.Outcome.Valid.class,
                        valid -> assertThat(valid.pool().warning()).hasValueSatisfying(warning -> {
                            assertThat(warning.reason()).isEqualTo("AgentsTooOld");
                            assertThat(warning.message()).contains("d1, d2, d3");
                        }));
    }

    @Test
    void VRRPv2_with_IPv6_is_refused() {
        assertRefused(
                Given.pool(ADDRESSES, "[\"2001:db8::/120\"]", "version: 3", "version: 2"),
                "InvalidVrrp",
                "spec.vrrp.version is 2",
                "2001:db8::/120");
    }

    @ParameterizedTest
    @CsvSource({
        "failback: {policy: Immediate}, 'failback: {policy: Delayed, delay: 500ms}', failback.delay is 500ms, whole seconds",
        "delay: 5s, delay: 61m, announcements.delay is 61m, at most 1h",
        "refresh: 0s, refresh: 999ms, announcements.refresh is 999ms, 1s to 24h",
        "interval: 0s, interval: 2s, announcements.interval is 2s, at most 1s"
    })
    void a_time_out_of_its_bounds_is_named_with_what_would_be_right(
            String old, String now, String field, String right) {
        assertRefused(Given.pool(old, now), "InvalidVrrp", "spec.vrrp." + field, right);
    }

    @ParameterizedTest
    @CsvSource({"2, 100ms, whole seconds", "2, 256s, whole seconds", "3, 15ms, a multiple of 10ms", "3, 41s, 40.95s"})
    void an_interval_that_the_version_of_VRRP_cannot_carry_is_refused(int version, String interval, String right) {
        assertRefused(
                Given.pool(
                        "version: 3",
                        "version: " + version,
                        "advertisementInterval: 1s",
                        "advertisementInterval: " + interval),
                "InvalidVrrp",
                "spec.vrrp.advertisementInterval is " + interval,
                right);
    }

    @Test
    void a_password_that_is_not_there_is_named_with_its_Secret() {
        assertRefused(
                Given.pool("version: 3", "version: 2", NO_AUTHENTICATION, AUTHENTICATION),
                "PasswordNotFound",
                "key edge of Secret vrrp");
    }

    @Test
    void a_password_longer_than_VRRP_carries_is_a_warning_that_does_not_tell_it() {
        PoolFixture fixture = new PoolFixture();
        fixture.pool = Given.pool("version: 3", "version: 2", NO_AUTHENTICATION, AUTHENTICATION);
        fixture.password = Optional.of("netology_secret".getBytes(StandardCharsets.US_ASCII));

        assertThat(validate(fixture))
                .isInstanceOfSatisfying(
                        PoolValidation.Outcome.Valid.class,
                        valid -> assertThat(valid.pool().warning())
                                .hasValueSatisfying(warning -> assertThat(warning.message())
                                        .contains("15 octets")
                                        .doesNotContain("netology")));
    }

    @Test
    void an_identifier_that_another_pool_uses_on_the_same_segment_is_refused() {
        assertThat(refusal(withTheSameIdentifierAs("[10.9.0.100]"))).satisfies(refusal -> {
            assertThat(refusal.reason()).isEqualTo("VirtualRouterIdInUse");
            assertThat(refusal.message()).contains("[33]");
        });
    }

    @Test
    void a_pool_on_another_segment_may_use_the_same_identifier_even_while_a_director_has_reported_nothing() {
        PoolFixture fixture = withTheSameIdentifierAs("[192.0.2.100]");

        assertThat(validate(fixture)).isInstanceOf(PoolValidation.Outcome.Valid.class);
    }

    private static PoolFixture knowing(String feature) {
        PoolFixture fixture = new PoolFixture();
        fixture.directors = fixture.directors.stream()
                .map(director -> Given.knowing(director, feature))
                .toList();
        return fixture;
    }

    /** Another pool, whose addresses no director of these has an interface for unless they lie in 10.9.0.0/24. */
    private static PoolFixture withTheSameIdentifierAs(String addresses) {
        PoolFixture fixture = new PoolFixture();
        fixture.otherPools = List.of(Given.pool("name: edge", "name: other", ADDRESSES, addresses));
        fixture.routers = List.of(
                PoolFixture.router("web-uid", false, "{director: d1, priority: 250}"),
                PoolFixture.router("other", "other-uid", "{director: d1, priority: 250}"));
        return fixture;
    }

    private static void assertRefused(VipPool pool, String reason, String... parts) {
        PoolFixture fixture = new PoolFixture();
        fixture.pool = pool;
        assertThat(refusal(fixture)).satisfies(refusal -> {
            assertThat(refusal.reason()).isEqualTo(reason);
            assertThat(refusal.message()).contains(parts);
        });
    }

    private static Refusal refusal(PoolFixture fixture) {
        return validate(fixture) instanceof PoolValidation.Outcome.Invalid(Refusal refusal)
                ? refusal
                : new Refusal("None", "the pool is valid");
    }

    private static PoolValidation.Outcome validate(PoolFixture fixture) {
        PoolInputs inputs = fixture.inputs();
        return PoolValidation.validate(inputs, PoolDirectors.of(inputs.pool(), inputs.nodes(), inputs.directors()));
    }
}
