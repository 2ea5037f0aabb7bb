package io.ipvsoperator.operator.vippool;

import io.ipvsoperator.operator.allocation.AddressPool;
import io.ipvsoperator.operator.allocation.IpAddress;
import io.ipvsoperator.operator.virtualservice.IpPrefix;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the directors of a pool may be told to probe.
 *
 * @param allowed CIDRs of both families
 * @param addresses of the pool itself: to probe them is to ask whether one is active, which the answer would change
 */
record ProbeTargets(List<String> allowed, AddressPool addresses) {
    private static final List<IpPrefix> LOOPBACK = List.of(IpPrefix.of("127.0.0.0/8"), IpPrefix.of("::1/128"));

    static ProbeTargets of(@Nullable List<String> allowed, AddressPool addresses) {
        return new ProbeTargets(allowed == null ? List.of() : List.copyOf(allowed), addresses);
    }

    /** What is wrong with a target, if anything. */
    Optional<String> objection(String host) {
        Optional<IpAddress> target = IpAddress.parse(host);
        if (target.isEmpty()) {
            return Optional.of("must be an IP address such as 127.0.0.1");
        }
        if (LOOPBACK.stream().anyMatch(prefix -> prefix.contains(target.get()))) {
            return Optional.empty();
        }
        if (addresses.contains(target.get())) {
            return Optional.of("must not be an address of the pool, which moves with the answer");
        }
        return allowed.stream()
                        .flatMap(cidr -> IpPrefix.parse(cidr).stream())
                        .anyMatch(prefix -> prefix.contains(target.get()))
                ? Optional.empty()
                : Optional.of("must be in 127.0.0.0/8, ::1 or spec.allowedEndpoints " + allowed);
    }
}
