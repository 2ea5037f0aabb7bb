package io.ipvsoperator.agent.probe;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The runs of one owner's probes, those that wait and those that are under way, or of all probes. Parts of it are those of other
 * owners, as of the tables of a namespace. Used by one thread.
 */
final class Share<N extends Comparable<N>> {
    private final Comparator<Due<N>> order;
    private final NavigableSet<Due<N>> waiting;
    private final Map<String, Share<N>> parts = new HashMap<>();
    /** The parts in which one waits, by the one that waits longest. */
    private final NavigableMap<Due<N>, Share<N>> heads;

    private int running;
    /** How many of the parts have runs under way. */
    private int busy;

    /** @param order the earliest first */
    Share(Comparator<Due<N>> order) {
        this.order = order;
        waiting = new TreeSet<>(order);
        heads = new TreeMap<>(order);
    }

    /** How many are under way, those of all parts together. */
    int running() {
        return running;
    }

    /** @param owners the way to the part that it belongs to, the widest first; empty: to none */
    void add(Due<N> due, List<String> owners) {
        if (owners.isEmpty()) {
            waiting.add(due);
        } else {
            Share<N> part = parts.computeIfAbsent(owners.getFirst(), absent -> new Share<>(order));
            part.first().ifPresent(heads::remove);
            part.add(due, others(owners));
            part.first().ifPresent(first -> heads.put(first, part));
        }
    }

    void remove(Due<N> due, List<String> owners) {
        if (owners.isEmpty()) {
            waiting.remove(due);
            return;
        }
        Share<N> part = parts.get(owners.getFirst());
        if (part != null) {
            part.first().ifPresent(heads::remove);
            part.remove(due, others(owners));
            part.first().ifPresent(first -> heads.put(first, part));
            forgetIfIdle(owners.getFirst(), part);
        }
    }

    void begun(List<String> owners) {
        running++;
        if (!owners.isEmpty()) {
            Share<N> part = parts.computeIfAbsent(owners.getFirst(), absent -> new Share<>(order));
            busy += part.running == 0 ? 1 : 0;
            part.begun(others(owners));
        }
    }

    void ended(List<String> owners) {
        running--;
        if (!owners.isEmpty()) {
            Share<N> part = parts.computeIfAbsent(owners.getFirst(), absent -> new Share<>(order));
            part.ended(others(owners));
            busy -= part.running == 0 ? 1 : 0;
            forgetIfIdle(owners.getFirst(), part);
        }
    }

    private void forgetIfIdle(String owner, Share<N> part) {
        if (part.running == 0 && part.waiting.isEmpty() && part.parts.isEmpty()) {
            parts.remove(owner);
        }
    }

    private static List<String> others(List<String> owners) {
        return owners.subList(1, owners.size());
    }

    /** The one that waits longest. */
    private Optional<Due<N>> first() {
        if (waiting.isEmpty()) {
            return heads.isEmpty() ? Optional.empty() : Optional.of(heads.firstKey());
        }
        return heads.isEmpty() ? Optional.of(waiting.first()) : Optional.of(earlier(waiting.first(), heads.firstKey()));
    }

    /**
     * The one that waits longest, but for those of parts that have no room.
     *
     * @param room for further runs of this share
     */
    Optional<Due<N>> next(int room) {
        if (room <= 0) {
            return Optional.empty();
        }
        Optional<Due<N>> best = waiting.isEmpty() ? Optional.empty() : Optional.of(waiting.first());
        for (Map.Entry<Due<N>, Share<N>> head : heads.entrySet()) {
            if (best.isPresent() && order.compare(best.get(), head.getKey()) <= 0) {
                break;
            }
            Optional<Due<N>> found = head.getValue().next(roomOf(head.getValue(), room));
            best = best.isPresent() && found.isPresent()
                    ? Optional.of(earlier(best.get(), found.get()))
                    : best.or(() -> found);
        }
        return best;
    }

    /**
     * A part gets less than what is left, so that others find as much as it has. A place is kept for each other part that has no
     * run under way; all together these keep half of the places at most, or many of them would leave one run to each.
     */
    private int roomOf(Share<N> part, int room) {
        boolean idle = part.running == 0;
        int idleOthers = parts.size() - busy - (idle ? 1 : 0);
        int kept = Math.min(idleOthers, (room + running) / 2);
        return Math.max(idle ? 1 : 0, room - kept - part.running);
    }

    private Due<N> earlier(Due<N> one, Due<N> other) {
        return order.compare(one, other) <= 0 ? one : other;
    }
}
