package io.ipvsoperator.netlink.route;

import io.ipvsoperator.netlink.Attributes;
import io.ipvsoperator.netlink.Bytes;
import io.ipvsoperator.netlink.Malformed;
import io.ipvsoperator.netlink.route.RouteFamily.AddressAttribute;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import java.util.Set;

/**
 * An address of an interface: {@code struct ifaddrmsg} and its attributes, of a request, a dump or an event.
 *
 * @param address the interface's own, {@code IFA_LOCAL}
 * @param scope {@code RT_SCOPE_*}: 0 global, 253 link, 254 host
 * @param label the name that old programs know it by, "IFNAME" or "IFNAME:SOMETHING"; IPv4 only
 * @param protocol who added it, {@code IFA_PROTO}; 1 to 3 are the kernel, absent before kernel 5.18
 */
public record InterfaceAddress(
        InetAddress address,
        int prefixLength,
        int interfaceIndex,
        int scope,
        Set<AddressFlag> flags,
        Lifetime lifetime,
        Optional<String> label,
        Optional<Integer> protocol) {

    /** {@code RT_SCOPE_UNIVERSE}. */
    public static final int SCOPE_GLOBAL = 0;
    /** {@code RT_SCOPE_HOST}: the kernel answers ARP for it and accepts packets, but never chooses it as a source. */
    public static final int SCOPE_HOST = 254;

    private static final int HEADER_LENGTH = 8;
    private static final int AF_INET = 2;
    private static final int AF_INET6 = 10;

    public InterfaceAddress {
        int bits = address.getAddress().length * 8;
        if (prefixLength < 0 || prefixLength > bits) {
            throw new IllegalArgumentException("address %s: expected a prefix length of 0 to %d but was %d"
                    .formatted(address.getHostAddress(), bits, prefixLength));
        }
        flags = Set.copyOf(flags);
    }

    /** The address alone, /32 or /128, global and without end. */
    public static InterfaceAddress host(InetAddress address, int interfaceIndex) {
        int bits = address.getAddress().length * 8;
        return new InterfaceAddress(
                address,
                bits,
                interfaceIndex,
                SCOPE_GLOBAL,
                Set.of(),
                Lifetime.FOREVER,
                Optional.empty(),
                Optional.empty());
    }

    public InterfaceAddress withLifetime(Lifetime changed) {
        return new InterfaceAddress(address, prefixLength, interfaceIndex, scope, flags, changed, label, protocol);
    }

    public InterfaceAddress withFlags(Set<AddressFlag> changed) {
        return new InterfaceAddress(address, prefixLength, interfaceIndex, scope, changed, lifetime, label, protocol);
    }

    public InterfaceAddress withProtocol(int changed) {
        return new InterfaceAddress(
                address, prefixLength, interfaceIndex, scope, flags, lifetime, label, Optional.of(changed));
    }

    /** The payload of {@code RTM_NEWADDR}, {@code RTM_DELADDR} and of what a dump lists. */
    public Bytes encode() {
        int bits = AddressFlag.bitsOf(flags);
        Bytes attributes = Attributes.none()
                .with(AddressAttribute.LOCAL, address)
                .with(AddressAttribute.FLAGS, bits)
                .with(AddressAttribute.ADDRESS, address)
                .with(AddressAttribute.CACHEINFO, lifetime)
                .with(AddressAttribute.LABEL, label)
                .with(AddressAttribute.PROTO, protocol)
                .encode();
        ByteBuffer buffer =
                ByteBuffer.allocate(HEADER_LENGTH + attributes.length()).order(ByteOrder.nativeOrder());
        buffer.put((byte) (address instanceof Inet4Address ? AF_INET : AF_INET6))
                .put((byte) prefixLength)
                .put((byte) bits)
                .put((byte) scope)
                .putInt(interfaceIndex);
        attributes.writeTo(buffer);
        return Bytes.copyOf(buffer.array());
    }

    public static InterfaceAddress decode(Bytes payload) {
        if (payload.length() < HEADER_LENGTH) {
            throw new Malformed("ifaddrmsg: expected 8 bytes but was " + payload.length());
        }
        ByteBuffer header = payload.asBuffer();
        Attributes attributes = Attributes.decode(payload.slice(HEADER_LENGTH, payload.length()));
        // On a point-to-point link IFA_ADDRESS is the peer; IPv6 without a peer has no IFA_LOCAL.
        InetAddress address =
                attributes.find(AddressAttribute.LOCAL).orElseGet(() -> attributes.require(AddressAttribute.ADDRESS));
        int prefixLength = header.get(1) & 0xff;
        if (prefixLength > address.getAddress().length * 8) {
            throw new Malformed("ifaddrmsg: expected a prefix length that fits %s but was %d"
                    .formatted(address.getHostAddress(), prefixLength));
        }
        return new InterfaceAddress(
                address,
                prefixLength,
                header.getInt(4),
                header.get(3) & 0xff,
                AddressFlag.of(attributes.find(AddressAttribute.FLAGS).orElse(header.get(2) & 0xff)),
                attributes.find(AddressAttribute.CACHEINFO).orElse(Lifetime.FOREVER),
                attributes.find(AddressAttribute.LABEL),
                attributes.find(AddressAttribute.PROTO));
    }

    @Override
    public String toString() {
        return address.getHostAddress() + "/" + prefixLength + " on interface " + interfaceIndex;
    }
}
