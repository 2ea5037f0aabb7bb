package io.ipvsoperator.netlink;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * One netlink message; a datagram holds one or several.
 *
 * @param payload the family's header and the attributes
 */
public record Message(Header header, Bytes payload) {

    /** The length with header and padding, as it lies in a datagram. */
    public int paddedLength() {
        return Alignment.align(Header.LENGTH + payload.length());
    }

    /** Writes the message at the buffer's position, padded to four bytes. */
    public void encodeInto(ByteBuffer buffer) {
        int end = buffer.position() + paddedLength();
        buffer.order(ByteOrder.nativeOrder());
        buffer.putInt(Header.LENGTH + payload.length());
        buffer.putShort((short) header.type());
        buffer.putShort((short) header.flags());
        buffer.putInt(header.sequence());
        buffer.putInt(header.portId());
        payload.writeTo(buffer);
        while (buffer.position() < end) {
            buffer.put((byte) 0);
        }
    }

    public Bytes encode() {
        ByteBuffer buffer = ByteBuffer.allocate(paddedLength());
        encodeInto(buffer);
        return Bytes.copyOf(buffer.array());
    }

    /** Reads every message between position and limit. */
    public static List<Message> decodeAll(ByteBuffer datagram) {
        Bytes bytes = Bytes.remainingOf(datagram);
        List<Message> messages = new ArrayList<>();
        int offset = 0;
        while (offset < bytes.length()) {
            Message message = decodeOne(bytes, offset);
            messages.add(message);
            offset += message.paddedLength();
        }
        return messages;
    }

    private static Message decodeOne(Bytes bytes, int offset) {
        int left = bytes.length() - offset;
        if (left < Header.LENGTH) {
            throw new Malformed(
                    "message at offset %d: expected a header of 16 bytes but %d were left".formatted(offset, left));
        }
        ByteBuffer buffer = bytes.asBuffer().position(offset);
        int length = buffer.getInt();
        if (length < Header.LENGTH || length > left) {
            throw new Malformed(
                    "message at offset %d: expected a length of 16 to %d but was %d".formatted(offset, left, length));
        }
        Header header =
                new Header(buffer.getShort() & 0xffff, buffer.getShort() & 0xffff, buffer.getInt(), buffer.getInt());
        return new Message(header, bytes.slice(offset + Header.LENGTH, offset + length));
    }
}
