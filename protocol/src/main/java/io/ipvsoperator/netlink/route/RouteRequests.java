package io.ipvsoperator.netlink.route;

import io.ipvsoperator.netlink.Attributes;
import io.ipvsoperator.netlink.Bytes;
import io.ipvsoperator.netlink.Header;
import io.ipvsoperator.netlink.Request;
import io.ipvsoperator.netlink.route.RouteFamily.LinkAttribute;
import io.ipvsoperator.netlink.route.RouteFamily.MessageType;

/** What is asked of rtnetlink, each with the {@code ip} command it equals. */
public final class RouteRequests {
    private static final int ADDRESS_HEADER_LENGTH = 8;
    /** Interfaces above the same one reach each other; the one below hears all that comes in to groups. */
    private static final long MACVLAN_MODE_BRIDGE = 4;

    private RouteRequests() {}

    /** {@code ip addr replace}: adds the address, or gives the one that is there a new lifetime. */
    public static Request replaceAddress(InterfaceAddress address) {
        return new Request(
                "add address " + address, MessageType.NEWADDR, Header.CREATE | Header.REPLACE, address.encode());
    }

    /** {@code ip addr del}; {@code EADDRNOTAVAIL} if it is not there. */
    public static Request deleteAddress(InterfaceAddress address) {
        return new Request("delete address " + address, MessageType.DELADDR, 0, address.encode());
    }

    /** {@code ip addr show}: a dump of {@link InterfaceAddress} of every interface and both families. */
    public static Request listAddresses() {
        return new Request(
                "list addresses", MessageType.GETADDR, Header.DUMP, Bytes.copyOf(new byte[ADDRESS_HEADER_LENGTH]));
    }

    /** {@code ip link show}: a dump of {@link Link}. */
    public static Request listLinks() {
        return new Request(
                "list interfaces", MessageType.GETLINK, Header.DUMP, Link.payload(0, 0, 0, 0, Attributes.none()));
    }

    /** {@code ip link add NAME up type dummy}; {@code EEXIST} if an interface has the name. */
    public static Request createDummy(String name) {
        Attributes attributes =
                Attributes.none().with(LinkAttribute.IFNAME, name).with(LinkAttribute.LINKINFO, Link.ofKind("dummy"));
        return new Request(
                "create dummy interface " + name,
                MessageType.NEWLINK,
                Header.CREATE | Header.EXCLUSIVE,
                Link.payload(0, 0, Link.UP, Link.UP, attributes));
    }

    /**
     * {@code ip link add link BELOW name NAME address HARDWARE group GROUP type macvlan mode bridge}; {@code EEXIST} if an
     * interface has the name, {@code EBUSY} if the one below serves a bridge or a bond. It stays down.
     *
     * @param below index of the interface it stands on
     */
    public static Request createMacvlan(String name, int below, Bytes hardwareAddress, long group) {
        Attributes bridgeMode = Attributes.none().with(LinkAttribute.MACVLAN_MODE, MACVLAN_MODE_BRIDGE);
        Attributes attributes = Attributes.none()
                .with(LinkAttribute.ADDRESS, hardwareAddress)
                .with(LinkAttribute.GROUP, group)
                .with(LinkAttribute.LINK, below)
                .with(LinkAttribute.IFNAME, name)
                .with(LinkAttribute.LINKINFO, Link.ofKind("macvlan").with(LinkAttribute.INFO_DATA, bridgeMode));
        return new Request(
                "create macvlan interface " + name,
                MessageType.NEWLINK,
                Header.CREATE | Header.EXCLUSIVE,
                Link.payload(0, 0, 0, 0, attributes));
    }

    /** {@code ip link set down}. */
    public static Request setDown(int interfaceIndex) {
        return new Request(
                "set interface " + interfaceIndex + " down",
                MessageType.NEWLINK,
                0,
                Link.payload(interfaceIndex, 0, 0, Link.UP, Attributes.none()));
    }

    /** {@code ip link set up}. */
    public static Request setUp(int interfaceIndex) {
        return new Request(
                "set interface " + interfaceIndex + " up",
                MessageType.NEWLINK,
                0,
                Link.payload(interfaceIndex, 0, Link.UP, Link.UP, Attributes.none()));
    }

    /** {@code ip link del}; its addresses go with it. */
    public static Request deleteLink(int interfaceIndex) {
        return new Request(
                "delete interface " + interfaceIndex,
                MessageType.DELLINK,
                0,
                Link.payload(interfaceIndex, 0, 0, 0, Attributes.none()));
    }
}
