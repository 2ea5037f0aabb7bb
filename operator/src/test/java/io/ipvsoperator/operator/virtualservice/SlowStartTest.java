package io.ipvsoperator.operator.virtualservice;

import static org.assertj.core.api.Assertions.assertThat;

import io.ipvsoperator.operator.testing.Given;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SlowStartTest {
    private static final String BACKENDS = "endpoints: [{address: 10.9.0.30, weight: 1}]";
    private static final String SLOW = BACKENDS + ", slowStart: {duration: 90s}";

    private final ServiceFixture fixture = new ServiceFixture();

    @BeforeEach
    void both_agents_know_it() {
        fixture.agentsKnow("SlowStart");
    }

    @Test
    void it_is_published_and_the_weights_are_those_that_people_wrote() {
        fixture.service = Given.service(BACKENDS, SLOW, "name: rr", "name: wlc");
        assertThat(fixture.decide().table().orElseThrow().slowStartSeconds()).isEqualTo(90);
        assertThat(fixture.decide()
                        .table()
                        .orElseThrow()
                        .destinations()
                        .getFirst()
                        .weight())
                .isEqualTo(1);
    }

    @Test
    void it_waits_for_the_agents_that_do_not_know_it() {
        fixture.service = Given.service(BACKENDS, SLOW, "name: rr", "name: wlc");
        fixture.directors = Map.of("d2", ServiceFixture.director("d2", 0));
        assertThat(fixture.decide().refusal())
                .map(Refusal::message)
                .hasValueSatisfying(message -> assertThat(message)
                        .isEqualTo(
                                "spec.backends.slowStart is present, which the agents of directors d2 do not know; update the"
                                        + " node-agent there"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "rr  | 90s | 1    | spec.scheduler.name is rr but with backends.slowStart it must be one that shares",
                "mh  | 90s | 1    | spec.scheduler.name is mh but with backends.slowStart it must be one that shares",
                "wlc | 9s  | 1    | spec.backends.slowStart.duration is 9s but must be from 10s to 1h",
                "wlc | 61m | 1    | spec.backends.slowStart.duration is 61m but must be from 10s to 1h",
                "wlc | 90s | 6554 | spec.backends.endpoints has weight 6554 but with slowStart it must be at most 6553",
            })
    void a_wrong_value_is_named_with_what_would_be_right(
            String scheduler, String duration, String weight, String message) {
        fixture.service = Given.service(
                BACKENDS,
                SLOW,
                "name: rr",
                "name: " + scheduler,
                "duration: 90s",
                "duration: " + duration,
                "weight: 1",
                "weight: " + weight);
        assertThat(fixture.decide().refusal())
                .map(Refusal::message)
                .hasValueSatisfying(said -> assertThat(said).startsWith(message));
    }
}
