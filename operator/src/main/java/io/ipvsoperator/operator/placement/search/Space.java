package io.ipvsoperator.operator.placement.search;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** What is the same for every draft of an instance: losses and prefixes by number, and which of them an item may have. */
final class Space {
    /** As many as two losses among 16 directors make; of more of them not all are tried for every item. */
    static final int SOME_PREFIXES = 3_360;

    final Instance instance;
    final Losses losses;
    final Prefixes prefixes;

    /** Of each item, {@link Prefixes#NONE} for a newcomer. */
    private final int[] standing;

    private final int[] open;
    private final int[] openBySize;

    private final Map<List<Integer>, int[]> permitted = new HashMap<>();

    Space(Instance instance) {
        this.instance = instance;
        losses = new Losses(instance.directors(), instance.losses());
        prefixes = new Prefixes(instance.directors(), instance.ranks());
        standing = IntStream.range(0, instance.items())
                .map(item -> number(instance.item(item).standing()))
                .toArray();
        open = IntStream.range(0, standing.length).filter(this::open).toArray();
        openBySize = instance.bySize(open);
    }

    /** The number of an order's beginning; {@link Prefixes#NONE} of none. */
    int number(List<Integer> order) {
        if (order.isEmpty()) {
            return Prefixes.NONE;
        }
        int[] prefix = new int[instance.ranks()];
        for (int rank = 0; rank < prefix.length; rank++) {
            prefix[rank] = order.get(rank);
        }
        return prefixes.number(prefix);
    }

    int standing(int item) {
        return standing[item];
    }

    int[] standing() {
        return standing.clone();
    }

    /** Whether the terms of the item let it have the prefix. */
    boolean permits(int item, int prefix) {
        Instance.Item asked = instance.item(item);
        int[] directors = prefixes.get(prefix);
        if (asked.pin() >= 0 && asked.pin() != directors[0]) {
            return false;
        }
        int bound = Math.min(directors.length, Integer.bitCount(asked.allowed()));
        for (int rank = 0; rank < bound; rank++) {
            if (((asked.allowed() >> directors[rank]) & 1) == 0) {
                return false;
            }
        }
        return true;
    }

    /** All that its terms let an item have; not to be written to. */
    int[] permitted(int item) {
        Instance.Item asked = instance.item(item);
        return permitted.computeIfAbsent(
                List.of(asked.pin(), asked.allowed()), terms -> permitted(item, prefixes.numbersOfAll()));
    }

    /** Those of the given ones. */
    int[] permitted(int item, int[] some) {
        return Arrays.stream(some).filter(prefix -> permits(item, prefix)).toArray();
    }

    /** Whether no item asks for anything that some prefix does not have. */
    boolean free(int item) {
        Instance.Item asked = instance.item(item);
        return asked.pin() < 0 && Integer.bitCount(asked.allowed()) == instance.directors();
    }

    /** What must change or be placed: newcomers, and what stands against its terms. */
    boolean open(int item) {
        return standing[item] == Prefixes.NONE || (!instance.frozen() && !permits(item, standing[item]));
    }

    /** All such items, in the order of their numbers; not to be written to. */
    int[] open() {
        return open;
    }

    /** The same, the largest first; not to be written to. */
    int[] openBySize() {
        return openBySize;
    }
}
