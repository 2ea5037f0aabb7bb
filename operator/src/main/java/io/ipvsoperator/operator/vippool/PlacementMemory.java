package io.ipvsoperator.operator.vippool;

import io.ipvsoperator.operator.placement.Placement;
import io.ipvsoperator.operator.placement.PlacementProblem;
import io.ipvsoperator.operator.placement.Placer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The last question of each pool and its answer. Most looks at a pool ask what was asked before, and an answer can take
 * a good part of a second. Safe for use by many threads.
 */
final class PlacementMemory {
    private final Map<String, Answered> byPool = new ConcurrentHashMap<>();

    private record Answered(PlacementProblem problem, Placement placement) {}

    Placement place(String pool, PlacementProblem problem) {
        Answered last = byPool.get(pool);
        if (last != null && last.problem().equals(problem)) {
            return last.placement();
        }
        Placement placement = Placer.place(problem);
        byPool.put(pool, new Answered(problem, placement));
        return placement;
    }

    void forget(String pool) {
        byPool.remove(pool);
    }
}
