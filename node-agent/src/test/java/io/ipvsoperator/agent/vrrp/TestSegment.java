package io.ipvsoperator.agent.vrrp;

import io.ipvsoperator.agent.kernel.KernelException;
import io.ipvsoperator.agent.kernel.PacketTransport;
import io.ipvsoperator.agent.kernel.ReceivedPacket;
import io.ipvsoperator.netlink.ErrorNumber;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** A segment in memory: what one port sends all others receive, unless a cable is out. Nothing here waits. */
final class TestSegment {
    private final List<Port> ports = new ArrayList<>();

    Port plugIn() {
        Port port = new Port();
        ports.add(port);
        return port;
    }

    /** From somebody outside. */
    void inject(byte[] packet) {
        ports.forEach(port -> port.deliver(packet));
    }

    final class Port implements PacketTransport {
        private final Deque<byte[]> waiting = new ArrayDeque<>();
        private boolean down;
        private boolean closed;

        void setDown(boolean isDown) {
            down = isDown;
        }

        boolean isClosed() {
            return closed;
        }

        private void deliver(byte[] packet) {
            if (!down) {
                waiting.add(packet);
            }
        }

        @Override
        public void send(ByteBuffer packet) {
            if (down) {
                throw new KernelException("send on eth1 (VRRP)", ErrorNumber.ENETDOWN);
            }
            byte[] bytes = new byte[packet.remaining()];
            packet.get(bytes);
            ports.stream().filter(port -> port != this).forEach(port -> port.deliver(bytes));
        }

        @Override
        public Optional<ReceivedPacket> receive(Duration timeout) {
            return Optional.ofNullable(waiting.poll()).map(bytes -> new ReceivedPacket(ByteBuffer.wrap(bytes)));
        }

        @Override
        public void wake() {}

        @Override
        public void close() {
            closed = true;
        }
    }
}
