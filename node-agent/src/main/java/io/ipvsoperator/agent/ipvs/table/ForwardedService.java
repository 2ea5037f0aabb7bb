package io.ipvsoperator.agent.ipvs.table;

import io.ipvsoperator.netlink.ipvs.DestinationKey;
import io.ipvsoperator.netlink.ipvs.IpvsDestination;
import io.ipvsoperator.netlink.ipvs.IpvsService;
import io.ipvsoperator.netlink.ipvs.ServiceKey;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A service with its destinations, as it is wanted or as it is programmed. Equal ones need no change: the order of destinations
 * says only in which they are added.
 */
public record ForwardedService(IpvsService service, Map<DestinationKey, IpvsDestination> destinations) {
    public ForwardedService {
        destinations = Collections.unmodifiableMap(new LinkedHashMap<>(destinations));
    }

    public static ForwardedService of(IpvsService service, List<IpvsDestination> destinations) {
        Map<DestinationKey, IpvsDestination> byKey = new LinkedHashMap<>();
        destinations.forEach(destination -> byKey.put(destination.key(), destination));
        return new ForwardedService(service, byKey);
    }

    public ServiceKey key() {
        return service.key();
    }
}
