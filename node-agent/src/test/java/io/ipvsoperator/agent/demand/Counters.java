package io.ipvsoperator.agent.demand;

import io.ipvsoperator.netlink.ipvs.ServiceKey;
import io.ipvsoperator.netlink.ipvs.Statistics;
import io.ipvsoperator.netlink.ipvs.TransportProtocol;
import io.ipvsoperator.time.MonotonicInstant;
import io.ipvsoperator.wire.IpAddress;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Counters of services as IPVS would show them. */
final class Counters {
    static final IpAddress VIP = IpAddress.parse("192.0.2.200");
    static final IpAddress OTHER = IpAddress.parse("192.0.2.201");
    static final Map<String, List<IpAddress>> ROUTERS =
            Map.of("edge-33-v4", List.of(VIP), "edge-34-v4", List.of(OTHER));

    private Counters() {}

    static ServiceKey port(IpAddress address, int port) {
        try {
            return new ServiceKey.AddressAndPort(
                    TransportProtocol.TCP, InetAddress.getByAddress(address.toBytes()), port);
        } catch (UnknownHostException impossible) {
            throw new AssertionError(impossible);
        }
    }

    /** Requests of 100 bytes in 10 packets each, with direct routing. */
    static Statistics requests(long count) {
        return new Statistics(count, 10 * count, 0, 100 * count, 0);
    }

    static MonotonicInstant at(long seconds) {
        return new MonotonicInstant(0).plus(Duration.ofSeconds(seconds));
    }
}
