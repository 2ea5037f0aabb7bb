package io.ipvsoperator.agent.address;

import io.ipvsoperator.netlink.Request;
import io.ipvsoperator.netlink.route.RouteRequests;

/** One request to the kernel about the interface of a virtual MAC address. */
sealed interface DeviceChange {
    Request request();

    /** Whether a router that wants this interface is without it if the kernel refuses. */
    default boolean concerns(VirtualDevice device) {
        return false;
    }

    record Create(VirtualDevice device) implements DeviceChange {
        @Override
        public Request request() {
            return RouteRequests.createMacvlan(
                    device.name(), device.below(), device.hardwareAddress(), VirtualDevice.GROUP);
        }

        @Override
        public boolean concerns(VirtualDevice other) {
            return device.equals(other);
        }
    }

    /** The router owns its addresses now. */
    record SetUp(VirtualDevice device, int index) implements DeviceChange {
        @Override
        public Request request() {
            return RouteRequests.setUp(index);
        }

        @Override
        public boolean concerns(VirtualDevice other) {
            return device.equals(other);
        }
    }

    /** It owns them no longer. All of them are out of reach with that, and nothing is sent about it. */
    record SetDown(int index) implements DeviceChange {
        @Override
        public Request request() {
            return RouteRequests.setDown(index);
        }
    }

    /** Nobody wants it any longer. */
    record Delete(String name, int index) implements DeviceChange {
        @Override
        public Request request() {
            return RouteRequests.deleteLink(index);
        }
    }
}
