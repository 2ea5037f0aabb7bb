package io.ipvsoperator.operator.vippool;

import io.ipvsoperator.operator.placement.Amounts;
import io.ipvsoperator.operator.placement.Director;
import io.ipvsoperator.operator.placement.Placement;
import io.ipvsoperator.operator.placement.PlacementProblem;
import io.ipvsoperator.operator.placement.Placer;
import io.ipvsoperator.operator.placement.Sizing;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
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

    /** As many as a pool may have services of different demand without one of them being asked for again at every look. */
    private static final int DEMANDS_OF_A_POOL = 1024;

    private final Map<String, Map<Question, Placement>> byPool = new ConcurrentHashMap<>();
    private final Map<String, Map<Demanded, Integer>> addressesByPool = new ConcurrentHashMap<>();

    /** @param standing whether what runs is not to be touched */
    private record Question(PlacementProblem problem, boolean standing) {
        Placement answer() {
            return standing ? Placer.asItStands(problem) : Placer.place(problem);
        }
    }

    /** What a number of addresses depends on: not on who is available. */
    private record Demanded(Amounts demand, List<Director> directors, int toleratedFailures) {
        int addresses() {
            return Sizing.recommend(demand, directors, toleratedFailures).count();
        }
    }

    /** How many addresses suit a demand. */
    int addresses(String pool, Amounts demand, List<Director> directors, int toleratedFailures) {
        List<Director> up = directors.stream().map(Director::up).toList();
        return addressesByPool
                .computeIfAbsent(pool, name -> Collections.synchronizedMap(new Answers<>(DEMANDS_OF_A_POOL)))
                .computeIfAbsent(new Demanded(demand, up, toleratedFailures), Demanded::addresses);
    }

    Placement place(String pool, PlacementProblem problem) {
        return answer(pool, new Question(problem, false));
    }

    /** What orders that exist come to. */
    Placement asItStands(String pool, PlacementProblem problem) {
        return answer(pool, new Question(problem, true));
    }

    private Placement answer(String pool, Question question) {
        return byPool.computeIfAbsent(pool, name -> Collections.synchronizedMap(new Answers<>(QUESTIONS_OF_A_POOL)))
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
        addressesByPool.remove(pool);
    }

    /** Forgets what was not asked for the longest time. */
    private static final class Answers<Q, A> extends LinkedHashMap<Q, A> {
        private static final long serialVersionUID = 1;

        private final int most;

        Answers(int most) {
            super(16, 0.75f, true);
            this.most = most;
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<Q, A> eldest) {
            return size() > most;
        }
    }
}
