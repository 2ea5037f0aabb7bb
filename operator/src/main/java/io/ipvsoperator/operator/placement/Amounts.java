package io.ipvsoperator.operator.placement;

import java.util.OptionalLong;

/**
 * A capacity or a demand. What is empty is unknown, which is not zero.
 *
 * @param bandwidth bits per second towards the directors
 * @param packets packets per second
 * @param connections new connections per second
 */
public record Amounts(OptionalLong bandwidth, OptionalLong packets, OptionalLong connections) {
    public static final Amounts UNKNOWN = new Amounts(OptionalLong.empty(), OptionalLong.empty(), OptionalLong.empty());

    public Amounts {
        requireNatural("bandwidth", bandwidth);
        requireNatural("packets", packets);
        requireNatural("connections", connections);
    }

    public static Amounts ofBandwidth(long bitsPerSecond) {
        return new Amounts(OptionalLong.of(bitsPerSecond), OptionalLong.empty(), OptionalLong.empty());
    }

    public OptionalLong of(Dimension dimension) {
        return switch (dimension) {
            case BANDWIDTH -> bandwidth;
            case PACKETS -> packets;
            case CONNECTIONS -> connections;
        };
    }

    /** These amounts with one of them replaced. */
    public Amounts with(Dimension dimension, long amount) {
        OptionalLong value = OptionalLong.of(amount);
        return switch (dimension) {
            case BANDWIDTH -> new Amounts(value, packets, connections);
            case PACKETS -> new Amounts(bandwidth, value, connections);
            case CONNECTIONS -> new Amounts(bandwidth, packets, value);
        };
    }

    /** The sum; what is unknown in one of them is unknown in the sum. */
    public Amounts plus(Amounts other) {
        return new Amounts(
                sum(bandwidth, other.bandwidth), sum(packets, other.packets), sum(connections, other.connections));
    }

    /** One of {@code parts} equal shares, rounded up. */
    public Amounts dividedBy(int parts) {
        return scaled(1, parts);
    }

    /** {@code numerator} by {@code denominator} of these amounts, rounded up. */
    public Amounts scaled(long numerator, long denominator) {
        if (numerator < 0 || denominator < 1) {
            throw new IllegalArgumentException("scale " + numerator + "/" + denominator
                    + ": the numerator must be at least 0 and the denominator at least 1");
        }
        return new Amounts(
                scaled(bandwidth, numerator, denominator),
                scaled(packets, numerator, denominator),
                scaled(connections, numerator, denominator));
    }

    private static OptionalLong scaled(OptionalLong amount, long numerator, long denominator) {
        return amount.isEmpty()
                ? amount
                : OptionalLong.of(Math.ceilDiv(Math.multiplyExact(amount.getAsLong(), numerator), denominator));
    }

    private static OptionalLong sum(OptionalLong one, OptionalLong other) {
        return one.isEmpty() || other.isEmpty()
                ? OptionalLong.empty()
                : OptionalLong.of(Math.addExact(one.getAsLong(), other.getAsLong()));
    }

    private static void requireNatural(String field, OptionalLong amount) {
        if (amount.isPresent() && amount.getAsLong() < 0) {
            throw new IllegalArgumentException(
                    field + " is " + amount.getAsLong() + " but must be at least 0, or absent when unknown");
        }
    }
}
