package io.ipvsoperator.crds.forwardingtable;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Every service of the table answers on every address and sends to every destination.
 * A director programs it for the addresses of which it is a member's router.
 *
 * @param pool name of the VipPool
 * @param destinations in the same order everywhere, which hashing schedulers need
 */
public record ForwardingTableSpec(
        Source source,
        String pool,
        List<String> addresses,
        List<Service> services,
        Forwarding forwarding,
        List<Destination> destinations) {

    /** The object that the table was compiled from. */
    public record Source(String kind, String namespace, String name, String uid, long generation) {}

    /**
     * @param protocol {@code TCP}, {@code UDP} or {@code SCTP}
     * @param scheduler name as the kernel knows it
     */
    public record Service(
            String protocol,
            int port,
            int targetPort,
            String scheduler,
            List<String> schedulerFlags,
            @Nullable Persistence persistence) {}

    public record Persistence(int timeoutSeconds, int ipv4PrefixLength, int ipv6PrefixLength) {}

    /** @param method {@code DirectRouting}, {@code Masquerade} or {@code Tunnel} */
    public record Forwarding(String method, @Nullable Tunnel tunnel) {}

    public record Tunnel(String type, @Nullable Integer port) {}

    public record Destination(String address, int weight) {}
}
