package io.ipvsoperator.agent.kernel.linux;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** The structures that name an end of a socket, laid out as on every 64-bit Linux. */
final class SocketAddress {
    static final int AF_INET = 2;
    static final int AF_INET6 = 10;
    static final int AF_NETLINK = 16;
    static final int AF_PACKET = 17;

    private static final int SOCKADDR_IN_LENGTH = 16;
    private static final int SOCKADDR_IN6_LENGTH = 28;
    private static final int SOCKADDR_NL_LENGTH = 12;
    private static final int SOCKADDR_LL_LENGTH = 20;

    /** Of {@code sll_protocol} in {@code struct sockaddr_ll}. */
    static final int ETHER_TYPE_OFFSET = 2;

    static final int IPV4_OFFSET = 4;
    static final int IPV6_OFFSET = 8;

    private SocketAddress() {}

    /** {@code struct sockaddr_nl}: port 0 is the kernel for connect, and "choose one" for bind. */
    static ByteBuffer netlink() {
        return structure(SOCKADDR_NL_LENGTH).putShort(0, (short) AF_NETLINK);
    }

    /** {@code struct sockaddr_in} without a port; the address stands from {@link #IPV4_OFFSET} on. */
    static ByteBuffer ipv4() {
        return structure(SOCKADDR_IN_LENGTH).putShort(0, (short) AF_INET);
    }

    /**
     * {@code struct sockaddr_in6} without a port; the address stands from {@link #IPV6_OFFSET} on. The kernel looks at the
     * interface only where the address alone does not say which.
     */
    static ByteBuffer ipv6(int interfaceIndex) {
        return structure(SOCKADDR_IN6_LENGTH).putShort(0, (short) AF_INET6).putInt(24, interfaceIndex);
    }

    /** {@code struct sockaddr_ll}: frames of one type on one interface. */
    static ByteBuffer packet(int interfaceIndex, int etherType) {
        ByteBuffer address =
                structure(SOCKADDR_LL_LENGTH).putShort(0, (short) AF_PACKET).putInt(4, interfaceIndex);
        return address.put(2, (byte) (etherType >> 8)).put(3, (byte) etherType);
    }

    private static ByteBuffer structure(int length) {
        return ByteBuffer.allocateDirect(length).order(ByteOrder.nativeOrder());
    }
}
