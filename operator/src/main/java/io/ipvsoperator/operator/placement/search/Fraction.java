package io.ipvsoperator.operator.placement.search;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/** A load by a capacity, compared exactly: cross products of two longs overflow a long. Not reduced: 2/4 equals 1/2 only by {@link #compareTo}. */
public record Fraction(long numerator, long denominator) implements Comparable<Fraction> {
    public static final Fraction ZERO = new Fraction(0, 1);
    public static final Fraction ONE = new Fraction(1, 1);

    public Fraction {
        if (numerator < 0 || denominator <= 0) {
            throw new IllegalArgumentException("fraction " + numerator + "/" + denominator
                    + ": the numerator must be at least 0 and the denominator at least 1");
        }
    }

    @Override
    public int compareTo(Fraction other) {
        return compareProducts(numerator, other.denominator, other.numerator, denominator);
    }

    /** Compares a * b with c * d, all of them at least 0, by their 126 bits. */
    static int compareProducts(long a, long b, long c, long d) {
        int high = Long.compare(Math.multiplyHigh(a, b), Math.multiplyHigh(c, d));
        return high != 0 ? high : Long.compareUnsigned(a * b, c * d);
    }

    /** This part of an amount, rounded down. */
    long of(long amount) {
        return product(numerator, amount)
                .divide(BigInteger.valueOf(denominator))
                .longValueExact();
    }

    /** This and {@code percent} percent more, rounded down where a long does not hold it exactly. */
    Fraction raised(int percent) {
        return ratio(
                BigInteger.valueOf(numerator).multiply(BigInteger.valueOf(100L + percent)),
                BigInteger.valueOf(denominator).multiply(BigInteger.valueOf(100)));
    }

    /** Rounded down where longs do not hold it exactly. */
    private static Fraction ratio(BigInteger above, BigInteger below) {
        BigInteger common = above.gcd(below);
        BigInteger numerator = above.divide(common);
        BigInteger denominator = below.divide(common);
        int excess = Math.max(numerator.bitLength(), denominator.bitLength()) - (Long.SIZE - 1);
        return excess <= 0
                ? new Fraction(numerator.longValueExact(), denominator.longValueExact())
                : new Fraction(
                        numerator.shiftRight(excess).longValueExact(),
                        denominator.shiftRight(excess).longValueExact() + 1);
    }

    public Fraction plus(Fraction other) {
        return ratio(
                product(numerator, other.denominator).add(product(other.numerator, denominator)),
                product(denominator, other.denominator));
    }

    /** Half way. */
    Fraction between(Fraction other) {
        return ratio(
                product(numerator, other.denominator).add(product(other.numerator, denominator)),
                product(denominator, other.denominator).shiftLeft(1));
    }

    /** Whether this is at most {@code other} and {@code percent} percent of it more. */
    public boolean atMost(Fraction other, int percent) {
        BigInteger mine = product(numerator, other.denominator).multiply(BigInteger.valueOf(100));
        BigInteger allowed = product(other.numerator, denominator).multiply(BigInteger.valueOf(100L + percent));
        return mine.compareTo(allowed) <= 0;
    }

    /** Rounded up, so that nothing above 100 % is ever shown as 100 %. */
    public int percent() {
        BigInteger scaled = BigInteger.valueOf(numerator).multiply(BigInteger.valueOf(100));
        BigInteger below = BigInteger.valueOf(denominator);
        BigInteger rounded = scaled.add(below).subtract(BigInteger.ONE).divide(below);
        return rounded.min(BigInteger.valueOf(Integer.MAX_VALUE)).intValueExact();
    }

    /** How much this is above {@code other} in percent of it, rounded up to thousandths; 0 when it is not, or when that is 0. */
    public BigDecimal percentAbove(Fraction other) {
        BigInteger mine = product(numerator, other.denominator);
        BigInteger its = product(other.numerator, denominator);
        return mine.compareTo(its) <= 0 || its.signum() == 0
                ? BigDecimal.ZERO
                : new BigDecimal(mine.subtract(its).multiply(BigInteger.valueOf(100)))
                        .divide(new BigDecimal(its), 3, RoundingMode.UP);
    }

    public static Fraction max(Fraction one, Fraction other) {
        return one.compareTo(other) >= 0 ? one : other;
    }

    private static BigInteger product(long a, long b) {
        return BigInteger.valueOf(a).multiply(BigInteger.valueOf(b));
    }
}
