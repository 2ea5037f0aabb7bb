package io.ipvsoperator.agent.address;

import io.ipvsoperator.agent.kernel.NetworkInterfaceName;
import io.ipvsoperator.netlink.route.Link;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What to do so that this host has the wanted interfaces of virtual MAC addresses, up or down, and no others of ours. Pure.
 *
 * @param changes first what goes down: giving up is what others wait for
 * @param deletions take the kernel some time, so they come after addresses
 * @param failures by name of the router, why its interface cannot be had
 */
record DeviceDifference(List<DeviceChange> changes, List<DeviceChange.Delete> deletions, Map<String, String> failures) {
    DeviceDifference {
        changes = List.copyOf(changes);
        deletions = List.copyOf(deletions);
        failures = Map.copyOf(failures);
    }

    static DeviceDifference between(List<DeviceWish> wishes, Collection<Link> links) {
        Map<String, Link> present =
                links.stream().collect(Collectors.toMap(Link::name, Function.identity(), (one, same) -> one));
        Map<String, String> failures = new LinkedHashMap<>();
        Set<DeviceChange> rises = new LinkedHashSet<>();
        for (DeviceWish wish : wishes) {
            Optional<Link> link = Optional.ofNullable(present.get(wish.device().name()));
            objection(wish.device(), link)
                    .ifPresentOrElse(
                            objection -> failures.put(wish.router(), objection),
                            () -> rise(wish, link).ifPresent(rises::add));
        }
        DeviceDifference falls = falls(wishes, links);
        List<DeviceChange> changes = new ArrayList<>(falls.changes());
        changes.addAll(rises);
        return new DeviceDifference(changes, falls.deletions(), failures);
    }

    /** What is to go down, and what is to go. */
    private static DeviceDifference falls(List<DeviceWish> wishes, Collection<Link> links) {
        Map<String, List<DeviceWish>> byName = wishes.stream()
                .collect(Collectors.groupingBy(wish -> wish.device().name()));
        List<DeviceChange> changes = new ArrayList<>();
        List<DeviceChange.Delete> deletions = new ArrayList<>();
        for (Link ours : links.stream().filter(VirtualDevice::isOurs).toList()) {
            List<DeviceWish> wanting = byName.getOrDefault(ours.name(), List.of()).stream()
                    .filter(wish -> wish.device().is(ours))
                    .toList();
            if (isUp(ours) && wanting.stream().noneMatch(DeviceWish::up)) {
                changes.add(new DeviceChange.SetDown(ours.index()));
            }
            if (wanting.isEmpty()) {
                deletions.add(new DeviceChange.Delete(ours.name(), ours.index()));
            }
        }
        return new DeviceDifference(changes, deletions, Map.of());
    }

    private static Optional<String> objection(VirtualDevice device, Optional<Link> present) {
        if (!NetworkInterfaceName.isValid(device.name())) {
            return Optional.of(device
                    + ": the name would be longer than 15 characters, for the segment's interface has index "
                    + device.below() + "; a restart of the node gives it a lower one, or set virtualMac to Disabled");
        }
        return present.filter(link -> !VirtualDevice.isOurs(link))
                .map(foreign -> device + ": exists on the node and is none of the agent's; remove or rename it");
    }

    /** One whose MAC address somebody has changed is deleted first, and made anew when it is gone. */
    private static Optional<DeviceChange> rise(DeviceWish wish, Optional<Link> present) {
        if (present.isEmpty()) {
            return Optional.of(new DeviceChange.Create(wish.device()));
        }
        return present.filter(link -> wish.up() && !isUp(link) && wish.device().is(link))
                .map(link -> new DeviceChange.SetUp(wish.device(), link.index()));
    }

    private static boolean isUp(Link link) {
        return (link.flags() & Link.UP) != 0;
    }
}
