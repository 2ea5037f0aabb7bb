package io.ipvsoperator.agent.kernel.linux;

import java.nio.ByteBuffer;
import jnr.ffi.Memory;
import jnr.ffi.Pointer;
import jnr.ffi.Runtime;

/**
 * {@code struct msghdr} of recvmsg(2) for a raw IPv6 socket, with the room that it points to: the source, the payload, and the
 * control messages about the packet. Laid out as on every 64-bit Linux, in the machine's byte order. Used by one thread.
 */
final class Ipv6Message {
    /** More than the payload of a jumbo frame. */
    private static final int PAYLOAD_LENGTH = 16 * 1024;
    /** Three control messages need 88 bytes. */
    private static final int CONTROL_LENGTH = 256;
    /** {@code struct sockaddr_in6}, rounded up. */
    private static final int SOURCE_LENGTH = 32;

    /** {@code struct msghdr}. */
    private static final int NAME = 0;

    private static final int NAME_LENGTH = 8;
    private static final int VECTORS = 16;
    private static final int VECTOR_COUNT = 24;
    private static final int CONTROL = 32;
    private static final int CONTROL_LENGTH_FIELD = 40;
    private static final int FLAGS = 48;

    /** Where the other structures are in the one block of memory. */
    private static final int VECTOR_AT = 56;

    private static final int SOURCE_AT = VECTOR_AT + 16;
    private static final int CONTROL_AT = SOURCE_AT + SOURCE_LENGTH;
    private static final int PAYLOAD_AT = CONTROL_AT + CONTROL_LENGTH;

    /** {@code struct cmsghdr}: the length with this header, the level, the type. */
    private static final int CMSG_HEADER_LENGTH = 16;

    private static final int CMSG_LEVEL = 8;
    private static final int CMSG_TYPE = 12;
    private static final int IPPROTO_IPV6 = 41;
    private static final int IPV6_PKTINFO = 50;
    private static final int IPV6_HOPLIMIT = 52;
    private static final int IPV6_TCLASS = 67;

    private static final int HEADER_LENGTH = 40;
    private static final int ADDRESS_LENGTH = 16;

    private final Pointer memory = Memory.allocateDirect(Runtime.getSystemRuntime(), PAYLOAD_AT + PAYLOAD_LENGTH);

    /** Ready to be filled in; nothing of the packet before remains. */
    Pointer cleared() {
        long address = memory.address();
        memory.setMemory(0, PAYLOAD_AT, (byte) 0);
        memory.putLong(NAME, address + SOURCE_AT);
        memory.putInt(NAME_LENGTH, SOURCE_LENGTH);
        memory.putLong(VECTORS, address + VECTOR_AT);
        memory.putLong(VECTOR_COUNT, 1);
        memory.putLong(CONTROL, address + CONTROL_AT);
        memory.putLong(CONTROL_LENGTH_FIELD, CONTROL_LENGTH);
        memory.putInt(FLAGS, 0);
        memory.putLong(VECTOR_AT, address + PAYLOAD_AT);
        memory.putLong(VECTOR_AT + 8, PAYLOAD_LENGTH);
        return memory;
    }

    /**
     * The packet as it was on the wire, but for the flow label and extension headers. What the kernel did not tell is zero.
     *
     * @param length of what came in
     */
    ByteBuffer packet(int protocol, int length) {
        byte[] packet = new byte[HEADER_LENGTH + length];
        ByteBuffer.wrap(packet).putInt(0, 6 << 28).putShort(4, (short) length).put(6, (byte) protocol);
        memory.get(SOURCE_AT + SocketAddress.IPV6_OFFSET, packet, 8, ADDRESS_LENGTH);
        memory.get(PAYLOAD_AT, packet, HEADER_LENGTH, length);
        long end = memory.getLong(CONTROL_LENGTH_FIELD);
        for (long at = 0; at + CMSG_HEADER_LENGTH <= end; at += aligned(memory.getLong(CONTROL_AT + at))) {
            take(CONTROL_AT + at, packet);
        }
        return ByteBuffer.wrap(packet);
    }

    private void take(long message, byte[] packet) {
        long data = message + CMSG_HEADER_LENGTH;
        if (memory.getInt(message + CMSG_LEVEL) == IPPROTO_IPV6) {
            switch (memory.getInt(message + CMSG_TYPE)) {
                case IPV6_PKTINFO -> memory.get(data, packet, 24, ADDRESS_LENGTH);
                case IPV6_HOPLIMIT -> packet[7] = (byte) memory.getInt(data);
                case IPV6_TCLASS -> ByteBuffer.wrap(packet).putInt(0, 6 << 28 | memory.getInt(data) << 20);
                default -> {}
            }
        }
    }

    /** {@code CMSG_ALIGN}; never nothing, or a message without a length would be looked at for ever. */
    private static long aligned(long length) {
        return Math.max(CMSG_HEADER_LENGTH, (length + 7) & ~7L);
    }
}
