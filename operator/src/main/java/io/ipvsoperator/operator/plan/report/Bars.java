package io.ipvsoperator.operator.plan.report;

import io.ipvsoperator.operator.placement.search.Fraction;

/**
 * Shares of a capacity as bars: what is carried in normal times, what comes on top in the worst case, what is left.
 *
 * @param normal one cell of load in normal times
 * @param worst one cell that only a loss fills
 * @param free one cell that nothing fills
 * @param over one cell above the capacity
 */
public record Bars(String normal, String worst, String free, String over) {
    public static final Bars UNICODE = new Bars("█", "▒", "·", "!");
    public static final Bars ASCII = new Bars("#", "+", ".", "!");

    /** Of a capacity: a cell is 5 %. */
    private static final int CELLS = 20;

    /** However high an overload is. */
    private static final int MOST_CELLS_OVER = 10;

    String bar(Fraction normalShare, Fraction worstShare) {
        int low = cells(normalShare);
        int high = Math.max(low, cells(worstShare));
        int above = Math.min(MOST_CELLS_OVER, Math.max(0, high - CELLS));
        return normal.repeat(Math.min(CELLS, low))
                + worst.repeat(Math.max(0, Math.min(CELLS, high) - low))
                + free.repeat(Math.max(0, CELLS - high))
                + over.repeat(above);
    }

    /** Rounded up: what is above the capacity shows. */
    private static int cells(Fraction share) {
        return Math.ceilDiv(Math.min(share.percent(), 1000) * CELLS, 100);
    }

    String legend() {
        return "bars: " + normal + " normal load, " + worst + " what a loss adds at worst, " + free + " free, " + over
                + " above the capacity; a cell is " + 100 / CELLS + " %\n";
    }
}
