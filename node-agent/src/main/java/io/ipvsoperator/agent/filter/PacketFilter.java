package io.ipvsoperator.agent.filter;

import io.ipvsoperator.agent.record.BootRecord;
import io.ipvsoperator.netlink.ipvs.ServiceKey;
import io.ipvsoperator.wire.IpAddress;
import io.ipvsoperator.wire.IpFamily;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Rules in the tables raw and nat of both families, so that packets of virtual services pass this host as {@link Passage} says, the
 * host does not reset connections that IPVS does not know yet, and only peers tell the sync daemon of connections. Used by one
 * thread.
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

    /** Everybody may tell of connections. */
    public void reconcile(Map<ServiceKey.AddressAndPort, Passage> services) {
        reconcile(services, Set.of());
    }

    /**
     * A family that is refused keeps the other from nothing. Without services and peers everything of ours is removed.
     *
     * @param services of virtual addresses that this host may own
     * @param syncPeers from whom this host hears of connections; none: from everybody. IPv4 alone counts: the group is one of IPv4
     */
    public void reconcile(Map<ServiceKey.AddressAndPort, Passage> services, Set<IpAddress> syncPeers) {
        List<String> refusals = new ArrayList<>();
        families.forEach((family, filter) -> {
            Map<ServiceKey.AddressAndPort, Passage> ofFamily = new HashMap<>(services);
            ofFamily.keySet().removeIf(service -> service.address().getAddress().length != family.addressLength());
            try {
                filter.reconcile(ofFamily, family == IpFamily.IPV4 ? ipv4(syncPeers) : Set.of());
            } catch (PacketFilterException refused) {
                refusals.add(String.valueOf(refused.getMessage()));
            }
        });
        if (!refusals.isEmpty()) {
            throw new PacketFilterException(String.join("; ", refusals));
        }
    }

    /** Who gets to a service by the rules that were there when this process looked or wrote last; everybody before that. */
    public Admitted admitted(ServiceKey.AddressAndPort service) {
        return Objects.requireNonNull(families.get(FilterRules.family(service))).admitted(service);
    }

    private static Set<IpAddress> ipv4(Set<IpAddress> peers) {
        return peers.stream().filter(peer -> peer.family() == IpFamily.IPV4).collect(Collectors.toSet());
    }
}
