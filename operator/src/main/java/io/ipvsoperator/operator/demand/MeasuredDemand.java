package io.ipvsoperator.operator.demand;

import io.ipvsoperator.crds.Load;
import io.ipvsoperator.crds.director.Director;
import io.ipvsoperator.crds.director.DirectorStatus;
import io.ipvsoperator.operator.allocation.IpAddress;
import io.ipvsoperator.operator.placement.Amounts;
import io.ipvsoperator.operator.placement.Dimension;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The peaks that directors report. Of a router the highest one counts and not the sum: one director at a time serves it, and after
 * a failover two of them remember the same demand.
 *
 * @param routers by name
 * @param addresses those among the heaviest of some director
 * @param at when a director last reported; empty before any did
 */
public record MeasuredDemand(Map<String, Amounts> routers, Map<IpAddress, Amounts> addresses, Optional<Instant> at) {
    public MeasuredDemand {
        routers = Map.copyOf(routers);
        addresses = Map.copyOf(addresses);
    }

    /** Also of directors that are not available: what they have seen was there. */
    public static MeasuredDemand of(Collection<Director> directors) {
        Map<String, Amounts> routers = new HashMap<>();
        Map<IpAddress, Amounts> addresses = new HashMap<>();
        List<DirectorStatus> statuses = directors.stream()
                .flatMap(director -> Stream.ofNullable(director.getStatus()))
                .toList();
        for (DirectorStatus status : statuses) {
            orNone(status.virtualRouters()).stream()
                    .filter(router -> router.measured() != null)
                    .forEach(router -> routers.merge(router.name(), peak(router.measured()), MeasuredDemand::higher));
            Stream.ofNullable(status.demand())
                    .flatMap(demand -> demand.heaviestAddresses().stream())
                    .forEach(heavy -> IpAddress.parse(heavy.address())
                            .ifPresent(address ->
                                    addresses.merge(address, peak(heavy.measured()), MeasuredDemand::higher)));
        }
        return new MeasuredDemand(routers, addresses, latest(statuses));
    }

    private static Optional<Instant> latest(List<DirectorStatus> statuses) {
        return statuses.stream()
                .flatMap(status -> Stream.ofNullable(status.demand()))
                .map(demand -> Instant.parse(demand.measuredAt()))
                .max(Comparator.naturalOrder());
    }

    private static <T> List<T> orNone(@Nullable List<T> list) {
        return Objects.requireNonNullElse(list, List.of());
    }

    private static Amounts peak(DirectorStatus.@Nullable Measured measured) {
        return measured == null ? Amounts.UNKNOWN : amounts(measured.peak());
    }

    private static Amounts amounts(Load load) {
        return new Amounts(amount(load.bandwidth()), amount(load.packets()), amount(load.connections()));
    }

    private static OptionalLong amount(@Nullable Long amount) {
        return amount == null ? OptionalLong.empty() : OptionalLong.of(amount);
    }

    private static Amounts higher(Amounts one, Amounts other) {
        Amounts higher = one;
        for (Dimension dimension : Dimension.values()) {
            OptionalLong amount = other.of(dimension);
            if (amount.isPresent() && amount.getAsLong() > one.of(dimension).orElse(-1)) {
                higher = higher.with(dimension, amount.getAsLong());
            }
        }
        return higher;
    }
}
