package io.ipvsoperator.agent.kernel.linux;

/**
 * The options that are set here, by their names in asm-generic/socket.h, linux/in.h, linux/in6.h, linux/icmpv6.h and
 * linux/netlink.h. The numbers are those
 * of every architecture but alpha, mips, parisc and sparc.
 */
enum SocketOption {
    SO_BINDTODEVICE(Level.SOCKET, 25),
    SO_TYPE(Level.SOCKET, 3),
    SO_RCVBUF(Level.SOCKET, 8),
    SO_PRIORITY(Level.SOCKET, 12),
    /** Of every packet; needs CAP_NET_ADMIN. */
    SO_MARK(Level.SOCKET, 36),
    /** Beyond net.core.rmem_max; needs CAP_NET_ADMIN. */
    SO_RCVBUFFORCE(Level.SOCKET, 33),
    IP_TOS(Level.IP, 1),
    IP_HDRINCL(Level.IP, 3),
    IP_MULTICAST_IF(Level.IP, 32),
    IP_MULTICAST_TTL(Level.IP, 33),
    IP_MULTICAST_LOOP(Level.IP, 34),
    IP_ADD_MEMBERSHIP(Level.IP, 35),
    /** With 0 the socket hears only of the groups it joined itself, and only on the interface it joined them on. */
    IP_MULTICAST_ALL(Level.IP, 49),
    IPV6_MULTICAST_LOOP(Level.IPV6, 19),
    IPV6_ADD_MEMBERSHIP(Level.IPV6, 20),
    /** What is sent begins with its IPv6 header; what is received never does. */
    IPV6_HDRINCL(Level.IPV6, 36),
    IPV6_RECVPKTINFO(Level.IPV6, 49),
    IPV6_RECVHOPLIMIT(Level.IPV6, 51),
    IPV6_RECVTCLASS(Level.IPV6, 66),
    IPV6_TCLASS(Level.IPV6, 67),
    ICMP6_FILTER(Level.ICMPV6, 1),
    NETLINK_ADD_MEMBERSHIP(Level.NETLINK, 1),
    /** Errors do not repeat the request. */
    NETLINK_CAP_ACK(Level.NETLINK, 10),
    /** Errors carry the kernel's words. */
    NETLINK_EXT_ACK(Level.NETLINK, 11);

    private final int level;
    private final int number;

    SocketOption(int level, int number) {
        this.level = level;
        this.number = number;
    }

    int level() {
        return level;
    }

    int number() {
        return number;
    }

    /** {@code SOL_*}. */
    private static final class Level {
        private static final int IP = 0;
        private static final int SOCKET = 1;
        private static final int IPV6 = 41;
        private static final int ICMPV6 = 58;
        private static final int NETLINK = 270;
    }
}
