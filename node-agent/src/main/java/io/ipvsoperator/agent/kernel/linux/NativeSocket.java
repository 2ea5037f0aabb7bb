package io.ipvsoperator.agent.kernel.linux;

import io.ipvsoperator.agent.kernel.KernelException;
import io.ipvsoperator.netlink.ErrorNumber;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import jnr.ffi.Pointer;

/**
 * A socket and the eventfd that ends a wait for it. One thread sends and receives; {@link #wake} is for the others. Closed by
 * its owner; a wake after that does nothing.
 */
final class NativeSocket implements AutoCloseable {
    static final int SOCK_RAW = 3;

    private static final int SOCK_CLOEXEC = 0x8_0000;
    private static final int EFD_CLOEXEC_NONBLOCK = 0x8_0800;
    private static final int MSG_DONTWAIT = 0x40;
    private static final short POLLIN = 1;
    /** {@code struct pollfd}: the descriptor, the events asked for, those that are. */
    private static final int POLLFD_LENGTH = 8;

    private static final int EVENTS_OFFSET = 4;
    private static final int RETURNED_OFFSET = 6;
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private final LibC libc;
    private final String name;
    private final int descriptor;
    private final int event;
    private final Object eventLock = new Object();
    private boolean open = true;

    private final ByteBuffer pollDescriptors = structure(2 * POLLFD_LENGTH);
    private final ByteBuffer timespec = structure(16);
    private final ByteBuffer eventCount = structure(8);

    /**
     * @param name what errors call it, such as "VRRP socket on eth1"
     */
    NativeSocket(LibC libc, String name, int domain, int protocol) {
        this.libc = libc;
        this.name = name;
        this.descriptor = Errno.check(libc.socket(domain, SOCK_RAW | SOCK_CLOEXEC, protocol), "open", name);
        this.event = openEvent();
        pollDescriptors.putInt(0, descriptor).putShort(EVENTS_OFFSET, POLLIN);
        pollDescriptors.putInt(POLLFD_LENGTH, event).putShort(POLLFD_LENGTH + EVENTS_OFFSET, POLLIN);
    }

    private int openEvent() {
        int opened = libc.eventfd(0, EFD_CLOEXEC_NONBLOCK);
        if (opened < 0) {
            ErrorNumber error = Errno.last();
            libc.close(descriptor);
            throw new KernelException("open eventfd of " + name, error);
        }
        return opened;
    }

    void setOption(SocketOption option, int value) {
        setOption(option, structure(4).putInt(0, value));
    }

    void setOption(SocketOption option, ByteBuffer value) {
        int result = libc.setsockopt(descriptor, option.level(), option.number(), value, value.remaining());
        Errno.check(result, "set " + option + " of", name);
    }

    int option(SocketOption option) {
        ByteBuffer value = structure(4);
        ByteBuffer length = structure(4).putInt(0, 4);
        int result = libc.getsockopt(descriptor, option.level(), option.number(), value, length);
        Errno.check(result, "get " + option + " of", name);
        return value.getInt(0);
    }

    void bind(ByteBuffer address) {
        Errno.check(libc.bind(descriptor, address, address.remaining()), "bind", name);
    }

    void connect(ByteBuffer address) {
        Errno.check(libc.connect(descriptor, address, address.remaining()), "connect", name);
    }

    void send(ByteBuffer bytes) {
        Errno.check(libc.send(descriptor, bytes, bytes.remaining(), 0), "send on", name);
        bytes.position(bytes.limit());
    }

    /** Never waits: with the queue of the interface full it fails with {@code EAGAIN}. */
    void sendTo(ByteBuffer bytes, ByteBuffer address) {
        long sent = libc.sendto(descriptor, bytes, bytes.remaining(), MSG_DONTWAIT, address, address.remaining());
        Errno.check(sent, "send on", name);
        bytes.position(bytes.limit());
    }

    /**
     * Waits and receives from the buffer's position on, moving it.
     *
     * @return the length received, or 0 when the time was up or it was woken
     */
    int receive(ByteBuffer into, Duration timeout) {
        if (timeout.isPositive() && !awaitReadable(timeout)) {
            return 0;
        }
        int received = received(libc.recv(descriptor, into, into.remaining(), MSG_DONTWAIT));
        into.position(into.position() + received);
        return received;
    }

    /**
     * The same with what the kernel says about the packet.
     *
     * @param message the {@code struct msghdr} to fill in
     */
    int receiveMessage(Pointer message, Duration timeout) {
        if (timeout.isPositive() && !awaitReadable(timeout)) {
            return 0;
        }
        return received(libc.recvmsg(descriptor, message, MSG_DONTWAIT));
    }

    private int received(long result) {
        if (result >= 0) {
            return (int) result;
        }
        ErrorNumber error = Errno.last();
        if (error.equals(ErrorNumber.EAGAIN) || error.equals(ErrorNumber.EINTR)) {
            return 0;
        }
        throw new KernelException("receive on " + name, error);
    }

    private boolean awaitReadable(Duration timeout) {
        long deadlineNanos = System.nanoTime() + timeout.toNanos();
        while (true) {
            int ready = poll(Math.max(0, deadlineNanos - System.nanoTime()));
            if (ready == 0) {
                return false;
            }
            if (ready > 0) {
                return takeReadiness();
            }
        }
    }

    /** The number of descriptors that are ready, or less than 0 when a signal came between. */
    private int poll(long nanos) {
        timespec.putLong(0, nanos / NANOS_PER_SECOND).putLong(8, nanos % NANOS_PER_SECOND);
        int ready = libc.ppoll(pollDescriptors, 2, timespec, null);
        if (ready < 0 && !Errno.last().equals(ErrorNumber.EINTR)) {
            throw new KernelException("poll " + name, Errno.last());
        }
        return ready;
    }

    private boolean takeReadiness() {
        if (pollDescriptors.getShort(POLLFD_LENGTH + RETURNED_OFFSET) != 0) {
            // Only empties the event: with EFD_NONBLOCK there is nothing that could fail.
            libc.read(event, eventCount, eventCount.capacity());
        }
        // An error of the socket is readiness as well: receiving tells which.
        return pollDescriptors.getShort(RETURNED_OFFSET) != 0;
    }

    void wake() {
        synchronized (eventLock) {
            if (open) {
                libc.write(event, structure(8).putLong(0, 1), 8);
            }
        }
    }

    @Override
    public void close() {
        synchronized (eventLock) {
            if (open) {
                open = false;
                libc.close(event);
                libc.close(descriptor);
            }
        }
    }

    private static ByteBuffer structure(int length) {
        return ByteBuffer.allocateDirect(length).order(ByteOrder.nativeOrder());
    }
}
