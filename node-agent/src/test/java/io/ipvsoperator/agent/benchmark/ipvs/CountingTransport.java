package io.ipvsoperator.agent.benchmark.ipvs;

import io.ipvsoperator.agent.kernel.NetlinkTransport;
import io.ipvsoperator.netlink.Header;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;

/** Counts the messages that change something: all but dumps and the question for the family. Used by one thread. */
final class CountingTransport implements NetlinkTransport {
    /** GENL_ID_CTRL. */
    private static final int CONTROLLER = 16;

    private final NetlinkTransport kernel;
    private int writes;

    CountingTransport(NetlinkTransport kernel) {
        this.kernel = kernel;
    }

    /** Since the last time this was asked. */
    int takeWrites() {
        int taken = writes;
        writes = 0;
        return taken;
    }

    @Override
    public void send(ByteBuffer datagram) {
        ByteBuffer messages = datagram.duplicate().order(ByteOrder.nativeOrder());
        int offset = messages.position();
        while (offset < messages.limit()) {
            int type = messages.getShort(offset + 4) & 0xffff;
            boolean dump = (messages.getShort(offset + 6) & Header.DUMP) == Header.DUMP;
            writes += dump || type == CONTROLLER ? 0 : 1;
            offset += (messages.getInt(offset) + 3) & ~3;
        }
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
