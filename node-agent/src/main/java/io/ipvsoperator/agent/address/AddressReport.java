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
 * @param devices the interfaces of virtual MAC addresses
 * @param putBack how many addresses were put back since the start because something else had removed them
 * @param leasesLost how many leases ran out since the start although they were wanted
 */
public record AddressReport(
        Set<IpAddress> held,
        Set<IpAddress> taken,
        Map<IpAddress, String> failures,
        DeviceReport devices,
        long putBack,
        long leasesLost) {
    public AddressReport {
        held = Set.copyOf(held);
        taken = Set.copyOf(taken);
        failures = Map.copyOf(failures);
    }

    static AddressReport none() {
        return new AddressReport(Set.of(), Set.of(), Map.of(), DeviceReport.none(), 0, 0);
    }

    /** Nothing of routers is left on this host. */
    public boolean isClean() {
        return held.isEmpty() && devices.present().isEmpty();
    }
}
