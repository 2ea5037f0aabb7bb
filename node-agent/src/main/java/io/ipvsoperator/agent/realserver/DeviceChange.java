package io.ipvsoperator.agent.realserver;

import io.ipvsoperator.agent.address.VirtualAddress;
import io.ipvsoperator.netlink.Request;
import io.ipvsoperator.netlink.route.RouteRequests;
import io.ipvsoperator.wire.IpAddress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** One step towards the device holding exactly the wanted addresses. */
sealed interface DeviceChange {
    Request request();

    record CreateDevice() implements DeviceChange {
        @Override
        public Request request() {
            return RouteRequests.createDummy(VipDevice.NAME);
        }
    }

    record DeleteDevice(int index) implements DeviceChange {
        @Override
        public Request request() {
            return RouteRequests.deleteLink(index);
        }
    }

    record SetUp(int index) implements DeviceChange {
        @Override
        public Request request() {
            return RouteRequests.setUp(index);
        }
    }

    record AddAddress(VirtualAddress address) implements DeviceChange {
        @Override
        public Request request() {
            return RouteRequests.replaceAddress(address.permanent());
        }
    }

    record RemoveAddress(VirtualAddress address) implements DeviceChange {
        @Override
        public Request request() {
            return RouteRequests.deleteAddress(address.permanent());
        }
    }

    /**
     * The next steps. Where the device must be made first there is no more than that: its index is the kernel's to choose.
     *
     * @param device the one of our name and kind, if there is one
     */
    static List<DeviceChange> between(Set<IpAddress> wanted, Optional<VipDevice> device) {
        if (device.isEmpty()) {
            return wanted.isEmpty() ? List.of() : List.of(new CreateDevice());
        }
        VipDevice present = device.get();
        if (wanted.isEmpty()) {
            return List.of(new DeleteDevice(present.index()));
        }
        List<DeviceChange> changes = new ArrayList<>();
        if (!present.up()) {
            changes.add(new SetUp(present.index()));
        }
        ordered(present.addresses()).stream()
                .filter(address -> !wanted.contains(address))
                .forEach(address -> changes.add(new RemoveAddress(new VirtualAddress(address, present.index()))));
        ordered(wanted).stream()
                .filter(address -> !present.addresses().contains(address))
                .forEach(address -> changes.add(new AddAddress(new VirtualAddress(address, present.index()))));
        return changes;
    }

    private static Set<IpAddress> ordered(Set<IpAddress> addresses) {
        Set<IpAddress> ordered = new TreeSet<>(Comparator.naturalOrder());
        ordered.addAll(addresses);
        return ordered;
    }
}
