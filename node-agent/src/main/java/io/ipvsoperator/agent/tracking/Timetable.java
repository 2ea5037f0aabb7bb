package io.ipvsoperator.agent.tracking;

import io.ipvsoperator.time.MonotonicInstant;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * When which check runs, and what came of it. Time is an argument; used by one thread.
 *
 * <p>A run that answers in time counts as it answers. One that does not has failed when its time is up, whatever it says later,
 * and as long as it has not ended the check does not run again but fails at every interval.
 */
final class Timetable {
    /** Probes end by themselves when the time is up and say so better than we can. */
    static final Duration GRACE = Duration.ofMillis(250);

    private final Map<CheckName, Entry> entries = new TreeMap<>();
    private final Map<String, MonotonicInstant> recoveredAt = new HashMap<>();
    private long lastRun;

    /** A run that is to be begun. */
    record Run(long number, Check check) {}

    /** @param overdue its time was up and the failure was counted */
    private record Running(long number, MonotonicInstant until, boolean overdue) {}

    private record Entry(Check check, History history, MonotonicInstant nextRunAt, Optional<Running> running) {}

    /** A change of verdict, to be told. */
    record Change(CheckName name, Verdict verdict, Optional<String> error) {}

    /** From now on these are the checks. New ones run at once, changed ones too. */
    void want(List<Check> checks, MonotonicInstant now, Instant wallClock) {
        Map<CheckName, Check> wanted = new TreeMap<>();
        checks.forEach(check -> wanted.putIfAbsent(check.name(), check));
        List.copyOf(entries.values()).stream()
                .filter(entry -> !wanted.containsKey(entry.check().name()))
                .forEach(entry -> remove(entry, now));
        wanted.forEach((name, check) -> {
            Entry before = entries.get(name);
            if (before == null) {
                entries.put(name, new Entry(check, History.begin(wallClock), now, Optional.empty()));
            } else if (!before.check().equals(check)) {
                entries.put(name, changed(before, check, now));
            }
        });
    }

    private void remove(Entry entry, MonotonicInstant now) {
        entries.remove(entry.check().name());
        if (entry.history().verdict() == Verdict.FAILED) {
            recoveredAt.put(entry.check().name().pool(), now);
        }
    }

    /** Only another question makes the answers of the past worthless. */
    private static Entry changed(Entry before, Check check, MonotonicInstant now) {
        boolean sameQuestion = before.check().probe().equals(check.probe());
        return sameQuestion
                ? new Entry(check, before.history(), now, before.running())
                : new Entry(check, before.history().redefined(), now, Optional.empty());
    }

    /** What is due; each of these must be answered by {@link #ended}. */
    List<Run> begin(MonotonicInstant now) {
        List<Run> due = new ArrayList<>();
        for (Entry entry : List.copyOf(entries.values())) {
            if (entry.running().isEmpty() && entry.nextRunAt().isReachedAt(now)) {
                Run run = new Run(++lastRun, entry.check());
                MonotonicInstant until = now.plus(entry.check().timeout()).plus(GRACE);
                entries.put(
                        entry.check().name(),
                        new Entry(
                                entry.check(),
                                entry.history(),
                                now.plus(entry.check().interval()),
                                Optional.of(new Running(run.number(), until, false))));
                due.add(run);
            }
        }
        return due;
    }

    /** A run has ended. Of one that is overdue, or of a check that is gone or asks something else, nothing follows. */
    Optional<Change> ended(Run run, Outcome outcome, MonotonicInstant now, Instant wallClock) {
        Entry entry = entries.get(run.check().name());
        if (entry == null
                || entry.running()
                        .filter(running -> running.number() == run.number())
                        .isEmpty()) {
            return Optional.empty();
        }
        boolean overdue = entry.running().get().overdue();
        Entry idle = new Entry(entry.check(), entry.history(), entry.nextRunAt(), Optional.empty());
        entries.put(run.check().name(), idle);
        return overdue ? Optional.empty() : judge(idle, outcome, now, wallClock);
    }

    /** Runs that should have ended have failed; those that still hang at the next interval fail again. */
    List<Change> expire(MonotonicInstant now, Instant wallClock) {
        List<Change> changes = new ArrayList<>();
        for (Entry entry : List.copyOf(entries.values())) {
            if (entry.running()
                    .filter(running -> running.until().isReachedAt(now))
                    .isPresent()) {
                Running hanging = entry.running().get();
                Entry overdue = new Entry(
                        entry.check(),
                        entry.history(),
                        entry.nextRunAt(),
                        Optional.of(new Running(
                                hanging.number(), now.plus(entry.check().interval()), true)));
                judge(
                                overdue,
                                new Outcome.Failure("hangs: no answer within "
                                        + entry.check().timeout().toMillis() + " ms, and it could not be ended"),
                                now,
                                wallClock)
                        .ifPresent(changes::add);
            }
        }
        return changes;
    }

    private Optional<Change> judge(Entry entry, Outcome outcome, MonotonicInstant now, Instant wallClock) {
        CheckName name = entry.check().name();
        History after = entry.history().after(outcome, entry.check(), wallClock);
        entries.put(name, new Entry(entry.check(), after, entry.nextRunAt(), entry.running()));
        if (after.verdict() == entry.history().verdict()) {
            return Optional.empty();
        }
        if (entry.history().verdict() == Verdict.FAILED) {
            recoveredAt.put(name.pool(), now);
        }
        return Optional.of(new Change(
                name, after.verdict(), after.verdict() == Verdict.FAILED ? after.lastError() : Optional.empty()));
    }

    /** When something is to be done next. */
    Optional<MonotonicInstant> deadline() {
        return entries.values().stream()
                .map(entry -> entry.running().map(Running::until).orElse(entry.nextRunAt()))
                .reduce(MonotonicInstant::earlier);
    }

    TrackingReport report() {
        return new TrackingReport(
                entries.values().stream()
                        .map(entry -> new CheckReport(
                                entry.check().name(),
                                entry.check().resigns(),
                                entry.history().verdict(),
                                entry.history().since(),
                                entry.history().lastError()))
                        .toList(),
                recoveredAt);
    }
}
