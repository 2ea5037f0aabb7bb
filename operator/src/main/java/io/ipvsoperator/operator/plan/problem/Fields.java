package io.ipvsoperator.operator.plan.problem;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The fields of an object in a file. One that is null is as good as absent. */
record Fields(Value whole, Map<String, Value> members) {

    /** The value of a field that has one name and maybe shorter ones, of which a file may use one. */
    Optional<Value> find(String... names) {
        List<Value> found = Stream.of(names)
                .filter(members::containsKey)
                .map(members::get)
                .filter(value -> !value.isNothing())
                .toList();
        if (found.size() > 1) {
            throw found.get(1).wrong("says the same as " + found.getFirst().path() + "; keep one of them");
        }
        return found.stream().findFirst();
    }

    Value require(String name, String expected) {
        return find(name)
                .orElseThrow(() -> new BadInput(whole.where() + " has no " + name + "; add " + name + ", " + expected));
    }

    List<String> names(String name) {
        return find(name).map(value -> value.names("a list of names")).orElse(List.of());
    }
}
