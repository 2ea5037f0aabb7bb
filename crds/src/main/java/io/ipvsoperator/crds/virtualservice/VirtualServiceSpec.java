package io.ipvsoperator.crds.virtualservice;

import io.fabric8.kubernetes.api.model.IntOrString;
import io.ipvsoperator.crds.Rates;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Ports on virtual IPs and the backends behind them. */
public record VirtualServiceSpec(
        String poolName,
        Addresses addresses,
        @Nullable Rates demand,
        List<Port> ports,
        Scheduler scheduler,
        Forwarding forwarding,
        @Nullable Persistence persistence,
        Backends backends,
        Drain drain) {

    /**
     * @param count of each family: 1 to 64, or {@code Auto}
     * @param families {@code IPv4}, {@code IPv6}
     */
    public record Addresses(
            IntOrString count,
            List<String> families,
            List<String> requested,
            @Nullable Sharing sharing) {}

    public record Sharing(String key) {}

    /** @param protocol {@code TCP}, {@code UDP} or {@code SCTP} */
    public record Port(
            @Nullable String name,
            String protocol,
            int port,
            @Nullable IntOrString targetPort) {}

    /** A scheduler of the kernel by its name, such as {@code rr} or {@code mh}, and its flags. */
    public record Scheduler(String name, List<String> flags) {}

    /** @param method {@code DirectRouting}, {@code Masquerade} or {@code Tunnel} */
    public record Forwarding(String method, @Nullable Tunnel tunnel) {}

    /** @param type {@code IPIP}, {@code GUE} or {@code GRE} */
    public record Tunnel(String type, @Nullable Integer port) {}

    /** Clients of one prefix stay with one backend until {@code timeout} after their last connection. */
    public record Persistence(String timeout, @Nullable PrefixLength prefixLength) {}

    public record PrefixLength(int ipv4, int ipv6) {}

    /** Exactly one of the two. */
    public record Backends(
            @Nullable List<Endpoint> endpoints, @Nullable ServiceReference service) {}

    public record Endpoint(String address, int weight) {}

    public record ServiceReference(String name) {}

    /** How long connections may go on when a backend or the service itself leaves. */
    public record Drain(String timeout) {}
}
