package io.ipvsoperator.operator.placement.search;

/** Shares rounded to millionths, where sums of them are needed and not their exact order. */
final class PartsPerMillion {
    private static final long MILLION = 1_000_000;
    private static final long MOST = 1000 * MILLION;

    private PartsPerMillion() {}

    /** At most a thousand times the capacity. */
    static long of(long load, long capacity) {
        if (load / capacity >= MOST / MILLION) {
            return MOST;
        }
        return load <= Long.MAX_VALUE / MILLION ? load * MILLION / capacity : load / Math.max(1, capacity / MILLION);
    }

    static long squared(long load, long capacity) {
        long share = of(load, capacity);
        return share * share / MILLION;
    }
}
