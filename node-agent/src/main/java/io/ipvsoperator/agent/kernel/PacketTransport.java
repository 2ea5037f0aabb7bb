package io.ipvsoperator.agent.kernel;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;

/**
 * One packet socket on one interface. Used by one thread; {@link #wake} and nothing else may be called by others. It stays open
 * while the interface goes down and comes up again; sending meanwhile fails with {@link KernelException} ({@code ENETDOWN}).
 */
public interface PacketTransport extends AutoCloseable {
    /**
     * Sends what lies between position and limit as one packet, to the destination in the packet's own header. Does not wait for
     * room: where the interface takes nothing more, {@link KernelException} ({@code EAGAIN}).
     */
    void send(ByteBuffer packet);

    /** Waits for a packet. Nothing when the time was up or another thread called {@link #wake}; with zero it does not wait. */
    Optional<ReceivedPacket> receive(Duration timeout);

    /** Ends a {@link #receive} that waits, or else the next one, at once. */
    void wake();

    @Override
    void close();
}
