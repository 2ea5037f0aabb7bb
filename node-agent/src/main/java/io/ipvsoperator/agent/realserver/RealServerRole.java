package io.ipvsoperator.agent.realserver;

import io.ipvsoperator.agent.address.VirtualAddress;
import io.ipvsoperator.agent.netlink.NetlinkConversation;
import io.ipvsoperator.agent.netlink.Outcome;
import io.ipvsoperator.netlink.route.InterfaceAddress;
import io.ipvsoperator.netlink.route.Link;
import io.ipvsoperator.netlink.route.RouteRequests;
import io.ipvsoperator.wire.IpAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes this host accept the packets that directors send to virtual addresses: a dummy device of its own holds them, so that
 * removing the device removes everything. Keeps nothing but what the kernel shows. Used by one thread.
 *
 * <p>The settings of {@link io.ipvsoperator.agent.sysctl.RealServerSysctls} must be in force before addresses are wanted, or the
 * host answers ARP for them.
 */
public final class RealServerRole {
    /** Of the device that holds the virtual addresses. */
    public static final String INTERFACE_NAME = VipDevice.NAME;

    private static final Logger LOG = LoggerFactory.getLogger(RealServerRole.class);
    /** Making the device, then filling it. */
    private static final int ROUNDS = 2;

    private final NetlinkConversation route;

    public RealServerRole(NetlinkConversation route) {
        this.route = route;
    }

    /** @param wanted none ends the role and removes the device */
    public RealServerReport reconcile(Set<IpAddress> wanted) {
        List<String> failures = new ArrayList<>();
        for (int round = 0; round < ROUNDS && failures.isEmpty(); round++) {
            Optional<VipDevice> device = device();
            if (device.isPresent() && !device.get().isOurs()) {
                return wanted.isEmpty() ? new RealServerReport(Set.of(), List.of()) : nameTaken();
            }
            failures.addAll(apply(DeviceChange.between(wanted, device)));
        }
        Set<IpAddress> accepted = new HashSet<>(
                device().filter(VipDevice::up).map(VipDevice::addresses).orElse(Set.of()));
        accepted.retainAll(wanted);
        return new RealServerReport(accepted, failures);
    }

    private static RealServerReport nameTaken() {
        return new RealServerReport(
                Set.of(),
                List.of("interface %s: exists on the node and is no dummy device; rename or remove it"
                        .formatted(VipDevice.NAME)));
    }

    private List<String> apply(List<DeviceChange> changes) {
        List<String> failures = new ArrayList<>();
        for (Outcome outcome :
                route.executeAll(changes.stream().map(DeviceChange::request).toList())) {
            switch (outcome) {
                case Outcome.Done done ->
                    LOG.atInfo().addKeyValue("operation", done.operation()).log("real-server role");
                case Outcome.Refused refused ->
                    failures.add("%s: %s; see whether the agent may change interfaces of the node"
                            .formatted(refused.operation(), refused.error()));
            }
        }
        return failures;
    }

    private Optional<VipDevice> device() {
        return route.dump(RouteRequests.listLinks()).stream()
                .map(message -> Link.decode(message.payload()))
                .filter(link -> link.name().equals(VipDevice.NAME))
                .findFirst()
                .map(link -> new VipDevice(
                        link.index(), link.kind(), (link.flags() & Link.UP) != 0, addressesOn(link.index())));
    }

    private Set<IpAddress> addressesOn(int interfaceIndex) {
        Set<IpAddress> addresses = new HashSet<>();
        route.dump(RouteRequests.listAddresses()).stream()
                .map(message -> InterfaceAddress.decode(message.payload()))
                .filter(address -> address.interfaceIndex() == interfaceIndex)
                .forEach(address -> VirtualAddress.of(address).ifPresent(virtual -> addresses.add(virtual.address())));
        return addresses;
    }
}
