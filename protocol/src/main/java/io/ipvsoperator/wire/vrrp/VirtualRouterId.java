package io.ipvsoperator.wire.vrrp;

/** The VRID: which virtual router of an interface an advertisement speaks of, 1 to 255. */
public record VirtualRouterId(int value) implements Comparable<VirtualRouterId> {

    public VirtualRouterId {
        if (value < 1 || value > 255) {
            throw new IllegalArgumentException("virtualRouterId is 1 to 255, not " + value);
        }
    }

    @Override
    public int compareTo(VirtualRouterId other) {
        return Integer.compare(value, other.value);
    }

    @Override
    public String toString() {
        return Integer.toString(value);
    }
}
