package io.ipvsoperator.operator.vippool;

import io.ipvsoperator.operator.placement.Placement;
import io.ipvsoperator.operator.placement.PlacementProblem;
import io.ipvsoperator.operator.placement.Placer;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The last questions of each pool and their answers. Most looks at a pool ask what was asked before, and an answer can
 * take a good part of a second. Safe for use by many threads.
 */
final class PlacementMemory {
    /** A look asks once, and with Enforce once more for each service that would have to share a router. */
    private static final int QUESTIONS_OF_A_POOL = 16;

    private final Map<String, Map<Question, Placement>> byPool = new ConcurrentHashMap<>();

    /** @param standing whether what runs is not to be touched */
    private record Question(PlacementProblem problem, boolean standing) {
        Placement answer() {
            return standing ? Placer.asItStands(problem) : Placer.place(problem);
        }
    }

    Placement place(String pool, PlacementProblem problem) {
        return answer(pool, new Question(problem, false));
    }

    /** What orders that exist come to. */
    Placement asItStands(String pool, PlacementProblem problem) {
        return answer(pool, new Question(problem, true));
    }

    private Placement answer(String pool, Question question) {
        return byPool.computeIfAbsent(pool, name -> Collections.synchronizedMap(new Answers()))
                .computeIfAbsent(question, Question::answer);
    }

    /** What was asked when this answer was given; empty when that is forgotten. */
    Optional<PlacementProblem> question(String pool, Placement answer) {
        Map<Question, Placement> answers = byPool.getOrDefault(pool, Map.of());
        synchronized (answers) {
            return answers.entrySet().stream()
                    .filter(entry -> entry.getValue().equals(answer))
                    .map(entry -> entry.getKey().problem())
                    .findFirst();
        }
    }

    void forget(String pool) {
        byPool.remove(pool);
    }

    /** Forgets what was not asked for the longest time. */
    private static final class Answers extends LinkedHashMap<Question, Placement> {
        private static final long serialVersionUID = 1;

        Answers() {
            super(QUESTIONS_OF_A_POOL, 0.75f, true);
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<Question, Placement> eldest) {
            return size() > QUESTIONS_OF_A_POOL;
        }
    }
}
