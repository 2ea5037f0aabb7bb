package io.ipvsoperator.agent.benchmark.ipvs;

import io.ipvsoperator.agent.benchmark.Progress;
import io.ipvsoperator.agent.benchmark.Series;
import io.ipvsoperator.agent.benchmark.ipvs.Contender.Kind;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The three take turns, each time in a namespace that is new and with a process that has just started. */
final class ProgrammingPart {
    private static final String SCHEDULER = "rr";
    private static final int DESTINATIONS = 3;
    private static final int FIRST_MAGLEV_DESTINATIONS = 10;

    private final Map<Task, Map<Kind, List<Duration>>> taken = new EnumMap<>(Task.class);
    /** Messages of our side that changed something, at most in one run. */
    private final Map<Task, Integer> writes = new EnumMap<>(Task.class);

    static ProgrammingPart measure(IpvsOptions options) throws IOException {
        ProgrammingPart part = new ProgrammingPart();
        for (int run = 0; run < options.runs(); run++) {
            for (Kind kind : options.contenders()) {
                part.thousand(kind);
                part.maglev(kind, options.changes());
                part.tenThousand(kind, options.changes());
            }
        }
        return part;
    }

    private void thousand(Kind kind) throws IOException {
        Workload workload = Workload.of(1000, DESTINATIONS, SCHEDULER);
        try (IpvsNamespace namespace = new IpvsNamespace();
                Contender contender = kind.start(namespace)) {
            note(Task.PROGRAM_1000, kind, contender, workload);
            namespace.check(kind, workload);
            note(Task.DRAIN, kind, contender, workload.drained());
            namespace.check(kind, workload.drained());
        }
    }

    private void maglev(Kind kind, int changes) throws IOException {
        Workload workload = Workload.of(1, FIRST_MAGLEV_DESTINATIONS, "mh");
        try (IpvsNamespace namespace = new IpvsNamespace();
                Contender contender = kind.start(namespace)) {
            contender.make(workload);
            for (int change = 1; change <= changes; change++) {
                workload = workload.withDestinations(FIRST_MAGLEV_DESTINATIONS + change);
                note(Task.ADD_TO_MAGLEV, kind, contender, workload);
            }
            namespace.check(kind, workload);
        }
    }

    private void tenThousand(Kind kind, int changes) throws IOException {
        Workload workload = Workload.of(10_000, DESTINATIONS, SCHEDULER);
        try (IpvsNamespace namespace = new IpvsNamespace();
                Contender contender = kind.start(namespace)) {
            note(Task.PROGRAM_10000, kind, contender, workload);
            namespace.check(kind, workload);
            for (int change = 1; change <= changes; change++) {
                workload = workload.withLastWeight(1 + change);
                note(Task.CHANGE_ONE, kind, contender, workload);
            }
            namespace.check(kind, workload);
            for (int look = 0; look < changes; look++) {
                lookAround(kind, contender, workload);
            }
        }
    }

    /** The others never look at the kernel again. */
    private void lookAround(Kind kind, Contender contender, Workload workload) throws IOException {
        if (contender instanceof AgentProcess agent) {
            note(Task.AUDIT, kind, agent.audit(workload));
        }
    }

    private void note(Task task, Kind kind, Contender contender, Workload workload) throws IOException {
        if (contender instanceof AgentProcess agent) {
            note(task, kind, agent.change(workload));
        } else {
            note(task, kind, contender.make(workload));
        }
    }

    private void note(Task task, Kind kind, AgentProcess.Answer answer) {
        writes.merge(task, answer.writes(), Math::max);
        note(task, kind, answer.taken());
    }

    private void note(Task task, Kind kind, Duration duration) {
        taken.computeIfAbsent(task, absent -> new EnumMap<>(Kind.class))
                .computeIfAbsent(kind, absent -> new ArrayList<>())
                .add(duration);
        Progress.say("%s, %s: %s ms".formatted(kind.label(), task.label(), Series.milliseconds(duration)));
    }

    Optional<Series> taken(Task task, Kind kind) {
        return Optional.ofNullable(taken.getOrDefault(task, Map.of()).get(kind)).map(Series::new);
    }

    Optional<Integer> writes(Task task) {
        return Optional.ofNullable(writes.get(task));
    }
}
