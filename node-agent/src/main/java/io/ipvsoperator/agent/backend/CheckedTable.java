package io.ipvsoperator.agent.backend;

import io.ipvsoperator.agent.plan.HealthCheck;
import io.ipvsoperator.agent.probe.Verdict;
import io.ipvsoperator.time.MonotonicInstant;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * What the verdicts on the destinations of one table come to. Time is an argument; used by one thread.
 *
 * <p>While more than the threshold fail, the destinations are used that were used before the failures began: those that had
 * failed earlier stay down, those that fell within one round of questions do not. When a director's own link breaks, all
 * destinations fall within a round, one after the other, and by the time that the threshold is passed half of them are down.
 */
final class CheckedTable {
    private final Map<InetAddress, Standing> standings = new HashMap<>();
    private HealthCheck check;
    /** Those that the plan sends new connections to: the others say nothing of how much is lost. */
    private Set<InetAddress> counted;

    private Optional<Panic> panic = Optional.empty();

    private record Standing(Verdict verdict, MonotonicInstant at, Instant since, String error) {}

    /** @param down what had failed before it began */
    private record Panic(Instant since, Set<InetAddress> down) {}

    CheckedTable(HealthCheck check) {
        this.check = check;
        this.counted = Set.of();
    }

    /** @param all destinations that are checked */
    void want(
            HealthCheck wanted,
            Set<InetAddress> all,
            Set<InetAddress> countedFromNow,
            MonotonicInstant now,
            Instant wall) {
        check = wanted;
        counted = Set.copyOf(countedFromNow);
        standings.keySet().retainAll(all);
        all.forEach(address -> standings.putIfAbsent(address, new Standing(Verdict.UNKNOWN, now, wall, "")));
        weigh(now, wall);
    }

    void changed(InetAddress address, Verdict verdict, String error, MonotonicInstant now, Instant wall) {
        standings.replace(address, new Standing(verdict, now, wall, error));
        weigh(now, wall);
    }

    private void weigh(MonotonicInstant now, Instant wall) {
        long failing = counted.stream().filter(this::isFailing).count();
        boolean tooMany = failing * 100 > (long) check.panicThreshold() * counted.size();
        panic = tooMany ? Optional.of(panic.orElseGet(() -> panicFrom(now, wall))) : Optional.empty();
    }

    private Panic panicFrom(MonotonicInstant now, Instant wall) {
        Duration round = check.cadence().interval().plus(check.cadence().timeout());
        return new Panic(wall, failing(standing -> standing.at().until(now).compareTo(round) > 0));
    }

    private boolean isFailing(InetAddress address) {
        Standing standing = standings.get(address);
        return standing != null && standing.verdict() == Verdict.FAILED;
    }

    private Set<InetAddress> failing(Predicate<Standing> which) {
        return standings.entrySet().stream()
                .filter(entry -> entry.getValue().verdict() == Verdict.FAILED && which.test(entry.getValue()))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    TableHealth health() {
        Set<InetAddress> down = failing(any -> true);
        panic.ifPresent(held -> down.retainAll(held.down()));
        Set<InetAddress> unknown = standings.entrySet().stream()
                .filter(entry -> entry.getValue().verdict() == Verdict.UNKNOWN)
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
        Set<InetAddress> ready = new HashSet<>(counted);
        ready.removeAll(down);
        List<TableHealth.Failing> reasons = new ArrayList<>();
        counted.stream().filter(this::isFailing).sorted(BackendName.BY_ADDRESS).forEach(address -> {
            Standing standing = standings.get(address);
            if (standing != null) {
                reasons.add(new TableHealth.Failing(address, standing.since(), standing.error()));
            }
        });
        return new TableHealth(
                counted.size(), ready.size(), new Selection(down, unknown), reasons, panic.map(Panic::since));
    }
}
