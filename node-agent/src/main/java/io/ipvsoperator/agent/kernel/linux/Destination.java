package io.ipvsoperator.agent.kernel.linux;

import java.nio.ByteBuffer;

/** Where a packet goes, as {@code sendto} takes it. The address is valid until the next call. Used by one thread. */
interface Destination {
    ByteBuffer of(ByteBuffer packet);

    /** Everything to the same place. */
    static Destination always(ByteBuffer address) {
        return packet -> address;
    }

    /**
     * The interface alone; bytes 12 and 13 of the frame say what it carries, which the kernel is told beside it.
     *
     * @param address {@code struct sockaddr_ll}
     */
    static Destination inEthernetHeader(ByteBuffer address) {
        return frame -> address.put(SocketAddress.ETHER_TYPE_OFFSET, frame, frame.position() + 12, 2);
    }

    /** Bytes 16 to 19 of the packet's header. */
    static Destination inIpv4Header() {
        ByteBuffer address = SocketAddress.ipv4();
        return packet -> address.put(SocketAddress.IPV4_OFFSET, packet, packet.position() + 16, 4);
    }

    /** Bytes 24 to 39 of the packet's header. */
    static Destination inIpv6Header(int interfaceIndex) {
        ByteBuffer address = SocketAddress.ipv6(interfaceIndex);
        return packet -> address.put(SocketAddress.IPV6_OFFSET, packet, packet.position() + 24, 16);
    }
}
