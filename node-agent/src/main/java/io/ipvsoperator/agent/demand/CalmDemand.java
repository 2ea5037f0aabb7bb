package io.ipvsoperator.agent.demand;

import io.ipvsoperator.time.MonotonicInstant;
import io.ipvsoperator.wire.IpAddress;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What of the demand is worth a write to the API server: at most once a minute, and only when something has changed by a tenth,
 * has begun or has ended. Used by one thread.
 */
final class CalmDemand {
    static final Duration SPACING = Duration.ofSeconds(60);

    private static final int DIGITS = 3;
    private static final int TENTH = 10;
    /** What is less is said to be none: the odd packet is no demand. */
    private static final Rate LEAST = new Rate(10_000, 10, 1);

    private Optional<Demand> told = Optional.empty();
    private MonotonicInstant toldAt = new MonotonicInstant(0);

    /** @return empty while what was told last will do */
    Optional<Demand> next(Demand measured, MonotonicInstant now) {
        boolean early = told.isPresent() && toldAt.until(now).compareTo(SPACING) < 0;
        Demand rounded = rounded(measured);
        if (early || told.filter(before -> isLike(before, rounded)).isPresent()) {
            return Optional.empty();
        }
        told = Optional.of(rounded);
        toldAt = now;
        return told;
    }

    private static boolean isLike(Demand before, Demand after) {
        return isLike(before.routers(), after.routers()) && isLike(before.heaviest(), after.heaviest());
    }

    private static <K> boolean isLike(Map<K, Measured> before, Map<K, Measured> after) {
        return before.size() == after.size()
                && before.entrySet().stream()
                        .allMatch(entry -> Optional.ofNullable(after.get(entry.getKey()))
                                .filter(now -> isLike(entry.getValue(), now))
                                .isPresent());
    }

    private static boolean isLike(Measured before, Measured after) {
        return isLike(before.now(), after.now()) && isLike(before.peak(), after.peak());
    }

    private static boolean isLike(Rate before, Rate after) {
        return isLike(before.bandwidth(), after.bandwidth())
                && isLike(before.packets(), after.packets())
                && isLike(before.connections(), after.connections());
    }

    private static boolean isLike(long before, long after) {
        return before == after || (after != 0 && Math.abs(after - before) < before / (double) TENTH);
    }

    private static Demand rounded(Demand measured) {
        Map<String, Measured> routers = new TreeMap<>();
        measured.routers().forEach((router, each) -> routers.put(router, rounded(each)));
        Map<IpAddress, Measured> heaviest = new LinkedHashMap<>();
        measured.heaviest().forEach((address, each) -> heaviest.put(address, rounded(each)));
        return new Demand(routers, heaviest);
    }

    private static Measured rounded(Measured measured) {
        return new Measured(rounded(measured.now()), rounded(measured.peak()));
    }

    private static Rate rounded(Rate rate) {
        return new Rate(
                rounded(rate.bandwidth(), LEAST.bandwidth()),
                rounded(rate.packets(), LEAST.packets()),
                rounded(rate.connections(), LEAST.connections()));
    }

    private static long rounded(long amount, long least) {
        return amount < least
                ? 0
                : new BigDecimal(amount)
                        .round(new MathContext(DIGITS, RoundingMode.HALF_UP))
                        .longValueExact();
    }
}
