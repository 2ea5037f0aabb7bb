package io.ipvsoperator.agent.filter;

import io.ipvsoperator.agent.record.BootRecord;
import io.ipvsoperator.netlink.ipvs.ServiceKey;
import io.ipvsoperator.wire.IpFamily;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Rules in the tables raw and nat of both families, so that packets of virtual services pass this host as {@link Treatment} says,
 * and the host does not reset connections that IPVS does not know yet. Used by one thread.
 */
public final class PacketFilter {
    private final Map<IpFamily, FamilyFilter> families = new EnumMap<>(IpFamily.class);

    /** @param record of the tables that were written */
    public PacketFilter(Programs programs, BootRecord record) {
        WrittenTables written = new WrittenTables(record);
        for (IpFamily family : IpFamily.values()) {
            families.put(family, new FamilyFilter(programs, family, written));
        }
    }

    /**
     * A family that is refused keeps the other from nothing.
     *
     * @param services of virtual addresses that this host may own; none removes everything of ours
     */
    public void reconcile(Map<ServiceKey.AddressAndPort, Treatment> services) {
        List<String> refusals = new ArrayList<>();
        families.forEach((family, filter) -> {
            Map<ServiceKey.AddressAndPort, Treatment> ofFamily = new HashMap<>(services);
            ofFamily.keySet().removeIf(service -> service.address().getAddress().length != family.addressLength());
            try {
                filter.reconcile(ofFamily);
            } catch (PacketFilterException refused) {
                refusals.add(String.valueOf(refused.getMessage()));
            }
        });
        if (!refusals.isEmpty()) {
            throw new PacketFilterException(String.join("; ", refusals));
        }
    }
}
