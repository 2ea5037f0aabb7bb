package io.ipvsoperator.agent.backend;

import io.ipvsoperator.agent.plan.HealthCheck;
import io.ipvsoperator.agent.plan.TablePlan;
import io.ipvsoperator.agent.probe.Verdict;
import io.ipvsoperator.netlink.ipvs.AddressFamily;
import io.ipvsoperator.time.MonotonicInstant;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
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
 *
 * <p>While a family misses its quorum all of its destinations are down and its fallback stands in.
 */
final class CheckedTable {
    private final Map<InetAddress, Standing> standings = new HashMap<>();
    private HealthCheck check;
    private Roles roles = new Roles(Set.of(), Set.of(), Set.of());
    private Optional<Panic> panic = Optional.empty();
    /** Of the families that have a fallback. */
    private final Map<AddressFamily, FamilyQuorum> quorums = new EnumMap<>(AddressFamily.class);

    private record Standing(Verdict verdict, MonotonicInstant at, Instant since, String error) {}

    /** @param down what had failed before it began */
    private record Panic(Instant since, Set<InetAddress> down) {}

    /**
     * What the destinations of a table are there for.
     *
     * @param checked all but the fallbacks
     * @param counted those of them that the plan sends new connections to: the others say nothing of how much is lost
     * @param fallbacks those that may stand in now, one of each family at most; nobody asks how they are
     */
    record Roles(Set<InetAddress> checked, Set<InetAddress> counted, Set<InetAddress> fallbacks) {
        Roles {
            checked = Set.copyOf(checked);
            counted = Set.copyOf(counted);
            fallbacks = Set.copyOf(fallbacks);
        }

        static Roles of(TablePlan table) {
            Set<InetAddress> checked = new HashSet<>();
            Set<InetAddress> counted = new HashSet<>();
            Set<InetAddress> fallbacks = new HashSet<>();
            for (TablePlan.Destination destination : table.destinations()) {
                if (!destination.isFallback()) {
                    checked.add(destination.address());
                } else if (destination.fallbackWeight().orElse(0) > 0) {
                    fallbacks.add(destination.address());
                }
                if (destination.weight() > 0) {
                    counted.add(destination.address());
                }
            }
            return new Roles(checked, counted, fallbacks);
        }
    }

    CheckedTable(HealthCheck check) {
        this.check = check;
    }

    void want(HealthCheck wanted, Roles rolesFromNow, MonotonicInstant now, Instant wall) {
        check = wanted;
        roles = rolesFromNow;
        standings.keySet().retainAll(roles.checked());
        roles.checked()
                .forEach(address -> standings.putIfAbsent(address, new Standing(Verdict.UNKNOWN, now, wall, "")));
        weigh(now, wall);
    }

    void changed(InetAddress address, Verdict verdict, String error, MonotonicInstant now, Instant wall) {
        standings.replace(address, new Standing(verdict, now, wall, error));
        weigh(now, wall);
    }

    private void weigh(MonotonicInstant now, Instant wall) {
        Set<InetAddress> counted = roles.counted();
        long failing = counted.stream().filter(this::isFailing).count();
        boolean tooMany = failing * 100 > (long) check.panicThreshold() * counted.size();
        panic = tooMany ? Optional.of(panic.orElseGet(() -> panicFrom(now, wall))) : Optional.empty();
        quorums.keySet().retainAll(familiesOf(roles.fallbacks()));
        check.quorum()
                .ifPresentOrElse(
                        quorum -> familiesOf(roles.fallbacks()).forEach(family -> count(family, quorum, wall)),
                        quorums::clear);
    }

    private void count(AddressFamily family, HealthCheck.Quorum quorum, Instant wall) {
        List<InetAddress> counted = roles.counted().stream()
                .filter(address -> AddressFamily.of(address) == family)
                .toList();
        int up = (int) counted.stream()
                .filter(address -> is(Verdict.SUCCEEDING, address))
                .count();
        int failing = (int) counted.stream().filter(this::isFailing).count();
        FamilyQuorum before = quorums.getOrDefault(family, FamilyQuorum.BEGINNING);
        quorums.put(family, before.next(quorum, counted.size(), up, failing, wall));
    }

    private static Set<AddressFamily> familiesOf(Set<InetAddress> addresses) {
        return addresses.stream().map(AddressFamily::of).collect(Collectors.toSet());
    }

    private Panic panicFrom(MonotonicInstant now, Instant wall) {
        Duration round = check.cadence().interval().plus(check.cadence().timeout());
        return new Panic(wall, failing(standing -> standing.at().until(now).compareTo(round) > 0));
    }

    private boolean isFailing(InetAddress address) {
        return is(Verdict.FAILED, address);
    }

    private boolean is(Verdict verdict, InetAddress address) {
        Standing standing = standings.get(address);
        return standing != null && standing.verdict() == verdict;
    }

    private Set<InetAddress> failing(Predicate<Standing> which) {
        return standings.entrySet().stream()
                .filter(entry -> entry.getValue().verdict() == Verdict.FAILED && which.test(entry.getValue()))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    TableHealth health() {
        Selection selection = selection();
        Set<InetAddress> ready = new HashSet<>(roles.counted());
        ready.removeAll(selection.down());
        List<TableHealth.Failing> reasons = new ArrayList<>();
        roles.counted().stream()
                .filter(this::isFailing)
                .sorted(BackendName.BY_ADDRESS)
                .forEach(address -> {
                    Standing standing = standings.get(address);
                    if (standing != null) {
                        reasons.add(new TableHealth.Failing(address, standing.since(), standing.error()));
                    }
                });
        return new TableHealth(
                roles.counted().size(),
                ready.size(),
                selection,
                reasons,
                panic.map(Panic::since),
                quorums.values().stream()
                        .flatMap(quorum -> quorum.since().stream())
                        .min(Instant::compareTo));
    }

    private Selection selection() {
        Set<InetAddress> down = failing(any -> true);
        panic.ifPresent(held -> down.retainAll(held.down()));
        down.addAll(of(roles.checked(), QuorumState.MISSED));
        Set<InetAddress> unknown = of(roles.checked(), QuorumState.UNDECIDED);
        unknown.addAll(of(roles.fallbacks(), QuorumState.UNDECIDED));
        standings.forEach((address, standing) -> {
            if (standing.verdict() == Verdict.UNKNOWN) {
                unknown.add(address);
            }
        });
        unknown.removeAll(down);
        return new Selection(down, unknown, of(roles.fallbacks(), QuorumState.MISSED));
    }

    /** Those whose family has a quorum in that state. */
    private Set<InetAddress> of(Set<InetAddress> addresses, QuorumState state) {
        return addresses.stream()
                .filter(address -> {
                    FamilyQuorum quorum = quorums.get(AddressFamily.of(address));
                    return quorum != null && quorum.state() == state;
                })
                .collect(Collectors.toCollection(HashSet::new));
    }
}
