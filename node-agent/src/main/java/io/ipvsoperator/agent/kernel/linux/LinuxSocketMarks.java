package io.ipvsoperator.agent.kernel.linux;

import io.ipvsoperator.agent.kernel.KernelException;
import io.ipvsoperator.agent.kernel.SocketMarks;
import io.ipvsoperator.netlink.ErrorNumber;
import java.io.File;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * Marks sockets of the Java runtime, which sets no {@code SO_MARK} and tells no descriptors: the one that is meant is found among
 * the open descriptors by what it is bound to. No two sockets of a protocol are bound to the same address and port, and the caller
 * holds it open, so it is the only one. Costs a system call or two for each descriptor. Stateless; any thread may call.
 */
public final class LinuxSocketMarks implements SocketMarks {
    private static final File DESCRIPTORS = new File("/proc/self/fd");
    private static final int SOCK_STREAM = 1;
    private static final int SOCK_DGRAM = 2;
    /** {@code struct sockaddr_in6}, the longer one. */
    private static final int LONGEST_ADDRESS = 28;

    private static final int PORT_OFFSET = 2;
    /** Of an IPv4 address within one of IPv6, RFC 4291 section 2.5.5.2: sockets of the Java runtime are of both families. */
    private static final byte[] MAPPED_PREFIX = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1};

    private final LibC libc = LibC.load();

    @Override
    public void mark(Transport transport, InetSocketAddress bound, long mark) {
        int descriptor = find(transport, bound);
        ByteBuffer value = integer((int) mark);
        SocketOption option = SocketOption.SO_MARK;
        int result = libc.setsockopt(descriptor, option.level(), option.number(), value, value.remaining());
        Errno.check(result, "set SO_MARK of the socket at", bound.toString());
    }

    private int find(Transport transport, InetSocketAddress bound) {
        ByteBuffer address = structure(LONGEST_ADDRESS);
        ByteBuffer number = integer(0);
        int[] newestFirst = descriptors();
        for (int descriptor : newestFirst) {
            if (isBoundTo(descriptor, bound, address, number) && isOf(descriptor, transport, number)) {
                return descriptor;
            }
        }
        throw new KernelException("find the " + transport + " socket at " + bound, ErrorNumber.EBADF);
    }

    /** The highest first: the kernel gives the lowest that is free, so a new one is mostly behind those that last. */
    private static int[] descriptors() {
        String[] names = DESCRIPTORS.list();
        return Stream.of(names == null ? new String[0] : names)
                .map(Integer::valueOf)
                .sorted(Comparator.reverseOrder())
                .mapToInt(Integer::intValue)
                .toArray();
    }

    /**
     * False for what is no socket, or was closed since.
     *
     * @param address is written to, and so is length
     */
    private boolean isBoundTo(int descriptor, InetSocketAddress bound, ByteBuffer address, ByteBuffer length) {
        if (libc.getsockname(descriptor, address, length.putInt(0, LONGEST_ADDRESS)) < 0) {
            return false;
        }
        // The port is in network byte order.
        int port = ((address.get(PORT_OFFSET) & 0xff) << 8) | (address.get(PORT_OFFSET + 1) & 0xff);
        return port == bound.getPort()
                && Arrays.equals(addressIn(address), bound.getAddress().getAddress());
    }

    /** The address of the Internet in it, of 4 or 16 bytes; none in another family. */
    private static byte[] addressIn(ByteBuffer address) {
        return switch (address.getShort(0)) {
            case SocketAddress.AF_INET -> bytes(address, SocketAddress.IPV4_OFFSET, 4);
            case SocketAddress.AF_INET6 -> {
                byte[] whole = bytes(address, SocketAddress.IPV6_OFFSET, 16);
                boolean mapped = Arrays.equals(whole, 0, MAPPED_PREFIX.length, MAPPED_PREFIX, 0, MAPPED_PREFIX.length);
                yield mapped ? Arrays.copyOfRange(whole, MAPPED_PREFIX.length, whole.length) : whole;
            }
            default -> new byte[0];
        };
    }

    private static byte[] bytes(ByteBuffer from, int offset, int length) {
        byte[] bytes = new byte[length];
        from.get(offset, bytes);
        return bytes;
    }

    /** @param type is written to */
    private boolean isOf(int descriptor, Transport transport, ByteBuffer type) {
        SocketOption option = SocketOption.SO_TYPE;
        int result = libc.getsockopt(descriptor, option.level(), option.number(), type, integer(4));
        int wanted = switch (transport) {
            case TCP -> SOCK_STREAM;
            case UDP -> SOCK_DGRAM;
        };
        return result == 0 && type.getInt(0) == wanted;
    }

    private static ByteBuffer integer(int value) {
        return structure(4).putInt(0, value);
    }

    private static ByteBuffer structure(int length) {
        return ByteBuffer.allocateDirect(length).order(ByteOrder.nativeOrder());
    }
}
