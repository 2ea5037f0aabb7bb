package io.ipvsoperator.agent.ipvs;

import io.ipvsoperator.agent.ipvs.table.DesiredTable;
import io.ipvsoperator.agent.ipvs.table.ForwardedService;
import io.ipvsoperator.agent.ipvs.table.IpvsTable;
import io.ipvsoperator.netlink.ipvs.ServiceKey;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the kernel holds, as far as is known. It changes service by service: to copy a table of thousands for one change would be
 * most of what that change costs. Used by one thread.
 */
final class KnownTable {
    private final Map<ServiceKey, ForwardedService> services;

    /** @param seen in the kernel */
    KnownTable(IpvsTable seen) {
        services = new LinkedHashMap<>(seen.services());
    }

    @Nullable
    ForwardedService get(ServiceKey key) {
        return services.get(key);
    }

    /** A view. */
    Set<ServiceKey> keys() {
        return Collections.unmodifiableSet(services.keySet());
    }

    /** A copy of some of it. */
    IpvsTable part(Collection<ServiceKey> keys) {
        Map<ServiceKey, ForwardedService> part = LinkedHashMap.newLinkedHashMap(keys.size());
        for (ServiceKey key : keys) {
            @Nullable ForwardedService service = services.get(key);
            if (service != null) {
                part.put(key, service);
            }
        }
        return new IpvsTable(part);
    }

    /** @param seen in the kernel; empty if the service is not there */
    void put(ServiceKey key, Optional<ForwardedService> seen) {
        seen.ifPresentOrElse(service -> services.put(key, service), () -> services.remove(key));
    }

    /** What is as wanted becomes the wanted object, so that it is in memory once. */
    void replace(Collection<ServiceKey> keys, IpvsTable part, DesiredTable desired) {
        for (ServiceKey key : keys) {
            Optional<ForwardedService> now = Optional.ofNullable(part.services().get(key));
            Optional<ForwardedService> wanted = desired.service(key);
            put(key, now.equals(wanted) ? wanted : now);
        }
    }
}
