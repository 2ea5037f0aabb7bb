package io.ipvsoperator.netlink;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/**
 * Why the kernel refused a request: {@code struct nlmsgerr} of uapi/linux/netlink.h (6.1) with the extended acknowledgement.
 *
 * @param kernelMessage what the kernel says about it, {@code NLMSGERR_ATTR_MSG}
 * @param offset where in the request the bad attribute starts, counted from the message's header, {@code NLMSGERR_ATTR_OFFS}
 */
public record NetlinkError(ErrorNumber number, Optional<String> kernelMessage, Optional<Long> offset) {
    private static final Attribute<String> MSG = Attribute.string(1, "NLMSGERR_ATTR_MSG");
    private static final Attribute<Long> OFFS = Attribute.u32(2, "NLMSGERR_ATTR_OFFS");

    /** The error alone, without words of the kernel. */
    public static NetlinkError of(ErrorNumber number) {
        return new NetlinkError(number, Optional.empty(), Optional.empty());
    }

    /** Reads {@code NLMSG_ERROR} or {@code NLMSG_DONE}; nothing means success. */
    public static Optional<NetlinkError> decode(Message message) {
        Bytes payload = message.payload();
        if (payload.length() < 4) {
            // A DONE may come without a result: kernels before 2.6.39 and a few families send it so.
            return message.header().type() == Header.DONE ? Optional.empty() : missingResult(payload);
        }
        int result = payload.asBuffer().getInt();
        if (result == 0) {
            return Optional.empty();
        }
        if (result > 0 || result < -4095) {
            throw new Malformed("netlink result: expected 0 or -errno (-4095 to -1) but was " + result);
        }
        Attributes extended = extended(message);
        return Optional.of(new NetlinkError(ErrorNumber.of(-result), extended.find(MSG), extended.find(OFFS)));
    }

    /** The payload of the {@code NLMSG_ERROR} that answers a request: with nothing an acknowledgement. */
    public static Bytes encode(Header request, Optional<NetlinkError> error) {
        Attributes extended = Attributes.none()
                .with(MSG, error.flatMap(NetlinkError::kernelMessage))
                .with(OFFS, error.flatMap(NetlinkError::offset));
        Message repeated = new Message(request, Bytes.empty());
        Bytes attributes = extended.encode();
        ByteBuffer buffer = ByteBuffer.allocate(4 + Header.LENGTH + attributes.length())
                .order(ByteOrder.nativeOrder())
                .putInt(-error.map(e -> e.number().number()).orElse(0));
        repeated.encodeInto(buffer);
        attributes.writeTo(buffer);
        return Bytes.copyOf(buffer.array());
    }

    private static Optional<NetlinkError> missingResult(Bytes payload) {
        throw new Malformed("NLMSG_ERROR: expected a result of 4 bytes but was " + payload.length());
    }

    private static Attributes extended(Message message) {
        if (!message.header().has(Header.ACK_ATTRIBUTES)) {
            return Attributes.none();
        }
        Bytes payload = message.payload();
        int start = message.header().type() == Header.DONE ? 4 : 4 + repeatedRequest(message);
        if (start > payload.length()) {
            throw new Malformed("NLMSG_ERROR: expected attributes at offset %d but the payload has %d bytes"
                    .formatted(start, payload.length()));
        }
        return Attributes.decode(payload.slice(start, payload.length()));
    }

    private static int repeatedRequest(Message message) {
        Bytes payload = message.payload();
        if (payload.length() < 4 + Header.LENGTH) {
            throw new Malformed("NLMSG_ERROR: expected the request's header of 16 bytes but %d were left"
                    .formatted(payload.length() - 4));
        }
        if (message.header().has(Header.CAPPED)) {
            return Header.LENGTH;
        }
        int length = payload.asBuffer().getInt(4);
        if (length < Header.LENGTH || length > payload.length() - 4) {
            throw new Malformed("NLMSG_ERROR: expected a repeated request of 16 to %d bytes but was %d"
                    .formatted(payload.length() - 4, length));
        }
        return Alignment.align(length);
    }

    /** What was named is not there: a destination ({@code ENOENT}), a service ({@code ESRCH}), an interface, an address. */
    public boolean isNoSuch() {
        return number.equals(ErrorNumber.ENOENT)
                || number.equals(ErrorNumber.ESRCH)
                || number.equals(ErrorNumber.ENODEV)
                || number.equals(ErrorNumber.EADDRNOTAVAIL);
    }

    public boolean alreadyExists() {
        return number.equals(ErrorNumber.EEXIST);
    }

    public boolean isPermissionDenied() {
        return number.equals(ErrorNumber.EPERM) || number.equals(ErrorNumber.EACCES);
    }

    @Override
    public String toString() {
        return number
                + kernelMessage.map(text -> " (" + text + ")").orElse("")
                + offset.map(at -> " at offset " + at).orElse("");
    }
}
