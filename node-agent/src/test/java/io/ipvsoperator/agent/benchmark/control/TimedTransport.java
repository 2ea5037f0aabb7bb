package io.ipvsoperator.agent.benchmark.control;

import io.ipvsoperator.agent.kernel.NetlinkTransport;
import java.nio.ByteBuffer;
import java.time.Duration;

/** Notes when a datagram goes to the kernel. Used by one thread. */
final class TimedTransport implements NetlinkTransport {
    private final NetlinkTransport kernel;
    private long sentNanos;

    TimedTransport(NetlinkTransport kernel) {
        this.kernel = kernel;
    }

    /** When the last one went, by the clock of {@link System#nanoTime}, which is one for all processes of a host. */
    long sentNanos() {
        return sentNanos;
    }

    @Override
    public void send(ByteBuffer datagram) {
        sentNanos = System.nanoTime();
        kernel.send(datagram);
    }

    @Override
    public int receive(ByteBuffer into, Duration timeout) {
        return kernel.receive(into, timeout);
    }

    @Override
    public void wake() {
        kernel.wake();
    }

    @Override
    public void close() {
        kernel.close();
    }
}
