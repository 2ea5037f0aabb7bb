package io.ipvsoperator.agent.address;

import io.ipvsoperator.wire.IpAddress;
import java.util.Map;
import java.util.Set;

/**
 * How the addresses of this host stand, for status and for the order of other work. Immutable.
 *
 * @param held virtual addresses on an interface of this host now, wanted or not yet gone
 * @param taken addresses that were not added because somebody on the segment has them
 * @param failures what the kernel refuses, by address
 * @param deviceFailures by name of the router, why it cannot have the interface of its virtual MAC address
 * @param putBack how many addresses were put back since the start because something else had removed them
 * @param leasesLost how many leases ran out since the start although they were wanted
 */
public record AddressReport(
        Set<IpAddress> held,
        Set<IpAddress> taken,
        Map<IpAddress, String> failures,
        Map<String, String> deviceFailures,
        long putBack,
        long leasesLost) {
    public AddressReport {
        held = Set.copyOf(held);
        taken = Set.copyOf(taken);
        failures = Map.copyOf(failures);
        deviceFailures = Map.copyOf(deviceFailures);
    }

    static AddressReport none() {
        return new AddressReport(Set.of(), Set.of(), Map.of(), Map.of(), 0, 0);
    }
}
