package io.ipvsoperator.agent.kernel.fake;

import io.ipvsoperator.agent.kernel.PacketTransport;
import io.ipvsoperator.agent.kernel.ReceivedPacket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.function.Consumer;

/** A packet socket of the fake kernel. */
final class FakePacketTransport implements PacketTransport {
    private final FakeClock clock;
    private final Consumer<ByteBuffer> sent;
    private final Consumer<FakePacketTransport> closing;
    private final Queue<ByteBuffer> incoming = new ArrayDeque<>();
    private boolean woken;
    private boolean closed;

    FakePacketTransport(FakeClock clock, Consumer<ByteBuffer> sent, Consumer<FakePacketTransport> closing) {
        this.clock = clock;
        this.sent = sent;
        this.closing = closing;
    }

    @Override
    public void send(ByteBuffer packet) {
        refuseIfClosed();
        ByteBuffer copy = ByteBuffer.allocate(packet.remaining());
        synchronized (clock) {
            sent.accept(copy.put(packet).flip());
        }
    }

    void deliver(ByteBuffer packet) {
        synchronized (clock) {
            incoming.add(packet);
            clock.notifyAll();
        }
    }

    @Override
    public Optional<ReceivedPacket> receive(Duration timeout) {
        refuseIfClosed();
        synchronized (clock) {
            clock.await(timeout, () -> woken || !incoming.isEmpty());
            // As on Linux: who does not wait does not look whether somebody woke it.
            woken &= timeout.isZero();
            return Optional.ofNullable(incoming.poll()).map(ReceivedPacket::new);
        }
    }

    @Override
    public void wake() {
        synchronized (clock) {
            woken = true;
            clock.notifyAll();
        }
    }

    @Override
    public void close() {
        refuseIfClosed();
        closed = true;
        closing.accept(this);
    }

    private void refuseIfClosed() {
        if (closed) {
            throw new AssertionError("this packet socket is closed");
        }
    }
}
