package io.ipvsoperator.operator.placement;

import java.util.List;

/** Whether the loads stay within the capacities after every loss that is to be tolerated. */
public sealed interface Verdict {

    String describe();

    /** They do, and every capacity that matters is known. */
    record Fits(String describe) implements Verdict {}

    /**
     * They do as far as capacities are known.
     *
     * @param unknown "director DIMENSION" for each capacity that is missing where there is demand
     */
    record CapacityUnknown(List<String> unknown, String describe) implements Verdict {
        public CapacityUnknown {
            unknown = List.copyOf(unknown);
        }
    }

    /**
     * They do not.
     *
     * @param peak the overload that comes with the fewest losses, the highest of them
     * @param remedies one of each kind; with very many units only the one of demand
     */
    record Overloaded(Peak peak, List<Remedy> remedies, String describe) implements Verdict {
        public Overloaded {
            remedies = List.copyOf(remedies);
        }
    }

    /** There is no director to carry anything, though there are units. */
    record NoDirector(String describe) implements Verdict {}
}
