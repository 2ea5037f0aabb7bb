package io.ipvsoperator.agent.probe;

import io.ipvsoperator.time.MonotonicInstant;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * When which probe runs, and what came of it. Time is an argument; used by one thread. A run costs the logarithm of the number
 * of probes, and a look at each owner that has too many runs under way.
 *
 * <p>A run that answers in time counts as it answers. One that does not has failed when its time is up, whatever it says later,
 * and as long as it has not ended the probe does not run again but fails at every interval.
 *
 * <p>While this process itself is late, silence says nothing: what came in time may not have been heard in time.
 */
public final class Timetable<N extends Comparable<N>> {
    /** Probes end by themselves when the time is up and say so better than we can. */
    static final Duration GRACE = Duration.ofMillis(250);

    /** Of the time that a run has: a run is woken some times, and each of them may be as late. */
    private static final int TOLERATED_LATENESS_DIVISOR = 4;

    private final Map<N, Entry<N>> entries = new TreeMap<>();
    /** When those that do not run begin. */
    private final Places<N> places;
    /** The same for echoes, each of which holds a thread. */
    private final Places<N> echoPlaces;
    /** When the time of those that run is up. */
    private final NavigableSet<Due<N>> expiries = new TreeSet<>(Due.order());

    private long lastRun;
    /** Since the beginning. */
    private Duration late = Duration.ZERO;

    /**
     * @param mostRuns at one time but echoes; further ones wait
     * @param mostEchoes at one time
     */
    public Timetable(int mostRuns, int mostEchoes) {
        places = new Places<>(mostRuns);
        echoPlaces = new Places<>(mostEchoes);
    }

    /** A run that is to be begun. */
    public record Run<N extends Comparable<N>>(long number, PeriodicProbe<N> probe) {}

    /** A change of verdict. */
    public record Change<N>(N name, Verdict before, Verdict after, Optional<String> error) {}

    /**
     * @param overdue its time was up and the failure was counted
     * @param lateBefore how late this process had been in all when this time began
     */
    private record Running(long number, MonotonicInstant until, boolean overdue, Duration lateBefore) {}

    private record Entry<N extends Comparable<N>>(
            PeriodicProbe<N> probe, History history, MonotonicInstant nextRunAt, Optional<Running> running) {
        Entry<N> judged(History after) {
            return new Entry<>(probe, after, nextRunAt, running);
        }
    }

    /** From now on these are the probes. Of two with one name the first counts. New and changed ones run after their delay. */
    public void want(Collection<PeriodicProbe<N>> probes, MonotonicInstant now, Instant wallClock) {
        Map<N, PeriodicProbe<N>> wanted = new TreeMap<>();
        probes.forEach(probe -> wanted.putIfAbsent(probe.name(), probe));
        List.copyOf(entries.keySet()).stream()
                .filter(name -> !wanted.containsKey(name))
                .forEach(this::remove);
        wanted.forEach((name, probe) -> {
            Entry<N> before = entries.get(name);
            if (before == null) {
                put(new Entry<>(probe, History.begin(wallClock), now.plus(probe.firstAfter()), Optional.empty()));
            } else if (!before.probe().equals(probe)) {
                put(changed(before, probe, now));
            }
        });
    }

    /** Only another question makes the answers of the past worthless. */
    private static <N extends Comparable<N>> Entry<N> changed(
            Entry<N> before, PeriodicProbe<N> probe, MonotonicInstant now) {
        boolean sameQuestion = before.probe().probe().equals(probe.probe());
        MonotonicInstant next = now.plus(probe.firstAfter());
        return sameQuestion
                ? new Entry<>(probe, before.history(), next, before.running())
                : new Entry<>(probe, before.history().redefined(), next, Optional.empty());
    }

    private void put(Entry<N> entry) {
        N name = entry.probe().name();
        remove(name);
        entries.put(name, entry);
        entry.running()
                .ifPresentOrElse(
                        running -> expiries.add(new Due<>(running.until(), name)),
                        () -> places(entry.probe()).add(new Due<>(entry.nextRunAt(), name), entry.probe()));
    }

    private void remove(N name) {
        Entry<N> before = entries.remove(name);
        if (before != null) {
            places(before.probe()).remove(new Due<>(before.nextRunAt(), name), before.probe());
            before.running().ifPresent(running -> expiries.remove(new Due<>(running.until(), name)));
        }
    }

    private Places<N> places(PeriodicProbe<N> probe) {
        return probe.probe() instanceof Probe.Echo ? echoPlaces : places;
    }

    /** This process came later than it wanted to by that much, so its runs may have, too. */
    public void late(Duration by) {
        late = late.plus(by);
    }

    /** What is due and has a place, the longest waiting first; each of these must be answered by {@link #ended}. */
    public List<Run<N>> begin(MonotonicInstant now) {
        List<Run<N>> begun = new ArrayList<>();
        for (Places<N> kind : List.of(places, echoPlaces)) {
            Optional<Due<N>> next = kind.next();
            while (next.isPresent() && next.get().at().isReachedAt(now)) {
                begun.add(begin(entry(next.get().name()), now));
                next = kind.next();
            }
        }
        return begun;
    }

    private Run<N> begin(Entry<N> entry, MonotonicInstant now) {
        PeriodicProbe<N> probe = entry.probe();
        Run<N> run = new Run<>(++lastRun, probe);
        Running running =
                new Running(run.number(), now.plus(probe.cadence().timeout()).plus(GRACE), false, late);
        put(new Entry<>(probe, entry.history(), now.plus(probe.cadence().interval()), Optional.of(running)));
        places(probe).begun(probe);
        return run;
    }

    /** How many have begun and not ended, those of probes that are gone as well. */
    public int running() {
        return places.running() + echoPlaces.running();
    }

    /** What the outcome of a run that has ended is worth. */
    public Outcome weighed(Run<N> run, Outcome outcome) {
        boolean silent = outcome instanceof Outcome.Silence;
        return silent && running(run).filter(its -> wasLate(its, run.probe())).isPresent()
                ? new Outcome.NoVerdict("this process was late itself")
                : outcome;
    }

    private boolean wasLate(Running running, PeriodicProbe<N> probe) {
        Duration tolerated = probe.cadence().timeout().dividedBy(TOLERATED_LATENESS_DIVISOR);
        return late.minus(running.lateBefore()).compareTo(tolerated) > 0;
    }

    /** Empty if the probe is gone or has another run. */
    private Optional<Running> running(Run<N> run) {
        return Optional.ofNullable(entries.get(run.probe().name()))
                .flatMap(Entry::running)
                .filter(its -> its.number() == run.number());
    }

    /** A run has ended, with an outcome that was weighed. Of one that is overdue, or of a probe that is gone or asks something else, nothing follows. */
    public Optional<Change<N>> ended(Run<N> run, Outcome outcome, Instant wallClock) {
        places(run.probe()).ended(run.probe());
        Optional<Running> running = running(run);
        if (running.isEmpty()) {
            return Optional.empty();
        }
        Entry<N> entry = entry(run.probe().name());
        Entry<N> idle = new Entry<>(entry.probe(), entry.history(), entry.nextRunAt(), Optional.empty());
        put(idle);
        return running.get().overdue() ? Optional.empty() : judge(idle, outcome, wallClock);
    }

    /** Runs that should have ended have failed; those that still hang at the next interval fail again. After lateness they get their time anew. */
    public List<Change<N>> expire(MonotonicInstant now, Instant wallClock) {
        List<Change<N>> changes = new ArrayList<>();
        while (!expiries.isEmpty() && expiries.first().at().isReachedAt(now)) {
            Entry<N> entry = entry(expiries.first().name());
            Running running = entry.running().orElseThrow();
            boolean excused = wasLate(running, entry.probe());
            Running further = new Running(
                    running.number(),
                    now.plus(entry.probe().cadence().interval()),
                    running.overdue() || !excused,
                    late);
            Entry<N> hanging = new Entry<>(entry.probe(), entry.history(), entry.nextRunAt(), Optional.of(further));
            put(hanging);
            if (!excused) {
                judge(hanging, hangs(entry.probe().cadence()), wallClock).ifPresent(changes::add);
            }
        }
        return changes;
    }

    private static Outcome hangs(Cadence cadence) {
        return new Outcome.Failure(
                "hangs: no answer within " + cadence.timeout().toMillis() + " ms, and it could not be ended");
    }

    private Entry<N> entry(N name) {
        return Optional.ofNullable(entries.get(name)).orElseThrow();
    }

    private Optional<Change<N>> judge(Entry<N> entry, Outcome outcome, Instant wallClock) {
        N name = entry.probe().name();
        History after = entry.history().after(outcome, entry.probe().cadence(), wallClock);
        entries.put(name, entry.judged(after));
        Verdict before = entry.history().verdict();
        return after.verdict() == before
                ? Optional.empty()
                : Optional.of(new Change<>(
                        name,
                        before,
                        after.verdict(),
                        after.verdict() == Verdict.FAILED ? after.lastError() : Optional.empty()));
    }

    /** When something is to be done next. */
    public Optional<MonotonicInstant> deadline() {
        return Stream.of(expiries.stream().findFirst(), places.next(), echoPlaces.next())
                .flatMap(Optional::stream)
                .map(Due::at)
                .reduce(MonotonicInstant::earlier);
    }

    /** Of a probe that is wanted. */
    public Optional<History> history(N name) {
        return Optional.ofNullable(entries.get(name)).map(Entry::history);
    }
}
