package io.ipvsoperator.netlink.generic;

import io.ipvsoperator.netlink.Attributes;
import io.ipvsoperator.netlink.Bytes;
import io.ipvsoperator.netlink.Malformed;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * {@code struct genlmsghdr} of uapi/linux/genetlink.h (6.1) and what follows it: the payload of every generic netlink message.
 *
 * @param command the family's command
 * @param version the version of the family's interface
 */
public record GenericMessage(int command, int version, Attributes attributes) {
    /** {@code GENL_HDRLEN}. */
    private static final int HEADER_LENGTH = 4;

    public Bytes encode() {
        Bytes encoded = attributes.encode();
        ByteBuffer buffer =
                ByteBuffer.allocate(HEADER_LENGTH + encoded.length()).order(ByteOrder.nativeOrder());
        buffer.put((byte) command).put((byte) version).putShort((short) 0);
        encoded.writeTo(buffer);
        return Bytes.copyOf(buffer.array());
    }

    public static GenericMessage decode(Bytes payload) {
        if (payload.length() < HEADER_LENGTH) {
            throw new Malformed("genlmsghdr: expected 4 bytes but was " + payload.length());
        }
        Attributes attributes = Attributes.decode(payload.slice(HEADER_LENGTH, payload.length()));
        return new GenericMessage(payload.at(0) & 0xff, payload.at(1) & 0xff, attributes);
    }
}
