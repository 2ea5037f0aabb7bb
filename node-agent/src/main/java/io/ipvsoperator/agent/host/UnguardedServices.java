package io.ipvsoperator.agent.host;

import io.ipvsoperator.agent.filter.Admitted;
import io.ipvsoperator.agent.ipvs.table.DesiredTable;
import io.ipvsoperator.agent.ipvs.table.ServiceFailure;
import io.ipvsoperator.agent.plan.TablePlan;
import io.ipvsoperator.netlink.ipvs.AddressFamily;
import io.ipvsoperator.netlink.ipvs.ServiceKey;
import io.ipvsoperator.netlink.ipvs.ServiceKey.AddressAndPort;
import io.ipvsoperator.wire.IpAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Services to which the packet filter does not let through whom it should. Where that are more clients than may use one, it takes no new
 * connections, from nobody: a filter that is silently not there is worse than none.
 *
 * @param failures each of these services
 * @param resting by name of a table, the families in which it takes no new connections
 */
record UnguardedServices(List<ServiceFailure> failures, Map<String, Set<AddressFamily>> resting) {
    static final UnguardedServices NONE = new UnguardedServices(List.of(), Map.of());

    UnguardedServices {
        failures = List.copyOf(failures);
        resting = Map.copyOf(resting);
    }

    /** A service that other clients get to than should. */
    private record Gap(String table, AddressAndPort service, boolean rests) {
        ServiceFailure failure(String refusal) {
            return new ServiceFailure(table, service, message(rests) + refusal);
        }

        AddressFamily family() {
            return AddressFamily.of(service.address());
        }
    }

    /**
     * @param admitted who gets to a service by the rules that are there
     * @param refusal what the filter said when it was told others
     */
    static UnguardedServices of(DesiredTable desired, Function<AddressAndPort, Admitted> admitted, String refusal) {
        List<Gap> gaps = desired.services().services().keySet().stream()
                .flatMap(key -> switch (key) {
                    case AddressAndPort service -> gap(desired, service, admitted.apply(service)).stream();
                    case ServiceKey.FirewallMark check -> Stream.<Gap>empty();
                })
                .toList();
        return new UnguardedServices(
                gaps.stream().map(gap -> gap.failure(refusal)).toList(),
                gaps.stream()
                        .filter(Gap::rests)
                        .collect(Collectors.groupingBy(
                                Gap::table, Collectors.mapping(Gap::family, Collectors.toUnmodifiableSet()))));
    }

    private static Optional<Gap> gap(DesiredTable desired, AddressAndPort service, Admitted present) {
        Admitted wanted = Admitted.of(
                desired.exposure(service).sourceRanges(),
                IpAddress.fromBytes(service.address().getAddress()).family());
        return present.equals(wanted)
                ? Optional.empty()
                : Optional.of(new Gap(desired.ownerOf(service).orElseThrow(), service, !present.isWithin(wanted)));
    }

    private static String message(boolean rests) {
        return rests
                ? "takes no new connections here, because clients outside of its source ranges can't be kept out: "
                : "keeps out clients that its source ranges let in by now: ";
    }

    boolean restsNowhere() {
        return resting.isEmpty();
    }

    /** The same tables, with those of these services at rest. */
    List<TablePlan> atRest(List<TablePlan> tables) {
        return tables.stream()
                .map(table -> table.quiesced(resting.getOrDefault(table.name(), Set.of())))
                .toList();
    }
}
