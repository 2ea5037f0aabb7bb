package io.ipvsoperator.operator.plan.problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.ipvsoperator.operator.placement.PlacementProblem;
import io.ipvsoperator.operator.placement.Unit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProblemReaderTest {
    private static final String LONG = """
            {"directors": [{"name": "d1", "capacity": {"bandwidth": 1000000000}}, {"name": "d2", "capacity": {"bandwidth": 2000000000}}],
             "units": [{"name": "a", "demand": {"bandwidth": 250000000}, "order": ["d1", "d2"]}]}
            """;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {directors: {d1: 1G, d2: 2G}, units: {a: {demand: 250M, order: [d1, d2]}}}
            {directors: {d1: 1G, d2: 2G}, units: {a: 250M}, orders: {a: [d1, d2]}}
            {directors: {d1: [1G], d2: {bandwidth: 2G}}, units: [{name: a, bandwidth: 250000000, order: [d1, d2]}]}
            {capacity: 1G, directors: [d1, {name: d2, capacity: 2G}], m: 1, units: [{name: a, demand: 0.25G, order: [d1, d2]}]}
            """)
    void short_spellings_say_the_same(String text) {
        assertThat(ProblemReader.read("short.yaml", text)).isEqualTo(ProblemReader.read("long.json", LONG));
    }

    @Test
    void a_demand_with_addresses_is_shared_out() {
        PlacementProblem problem =
                ProblemReader.read("p", "{directors: {d1: 1G}, units: [{name: web, demand: 1500M, addresses: 6}]}");
        assertThat(problem.units())
                .extracting(Unit::name, unit -> unit.demand().bandwidth().orElse(0))
                .hasSize(6)
                .first()
                .isEqualTo(tuple("web-1", 250_000_000L));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {directors: {d1: 12Q}, units: {}}                              | p: directors.d1 is "12Q" but must be a quantity such as 400M, 1.5G or 1000000
            {directors: {d1: 0}, units: {}}                                | p: directors.d1 is 0 but must be from 1 to 1P
            {directors: {d1: -1G}, units: {}}                              | p: directors.d1 is -1G but must be from 1 to 1P
            {directors: {d1: 1G, d2: 0}, units: {a: 600M, b: 300M}}        | p: directors.d2 is 0 but must be from 1 to 1P; 900 Mbit/s on d2 is enough; leaving d2 out is not enough
            {directors: {d1: 1G, d2: 1G, d3: -1}, units: {a: 600M, b: 600M}} | p: directors.d3 is -1 but must be from 1 to 1P; 600 Mbit/s on d3 is enough; leaving d3 out is not enough
            {directors: {d1: true}, units: {}}                             | p: directors.d1 is true but must be a quantity such as 400M, 1.5G or 1000000
            ''                                                             | p: the file is empty but must be an object with directors and units
            {units: {}}                                                    | p: the file has no directors; add directors, a map such as {d1: 1G, d2: 1G} or a list such as [{name: d1, capacity: 1G}]
            {directors: {d1: 1G}}                                          | p: the file has no units; add units, a list such as [{name: web-1, demand: 250M}] or a map such as {web-1: 250M}
            {directors: {d1: 1G}, units: [{demand: 1}]}                    | p: units[0] has no name; add name, which must be unique
            {directors: {d1: 1G}, units: {a: {demad: 1}}}                  | p: units.a.demad is not known; known here are name, group, demand, bandwidth, packets, connections, addresses, order, holder, home, pin, allowed, together, families
            {directors: {d1: 1G}, units: {a: -5}}                          | p: units.a is -5 but must be from 0 to 1P
            {directors: {d1: 1G}, units: {a: {order: [d1, d1]}}}           | p: units.a: unit a: order [d1, d1] names a director twice
            {directors: {d1: 1G}, units: {a: {pin: d1, allowed: [d2]}}}    | p: units.a: pin is d1 but must be one of the allowed directors [d2]: pin it to one of them, allow d1 as well, or leave the pin out
            {directors: {d1: 1G}, units: [{name: a}, {name: a}]}           | p: unit a is named twice but names must be unique
            {directors: {d1: 1G}, units: {a: 1}, orders: {b: [d1]}}        | p: orders.b is the order of a unit that is not there; add the unit, or take its order out
            {directors: {d1: 1G}, units: {a: 1}, m: 7}                     | p: m is 7 but must be a whole number from 0 to 3; one director has to survive, so that with 1 of them it is at most 0
            {directors: {d1: 1G}, units: {a: 1}, m: 1, toleratedFailures: 1} | p: m says the same as toleratedFailures; keep one of them
            {directors: {d1: 1G}, units: {a: 1}, policy: Maybe}            | p: policy is "Maybe" but must be one of Warn, Enforce
            {directors: {d1: 1G}, units: {a: 1}, identifiers: 0}           | p: identifiers is 0 but must be a whole number from 1 to 255; every unit needs a virtual router, which units of one order can share
            {directors: {d1: 1G}, units: {a: 1}, spread: [web]}            | p: spread names web, which is the group of no unit; give units that group, or take it out
            {directors: {d1: 1G}, units: {a: 1, a: 2}}                     | p: line 1 cannot be read as YAML: Duplicate field 'a'
            """)
    void what_is_wrong_is_told_with_file_path_value_and_what_would_be_right(String text, String message) {
        assertThatThrownBy(() -> ProblemReader.read("p", text))
                .isInstanceOf(BadInput.class)
                .hasMessage(message);
    }

    @Test
    void demands_that_no_sum_can_hold_are_refused() {
        assertThatThrownBy(() -> ProblemReader.read(
                        "p",
                        "{directors: {d1: 1G}, units: "
                                + IntStream.range(0, 20)
                                        .mapToObj(number -> "{name: u" + number + ", demand: 1P}")
                                        .toList()
                                + "}"))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("must be at most 10P");
    }
}
