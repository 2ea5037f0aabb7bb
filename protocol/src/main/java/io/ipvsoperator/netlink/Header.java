package io.ipvsoperator.netlink;

/**
 * {@code struct nlmsghdr} of uapi/linux/netlink.h (6.1) without the length, which the message knows.
 *
 * @param type what the message is: a control type or one of the family's
 * @param flags {@code NLM_F_*}
 * @param sequence the number a reply repeats
 * @param portId the sender's port; 0 is the kernel
 */
public record Header(int type, int flags, int sequence, int portId) {
    /** {@code NLMSG_HDRLEN}. */
    public static final int LENGTH = 16;

    /** {@code NLMSG_NOOP}. */
    public static final int NOOP = 1;
    /** {@code NLMSG_ERROR}: an error, or with error 0 an acknowledgement. */
    public static final int ERROR = 2;
    /** {@code NLMSG_DONE}: the end of a dump. */
    public static final int DONE = 3;

    /** {@code NLM_F_REQUEST}. */
    public static final int REQUEST = 0x01;
    /** {@code NLM_F_MULTI}: one part of several, ended by {@link #DONE}. */
    public static final int MULTI = 0x02;
    /** {@code NLM_F_ACK}: answer with an acknowledgement. */
    public static final int ACK = 0x04;
    /** {@code NLM_F_DUMP_INTR}: what is dumped changed meanwhile, the parts may not fit together. */
    public static final int DUMP_INTERRUPTED = 0x10;
    /** {@code NLM_F_DUMP}, that is {@code NLM_F_ROOT | NLM_F_MATCH}. */
    public static final int DUMP = 0x300;
    /** {@code NLM_F_REPLACE}, of requests that create. */
    public static final int REPLACE = 0x100;
    /** {@code NLM_F_EXCL}: fail if it exists. */
    public static final int EXCLUSIVE = 0x200;
    /** {@code NLM_F_CREATE}. */
    public static final int CREATE = 0x400;
    /** {@code NLM_F_CAPPED}: the error message does not repeat the request. */
    public static final int CAPPED = 0x100;
    /** {@code NLM_F_ACK_TLVS}: the error message carries attributes. */
    public static final int ACK_ATTRIBUTES = 0x200;

    public Header {
        if ((type & ~0xffff) != 0 || (flags & ~0xffff) != 0) {
            throw new IllegalArgumentException(
                    "netlink header: expected type and flags of 16 bits but was type %d flags %d"
                            .formatted(type, flags));
        }
    }

    public boolean has(int flag) {
        return (flags & flag) == flag;
    }
}
