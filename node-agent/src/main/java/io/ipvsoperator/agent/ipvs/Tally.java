package io.ipvsoperator.agent.ipvs;

import io.ipvsoperator.agent.ipvs.table.ForwardedService;
import io.ipvsoperator.netlink.ipvs.ServiceKey;
import java.util.Collection;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How many services of ours the kernel holds, and their destinations. */
record Tally(int services, int destinations) {
    static final Tally NONE = new Tally(0, 0);

    static Tally of(Collection<ServiceKey> keys, Set<ServiceKey> created, KnownTable table) {
        int services = 0;
        int destinations = 0;
        for (ServiceKey key : keys) {
            @Nullable ForwardedService present = created.contains(key) ? table.get(key) : null;
            services += present == null ? 0 : 1;
            destinations += present == null ? 0 : present.destinations().size();
        }
        return new Tally(services, destinations);
    }

    Tally with(Tally now, Tally before) {
        return new Tally(
                services + now.services - before.services, destinations + now.destinations - before.destinations);
    }
}
