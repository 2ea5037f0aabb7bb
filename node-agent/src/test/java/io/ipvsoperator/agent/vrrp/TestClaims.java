package io.ipvsoperator.agent.vrrp;

import io.ipvsoperator.agent.address.RouterAddresses;
import io.ipvsoperator.agent.link.Segment;
import io.ipvsoperator.time.MonotonicInstant;
import io.ipvsoperator.wire.IpAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Takes claims as an owner of addresses would, and loses leases when told to. */
final class TestClaims implements AddressClaims {
    private final Set<String> lost = new HashSet<>();
    private volatile List<RouterAddresses> claimed = List.of();
    private final List<MonotonicInstant> heartbeats = new ArrayList<>();

    @Override
    public void want(Segment segment, List<RouterAddresses> routers, MonotonicInstant heartbeat) {
        claimed = List.copyOf(routers);
        heartbeats.add(heartbeat);
        lost.removeIf(
                router -> routers.stream().noneMatch(claim -> claim.router().equals(router)));
    }

    @Override
    public boolean leaseHolds(String router, MonotonicInstant now) {
        return !lost.contains(router);
    }

    void lose(String router) {
        lost.add(router);
    }

    List<RouterAddresses> claimed() {
        return claimed;
    }

    Set<IpAddress> addresses() {
        Set<IpAddress> addresses = new HashSet<>();
        claimed.forEach(claim -> addresses.addAll(claim.addresses()));
        return addresses;
    }

    long announcements() {
        return claimed.stream().mapToLong(RouterAddresses::announcements).sum();
    }

    boolean isAnnounced() {
        return claimed.stream().anyMatch(RouterAddresses::announced);
    }

    MonotonicInstant lastHeartbeat() {
        return heartbeats.getLast();
    }
}
