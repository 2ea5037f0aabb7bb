package io.ipvsoperator.operator.placement;

/**
 * A node that may announce addresses.
 *
 * @param capacity that the plan may use. What is unknown is never a reason to refuse; known amounts are at least 1
 * @param whole what it can carry in all: more than the capacity when a share is kept free
 */
public record Director(String name, Amounts capacity, Availability availability, Amounts whole) {

    /** Whether a director can carry load now, and if not, who says so. It keeps its rank in every order. */
    public enum Availability {
        AVAILABLE,
        /** Not heard of. That is no statement: while any director is silent no order that exists is changed. */
        SILENT,
        /** Out by somebody's word: takes no load, and what that overloads may be re-ordered. */
        MAINTENANCE
    }

    private static final int PERCENT = 100;

    public Director {
        if (name.isBlank()) {
            throw new IllegalArgumentException("the name of a director is blank but must name its node");
        }
        for (Dimension dimension : Dimension.values()) {
            if (capacity.of(dimension).orElse(1) < 1) {
                throw new IllegalArgumentException("director " + name + ": capacity " + dimension
                        + " is 0 but must be at least 1; maintenance takes a director out");
            }
        }
    }

    /** With no share kept free. */
    public Director(String name, Amounts capacity, Availability availability) {
        this(name, capacity, availability, capacity);
    }

    /** The plan leaves so many percent of every known capacity free. */
    public Director keepingFree(int percent) {
        return new Director(name, whole.scaled(PERCENT - percent, PERCENT), availability, whole);
    }

    /** The same, if it could carry load. */
    public Director up() {
        return new Director(name, capacity, Availability.AVAILABLE, whole);
    }

    public boolean available() {
        return availability == Availability.AVAILABLE;
    }
}
