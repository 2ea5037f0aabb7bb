package io.ipvsoperator.agent.kernel;

import java.nio.ByteBuffer;

/**
 * A packet as it came in.
 *
 * @param bytes the packet from position to limit, in network byte order; its own memory, so it may be kept
 */
public record ReceivedPacket(ByteBuffer bytes) {}
