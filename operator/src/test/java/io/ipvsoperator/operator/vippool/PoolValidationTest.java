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
    void addresses_of_IPv6_are_refused_as_unsupported() {
        assertRefused(Given.pool(ADDRESSES, "[\"2001:db8::/120\"]"), "Unsupported", "2001:db8::/120");
    }

    @Test
    void unicast_is_refused_as_unsupported() {
        assertRefused(Given.pool("Multicast", "Unicast"), "InvalidVrrp", "spec.vrrp.transport is Unicast", "Multicast");
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
                                .hasValueSatisfying(warning -> assertThat(warning)
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
