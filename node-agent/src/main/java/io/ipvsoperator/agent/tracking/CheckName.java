package io.ipvsoperator.agent.tracking;

import java.util.Comparator;

/** What makes two checks the same one on a director, however many routers of the pool carry it. */
public record CheckName(String pool, String check) implements Comparable<CheckName> {
    private static final Comparator<CheckName> ORDER =
            Comparator.comparing(CheckName::pool).thenComparing(CheckName::check);

    @Override
    public int compareTo(CheckName other) {
        return ORDER.compare(this, other);
    }
}
