package io.ipvsoperator.operator.placement;

import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/** Orders, each once. Many units share a list: one that was seen is known without a look at the names in it. */
final class DistinctOrders {
    private final Set<List<String>> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Set<List<String>> all = new HashSet<>();

    void add(List<String> order) {
        if (seen.add(order)) {
            all.add(order);
        }
    }

    Set<List<String>> all() {
        return Collections.unmodifiableSet(all);
    }
}
