package io.ipvsoperator.operator.placement.search;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** What given orders put on whom: reckoned anew, not taken from a search. */
public final class Reckoning {
    private final Instance instance;
    private final Losses losses;
    private final Loads loads;
    private final int[] active;

    /**
     * The highest load after a number of losses.
     *
     * @param lost directors
     */
    public record Top(List<Integer> lost, int director, int column, long load) {}

    /** @param prefixes of each item the directors by rank */
    public Reckoning(Instance instance, List<List<Integer>> prefixes) {
        this.instance = instance;
        losses = new Losses(instance.directors(), instance.losses());
        loads = new Loads(instance, losses);
        active = new int[instance.directors()];
        // By identity: many items share a list, and those that are merely equal add up as well one by one.
        IdentityHashMap<List<Integer>, long[]> together = new IdentityHashMap<>();
        for (int item = 0; item < prefixes.size(); item++) {
            instance.add(item, together.computeIfAbsent(prefixes.get(item), first -> new long[instance.columns()]));
            active[prefixes.get(item).getFirst()] += instance.item(item).units();
        }
        together.forEach((prefix, sum) -> loads.changeExact(
                sum,
                prefix.stream()
                        .mapToInt(Integer::intValue)
                        .limit(instance.ranks())
                        .toArray(),
                0,
                1));
        loads.refresh();
    }

    /** By share of a checked capacity; when nothing is on those the highest load of all. Empty without any load. */
    public Optional<Top> highest(int lost) {
        if (loads.peak(lost, Loads.Measure.CHECKED).numerator() > 0) {
            Loads.Critical critical = loads.critical(lost, Loads.Measure.CHECKED);
            return Optional.of(top(critical.loss(), critical.director(), critical.column()));
        }
        return heaviest(lost);
    }

    private Optional<Top> heaviest(int lost) {
        Top heaviest = new Top(List.of(), 0, 0, 0);
        for (int loss = losses.end(lost - 1); loss < losses.end(lost); loss++) {
            for (int director = 0; director < instance.directors(); director++) {
                for (int column = 0; column < instance.columns(); column++) {
                    if (loads.load(loss, director, column) > heaviest.load()) {
                        heaviest = top(loss, director, column);
                    }
                }
            }
        }
        return heaviest.load() > 0 ? Optional.of(heaviest) : Optional.empty();
    }

    private Top top(int loss, int director, int column) {
        List<Integer> lost = IntStream.range(0, instance.directors())
                .filter(other -> losses.contains(loss, other))
                .boxed()
                .toList();
        return new Top(lost, director, column, loads.load(loss, director, column));
    }

    public long normal(int director, int column) {
        return loads.load(Losses.NONE, director, column);
    }

    /** After the worst loss for this director. */
    public long worst(int director, int column) {
        return loads.highest(instance.losses(), director, column);
    }

    /** How many units the director serves in normal times. */
    public int active(int director) {
        return active[director];
    }
}
