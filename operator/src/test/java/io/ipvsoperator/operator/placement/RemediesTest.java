package io.ipvsoperator.operator.placement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.list;

import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.assertj.core.api.ListAssert;
import org.junit.jupiter.api.Test;

/** Whoever does what a remedy says has a problem that fits, and less of the kind would not do. */
class RemediesTest {
    private static List<Director> directors(long... capacities) {
        return IntStream.range(0, capacities.length)
                .mapToObj(i -> new Director(
                        "d" + (i + 1), Amounts.ofBandwidth(capacities[i]), Director.Availability.AVAILABLE))
                .toList();
    }

    private static Unit unit(String name, long demand) {
        return new Unit(name, name, Amounts.ofBandwidth(demand), List.of());
    }

    private static ListAssert<Remedy> remedies(int losses, List<Director> directors, Unit... units) {
        Placement placement =
                Placer.place(new PlacementProblem(directors, List.of(units), losses, PlacementProblem.Policy.WARN));
        return assertThat(placement.verdict())
                .isInstanceOf(Verdict.Overloaded.class)
                .extracting(verdict -> ((Verdict.Overloaded) verdict).remedies())
                .asInstanceOf(list(Remedy.class));
    }

    @Test
    void of_few_units_the_capacity_is_what_they_put_there_and_not_a_percent_more() {
        remedies(0, directors(1000, 1000), unit("a", 1003), unit("b", 1))
                .filteredOn(Remedy.MoreCapacity.class::isInstance)
                .first()
                .extracting("director", "capacity", "added")
                .containsExactly("d1", 1003L, 3L);
    }

    @Test
    void a_capacity_in_words_is_rounded_up_as_less_would_not_do() {
        remedies(0, directors(1000, 1000), unit("a", 1003), unit("b", 1))
                .extracting(Remedy::describe)
                .contains("1.01 kbit/s instead of 1 kbit/s on d1 is enough");
    }

    @Test
    void one_more_director_needs_what_it_gets() {
        remedies(0, directors(1000), unit("a", 999), unit("b", 503))
                .filteredOn(Remedy.AnotherDirector.class::isInstance)
                .first()
                .extracting("capacity")
                .isEqualTo(503L);
    }

    @Test
    void fewer_tolerated_losses_are_a_kind_of_their_own() {
        remedies(1, directors(1000, 1000, 1000), unit("a", 600), unit("b", 600), unit("c", 600))
                .extracting(Remedy::describe)
                .contains("toleratedFailures of 0 instead of 1 is enough");
    }

    @Test
    void where_there_is_too_much_without_a_loss_fewer_losses_are_not_enough() {
        remedies(1, directors(1000, 1000), unit("a", 1500), unit("b", 1500))
                .extracting(Remedy::describe)
                .contains("fewer tolerated failures are not enough");
    }

    @Test
    void where_no_loss_is_to_be_tolerated_fewer_are_not_spoken_of() {
        remedies(0, directors(1000, 1000), unit("a", 1500)).noneMatch(Remedy.FewerLosses.class::isInstance);
    }

    @Test
    void a_pin_that_is_in_the_way_is_named() {
        Unit other = unit("b", 600).on(Terms.NONE.pinnedTo("d1"));
        remedies(0, directors(1000, 1000, 1000), unit("a", 600).on(Terms.NONE.pinnedTo("d1")), other)
                .contains(new Remedy.FewerTerms(List.of("a"), "if a may be served by any director that is enough"));
    }

    @Test
    void pins_and_allowed_directors_that_are_in_the_way_together_are_all_named() {
        Terms small = Terms.NONE.allowedOn(Set.of("d3"));
        remedies(
                        0,
                        directors(1000, 1000, 100),
                        unit("a", 600).on(small),
                        unit("b", 600).on(small))
                .contains(
                        new Remedy.FewerTerms(List.of("a", "b"), "without pins and allowed directors everything fits"));
    }

    @Test
    void an_address_more_is_served_by_those_alone_that_the_others_may_be_served_by() {
        remedies(0, directors(1000, 1000, 1000), unit("a", 1500).on(Terms.NONE.allowedOn(Set.of("d1"))))
                .extracting(Remedy::describe)
                .contains("up to 16 more addresses for a are not enough");
    }
}
