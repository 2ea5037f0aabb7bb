package io.ipvsoperator.agent.plan;

import io.ipvsoperator.netlink.ipvs.AddressFamily;
import io.ipvsoperator.netlink.ipvs.Persistence;
import java.time.Duration;
import java.util.Optional;

/**
 * Clients of one network stay with one destination.
 *
 * @param ipv4PrefixLength how much of a client's address tells its network
 * @param engine what tells clients apart instead, such as "sip"
 */
public record Affinity(Duration timeout, int ipv4PrefixLength, int ipv6PrefixLength, Optional<String> engine) {
    public Affinity(Duration timeout, int ipv4PrefixLength, int ipv6PrefixLength) {
        this(timeout, ipv4PrefixLength, ipv6PrefixLength, Optional.empty());
    }

    /** As the kernel has it for a service of that family. */
    public Persistence of(AddressFamily family) {
        int prefixLength = switch (family) {
            case IPV4 -> ipv4PrefixLength;
            case IPV6 -> ipv6PrefixLength;
        };
        return Persistence.ofPrefix(timeout, family, prefixLength);
    }
}
