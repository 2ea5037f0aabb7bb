package io.ipvsoperator.operator.placement.search;

/** The highest of the shares that were shown to it, exactly. Mutable, so that inner loops make no garbage. */
final class Share {
    private long load;
    private long capacity = 1;

    Share clear() {
        load = 0;
        capacity = 1;
        return this;
    }

    void raise(long otherLoad, long otherCapacity) {
        if (compare(otherLoad, otherCapacity) < 0) {
            load = otherLoad;
            capacity = otherCapacity;
        }
    }

    void raise(Share other) {
        raise(other.load, other.capacity);
    }

    void set(Share other) {
        load = other.load;
        capacity = other.capacity;
    }

    int compareTo(Share other) {
        return compare(other.load, other.capacity);
    }

    int compareTo(Fraction other) {
        return compare(other.numerator(), other.denominator());
    }

    private int compare(long otherLoad, long otherCapacity) {
        return Fraction.compareProducts(load, otherCapacity, otherLoad, capacity);
    }

    Fraction fraction() {
        return new Fraction(load, capacity);
    }
}
