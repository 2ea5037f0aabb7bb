package io.ipvsoperator.netlink;

/** NLMSG_ALIGNTO and NLA_ALIGNTO of uapi/linux/netlink.h: messages and attributes start at multiples of four bytes. */
final class Alignment {
    static final int BYTES = 4;

    private Alignment() {}

    static int align(int length) {
        return (length + BYTES - 1) & -BYTES;
    }
}
