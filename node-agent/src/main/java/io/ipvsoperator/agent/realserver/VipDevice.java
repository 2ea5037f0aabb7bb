package io.ipvsoperator.agent.realserver;

import io.ipvsoperator.wire.IpAddress;
import java.util.Optional;
import java.util.Set;

/**
 * The dummy device that holds a backend's virtual addresses, as the kernel shows it.
 *
 * @param kind what made the interface of our name; something else than {@link #KIND} is not ours
 */
record VipDevice(int index, Optional<String> kind, boolean up, Set<IpAddress> addresses) {
    static final String NAME = "ipvs-vips";
    static final String KIND = "dummy";

    VipDevice {
        addresses = Set.copyOf(addresses);
    }

    boolean isOurs() {
        return kind.equals(Optional.of(KIND));
    }
}
