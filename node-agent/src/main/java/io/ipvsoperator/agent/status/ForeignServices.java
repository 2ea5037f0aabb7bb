package io.ipvsoperator.agent.status;

import java.util.Collection;
import java.util.Optional;

/**
 * IPVS services on this host that this agent did not make. They are not touched.
 *
 * @param total at least one
 * @param first in the order of their names
 */
public record ForeignServices(int total, String first) {
    /** Empty if there are none. */
    public static Optional<ForeignServices> of(Collection<?> services) {
        return services.stream()
                .map(Object::toString)
                .sorted()
                .findFirst()
                .map(first -> new ForeignServices(services.size(), first));
    }

    /** For people: what it is and how it goes away. */
    String message() {
        return ("%d IPVS service(s) on this node were not made by this agent and are not touched; the first: %s. If kube-proxy runs"
                        + " in mode ipvs, give it mode iptables or nftables, or run it on other nodes; if keepalived runs, take its"
                        + " virtual_server blocks away; what nobody needs goes with ipvsadm -D")
                .formatted(total, first);
    }
}
