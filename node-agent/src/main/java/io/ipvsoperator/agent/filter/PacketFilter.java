package io.ipvsoperator.agent.filter;

import io.ipvsoperator.netlink.ipvs.ServiceKey;
import io.ipvsoperator.wire.IpFamily;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Packets to virtual services are not tracked, and the host does not reset connections that IPVS does not know yet: rules in the
 * table raw of both families. Used by one thread.
 */
public final class PacketFilter {
    private final Map<IpFamily, FamilyFilter> families = new EnumMap<>(IpFamily.class);

    public PacketFilter(Programs programs) {
        for (IpFamily family : IpFamily.values()) {
            families.put(family, new FamilyFilter(programs, family));
        }
    }

    /**
     * A family that is refused keeps the other from nothing.
     *
     * @param services of virtual addresses that this host may own; none removes everything of ours
     */
    public void reconcile(Collection<ServiceKey.AddressAndPort> services) {
        List<String> refusals = new ArrayList<>();
        families.forEach((family, filter) -> {
            try {
                filter.reconcile(services.stream()
                        .filter(service -> service.address().getAddress().length == family.addressLength())
                        .toList());
            } catch (PacketFilterException refused) {
                refusals.add(String.valueOf(refused.getMessage()));
            }
        });
        if (!refusals.isEmpty()) {
            throw new PacketFilterException(String.join("; ", refusals));
        }
    }
}
