package io.ipvsoperator.agent.vrrp;

import io.ipvsoperator.agent.kernel.KernelException;
import io.ipvsoperator.agent.kernel.PacketTransport;
import io.ipvsoperator.agent.kernel.ReceivedPacket;
import io.ipvsoperator.netlink.ErrorNumber;
import io.ipvsoperator.wire.ethernet.EthernetHeader;
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
        private final List<byte[]> framesSent = new ArrayList<>();
        private boolean down;
        private boolean closed;
        private boolean lateToWake;

        /** Frames are as good as packets to those who hear them. */
        PacketTransport frames() {
            return new Frames(this);
        }

        /** Every frame that was sent, header and all. */
        List<byte[]> framesSent() {
            return framesSent;
        }

        void setDown(boolean isDown) {
            down = isDown;
        }

        /** What comes in while its owner waits is seen only by who looks once more. */
        void setLateToWake(boolean isLate) {
            lateToWake = isLate;
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
            if (lateToWake && timeout.isPositive()) {
                return Optional.empty();
            }
            return Optional.ofNullable(waiting.poll()).map(bytes -> new ReceivedPacket(ByteBuffer.wrap(bytes)));
        }

        @Override
        public void wake() {}

        @Override
        public void close() {
            closed = true;
        }
    }

    private record Frames(Port port) implements PacketTransport {
        @Override
        public void send(ByteBuffer frame) {
            byte[] bytes = new byte[frame.remaining()];
            frame.get(bytes);
            port.framesSent.add(bytes);
            port.send(ByteBuffer.wrap(bytes, EthernetHeader.LENGTH, bytes.length - EthernetHeader.LENGTH));
        }

        @Override
        public Optional<ReceivedPacket> receive(Duration timeout) {
            return Optional.empty();
        }

        @Override
        public void wake() {}

        @Override
        public void close() {}
    }
}
