package io.ipvsoperator.operator.director;

import static org.assertj.core.api.Assertions.assertThat;

import io.ipvsoperator.crds.director.Director;
import io.ipvsoperator.crds.director.DirectorStatus;
import io.ipvsoperator.crds.forwardingtable.ForwardingTable;
import io.ipvsoperator.operator.testing.Given;
import java.util.List;
import org.junit.jupiter.api.Test;

class AcknowledgementTest {
    private static final ForwardingTable TABLE = Given.table("metadata: {name: vs-a, resourceVersion: \"1000\"}");

    @Test
    void the_version_of_the_object_or_a_later_one_is_an_acknowledgement() {
        assertThat(Acknowledgement.of(director(1000), TABLE)).isEqualTo(new Acknowledgement.Applied());
        assertThat(Acknowledgement.of(director(1001), TABLE)).isEqualTo(new Acknowledgement.Applied());
    }

    @Test
    void versions_compare_as_numbers() {
        assertThat(Acknowledgement.of(director(999), TABLE)).isEqualTo(new Acknowledgement.Pending());
    }

    @Test
    void another_resource_says_nothing() {
        Director director = Given.saying(
                director(5000), "applied", List.of(new DirectorStatus.Applied("virtualrouters", "5000", "a")));

        assertThat(Acknowledgement.of(director, TABLE)).isEqualTo(new Acknowledgement.Pending());
    }

    @Test
    void a_failure_does_not_hold_the_version_back_and_is_handled() {
        Director director = Given.saying(
                director(1000),
                "failures",
                new DirectorStatus.Failures(1, List.of(new DirectorStatus.Failure("forwardingtables", "vs-a", "why"))));

        assertThat(Acknowledgement.of(director, TABLE)).isEqualTo(new Acknowledgement.Failed("why"));
        assertThat(Acknowledgement.of(director, TABLE).isHandled()).isTrue();
    }

    @Test
    void a_director_that_never_reported_has_acknowledged_nothing() {
        assertThat(Acknowledgement.of(new Director(), TABLE)).isEqualTo(new Acknowledgement.Pending());
    }

    private static Director director(long applied) {
        return Given.director("d1", "10.9.0.11", applied);
    }
}
