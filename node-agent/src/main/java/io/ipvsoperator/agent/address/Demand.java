package io.ipvsoperator.agent.address;

import io.ipvsoperator.agent.kernel.NetworkInterfaceName;
import io.ipvsoperator.agent.link.Segment;
import io.ipvsoperator.netlink.route.Link;
import io.ipvsoperator.time.MonotonicInstant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the routers of all segments want, in terms of the interfaces that this host has. Pure.
 *
 * @param addresses of routers whose interface exists; each is in a lease of its own, but shares its router's fate
 * @param devices interfaces of virtual MAC addresses above interfaces that exist
 */
record Demand(Map<VirtualAddress, Wish> addresses, List<DeviceWish> devices) {

    static Demand of(Map<Segment, SegmentWishes> wishes, Map<NetworkInterfaceName, Link> links, MonotonicInstant now) {
        Demand demand = new Demand(new LinkedHashMap<>(), new ArrayList<>());
        wishes.forEach((segment, wish) -> Optional.ofNullable(links.get(segment.interfaceName()))
                .ifPresent(link ->
                        wish.routers().forEach(router -> demand.add(router, link, links, wish.heartbeat(), now))));
        return demand;
    }

    private void add(
            RouterAddresses router,
            Link segment,
            Map<NetworkInterfaceName, Link> links,
            MonotonicInstant heartbeat,
            MonotonicInstant now) {
        Optional<VirtualDevice> device =
                router.terms().virtualMac().map(mac -> new VirtualDevice(mac, segment.index()));
        device.ifPresent(own -> devices.add(
                new DeviceWish(router.router(), own, !router.addresses().isEmpty())));
        Optional<Link> carrier = device.isEmpty() ? Optional.of(segment) : device.flatMap(own -> own.among(links));
        carrier.ifPresent(link -> {
            Wish each = wish(router, heartbeat, now);
            router.addresses().forEach(address -> addresses.put(new VirtualAddress(address, link.index()), each));
        });
    }

    private static Wish wish(RouterAddresses router, MonotonicInstant heartbeat, MonotonicInstant now) {
        boolean alive = heartbeat.until(now).compareTo(router.terms().lease().patience()) < 0;
        return new Wish(
                router.router(), router.terms(), router.probed(), router.announcements(), router.announced(), alive);
    }
}
