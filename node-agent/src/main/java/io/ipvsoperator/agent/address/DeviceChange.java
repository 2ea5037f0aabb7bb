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

    /** What to do about a refusal. */
    default String remedy() {
        return "see whether the agent is privileged";
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

        @Override
        public String remedy() {
            return "see whether the kernel has the module macvlan, the segment's interface is Ethernet and no port of a bridge, and the agent is privileged";
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

        @Override
        public String remedy() {
            return "see whether another macvlan above the same interface has the MAC address "
                    + device.mac().address()
                    + ", such as one of keepalived or of a container; remove it, and restart the agent"
                    + " if it was not one of the host";
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
