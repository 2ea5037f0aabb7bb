package io.ipvsoperator.operator.placement;

import io.ipvsoperator.operator.placement.search.Fraction;

/**
 * A share of capacity that no placement of the same units has its worst case below; with {@link Source#ACTIVE_DIRECTORS} none
 * that moves nobody, otherwise none whatever it changes.
 *
 * @param describe how the bound comes about, in words
 */
public record Bound(Fraction share, Source source, String describe) {

    /** Which argument proves it. */
    public enum Source {
        /** B1: the whole demand on the smallest survivors, divided at will. */
        DIVISIBLE,
        /** B2: each unit needs one director more than can be lost. */
        LARGEST_UNIT,
        /** B3: more large units than survivors: two of them meet on one. */
        PIGEONHOLE,
        /** B4: fewer virtual routers than survivors. */
        IDENTIFIERS,
        /** B5: units that share all their directors but one loss meet when it comes. */
        MEETING,
        /** B6: what runs stays with its active director, and others take over what a loss sets free. */
        ACTIVE_DIRECTORS,
        /** Every packing on what the largest losses leave was tried or ruled out. */
        PACKING,
        /** Every placement was tried or ruled out. */
        EXHAUSTION,
        /** There is no demand, nothing to carry it, or too little known of either. */
        NONE
    }
}
