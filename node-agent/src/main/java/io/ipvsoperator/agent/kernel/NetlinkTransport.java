package io.ipvsoperator.agent.kernel;

import java.nio.ByteBuffer;
import java.time.Duration;

/**
 * One netlink socket: datagrams to the kernel and from it. Used by one thread; {@link #wake} and nothing else may be called by
 * others. Errors of the system calls are {@link KernelException}; {@code ENOBUFS} from {@link #receive} says that datagrams were
 * lost, and the socket goes on.
 */
public interface NetlinkTransport extends AutoCloseable {
    /** Sends what lies between position and limit. */
    void send(ByteBuffer datagram);

    /**
     * Waits for a datagram and writes it from the buffer's position on; position moves behind it.
     *
     * @return the datagram's length, or 0 when the time was up or another thread called {@link #wake}
     */
    int receive(ByteBuffer into, Duration timeout);

    /** Ends a {@link #receive} that waits, or else the next one, at once. */
    void wake();

    @Override
    void close();
}
