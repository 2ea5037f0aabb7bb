package io.ipvsoperator.netlink.route;

import io.ipvsoperator.netlink.Attributes;
import io.ipvsoperator.netlink.Bytes;
import io.ipvsoperator.netlink.Malformed;
import io.ipvsoperator.netlink.route.RouteFamily.LinkAttribute;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A network interface: {@code struct ifinfomsg} and its attributes, of a dump or an event.
 *
 * @param hardwareType {@code ARPHRD_*}: 1 is Ethernet, 772 the loopback
 * @param flags {@code IFF_*}
 * @param hardwareAddress the MAC address of an Ethernet interface
 * @param forwardsIpv6 {@code net.ipv6.conf.NAME.forwarding}; false where there is no IPv6
 * @param kind what made it, such as "dummy" or "veth"; absent for physical ones
 * @param below index of the interface that it stands on, as a macvlan does, or of the other end of a pair; 0 for none
 * @param group a number that whoever made it may give it: {@code ip link show group NUMBER}
 */
public record Link(
        int index,
        String name,
        int hardwareType,
        int flags,
        long mtu,
        Bytes hardwareAddress,
        OperationalState operationalState,
        boolean carrier,
        boolean forwardsIpv6,
        Optional<String> kind,
        int below,
        long group) {

    /** {@code IFF_UP}: the administrator wants it up. */
    public static final int UP = 0x1;
    /** {@code IFF_RUNNING}: up, and in an operational state that lets packets through. */
    public static final int RUNNING = 0x40;
    /** {@code IFF_LOWER_UP}: the driver has a carrier. */
    public static final int LOWER_UP = 0x1_0000;

    private static final int HEADER_LENGTH = 16;

    /** {@code IF_OPER_*} of RFC 2863. */
    public enum OperationalState {
        UNKNOWN(0),
        NOTPRESENT(1),
        DOWN(2),
        LOWERLAYERDOWN(3),
        TESTING(4),
        DORMANT(5),
        UP(6);

        private final int number;

        OperationalState(int number) {
            this.number = number;
        }

        static OperationalState ofNumber(int number) {
            return Stream.of(values())
                    .filter(state -> state.number == number)
                    .findFirst()
                    .orElse(UNKNOWN);
        }
    }

    /** Whether a packet handed to it would leave: up and with carrier. */
    public boolean canCarryPackets() {
        return (flags & UP) != 0 && (flags & LOWER_UP) != 0;
    }

    /** The payload of what a dump lists and an event tells. */
    public Bytes encode() {
        return payload(
                index,
                hardwareType,
                flags,
                0,
                Attributes.none()
                        .with(LinkAttribute.IFNAME, name)
                        .with(LinkAttribute.MTU, mtu)
                        .with(LinkAttribute.OPERSTATE, operationalState.number)
                        .with(LinkAttribute.CARRIER, carrier ? 1 : 0)
                        .with(LinkAttribute.ADDRESS, hardwareAddress)
                        .with(LinkAttribute.LINKINFO, kind.map(Link::ofKind))
                        .with(LinkAttribute.LINK, below)
                        .with(LinkAttribute.GROUP, group)
                        .with(LinkAttribute.AF_SPEC, settings(forwardsIpv6)));
    }

    public static Link decode(Bytes payload) {
        if (payload.length() < HEADER_LENGTH) {
            throw new Malformed("ifinfomsg: expected 16 bytes but was " + payload.length());
        }
        ByteBuffer header = payload.asBuffer();
        Attributes attributes = Attributes.decode(payload.slice(HEADER_LENGTH, payload.length()));
        return new Link(
                header.getInt(4),
                attributes.require(LinkAttribute.IFNAME),
                header.getShort(2) & 0xffff,
                header.getInt(8),
                attributes.find(LinkAttribute.MTU).orElse(0L),
                attributes.find(LinkAttribute.ADDRESS).orElse(Bytes.empty()),
                OperationalState.ofNumber(
                        attributes.find(LinkAttribute.OPERSTATE).orElse(0)),
                attributes.find(LinkAttribute.CARRIER).orElse(0) != 0,
                forwardsIpv6(attributes),
                attributes.find(LinkAttribute.LINKINFO).flatMap(nest -> nest.find(LinkAttribute.INFO_KIND)),
                attributes.find(LinkAttribute.LINK).orElse(0),
                attributes.find(LinkAttribute.GROUP).orElse(0L));
    }

    private static boolean forwardsIpv6(Attributes attributes) {
        return attributes
                .find(LinkAttribute.AF_SPEC)
                .flatMap(families -> families.find(LinkAttribute.AF_INET6))
                .flatMap(family -> family.find(LinkAttribute.INET6_CONF))
                .filter(settings -> settings.length() >= Integer.BYTES)
                .filter(settings -> settings.asBuffer().getInt(0) != 0)
                .isPresent();
    }

    private static Attributes settings(boolean forwardsIpv6) {
        ByteBuffer settings = ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.nativeOrder());
        settings.putInt(0, forwardsIpv6 ? 1 : 0);
        Attributes family = Attributes.none().with(LinkAttribute.INET6_CONF, Bytes.copyOf(settings.array()));
        return Attributes.none().with(LinkAttribute.AF_INET6, family);
    }

    static Attributes ofKind(String kind) {
        return Attributes.none().with(LinkAttribute.INFO_KIND, kind);
    }

    static Bytes payload(int index, int hardwareType, int flags, int changedFlags, Attributes attributes) {
        Bytes encoded = attributes.encode();
        ByteBuffer buffer =
                ByteBuffer.allocate(HEADER_LENGTH + encoded.length()).order(ByteOrder.nativeOrder());
        buffer.putShort((short) 0)
                .putShort((short) hardwareType)
                .putInt(index)
                .putInt(flags)
                .putInt(changedFlags);
        encoded.writeTo(buffer);
        return Bytes.copyOf(buffer.array());
    }
}
