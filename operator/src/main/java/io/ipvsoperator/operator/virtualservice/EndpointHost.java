package io.ipvsoperator.operator.virtualservice;

import java.util.Set;
import java.util.TreeSet;

/** Whose address an endpoint is. */
sealed interface EndpointHost {

    /** No node's: a host outside of the cluster. */
    record Outside() implements EndpointHost {}

    record OnNode(String name) implements EndpointHost {}

    /**
     * More than one node's, so nobody can say where a packet would arrive.
     *
     * @param names in their order
     */
    record Contested(Set<String> names) implements EndpointHost {
        public Contested {
            names = new TreeSet<>(names);
            if (names.size() < 2) {
                throw new IllegalArgumentException("names is " + names + " but a contest has at least two");
            }
        }
    }

    static EndpointHost of(Set<String> nodes) {
        return switch (nodes.size()) {
            case 0 -> new Outside();
            case 1 -> new OnNode(nodes.iterator().next());
            default -> new Contested(nodes);
        };
    }
}
