package io.ipvsoperator.agent.probe;

import io.ipvsoperator.agent.probe.Probe.DnsType;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** A question of the domain name system (RFC 1035 section 4.1), and whether something is an answer to it. Pure. */
record DnsMessage(int id, String name, DnsType type) {
    private static final int HEADER_LENGTH = 12;
    private static final int RECURSION_DESIRED = 0x0100;
    private static final int RESPONSE = 0x8000;
    private static final int CODE_MASK = 0x000f;
    private static final int CLASS_INTERNET = 1;
    /** RFC 1035 section 4.1.1. */
    private static final List<String> CODES =
            List.of("NOERROR", "FORMERR", "SERVFAIL", "NXDOMAIN", "NOTIMP", "REFUSED");

    /** Throws {@link IllegalArgumentException} for a name that cannot be written: a label has 1 to 63 octets. */
    byte[] bytes() {
        ByteBuffer message = ByteBuffer.allocate(HEADER_LENGTH + name.length() + 2 + 4);
        message.putShort((short) id).putShort((short) RECURSION_DESIRED).putShort((short) 1);
        message.position(HEADER_LENGTH);
        for (String label : labels()) {
            byte[] octets = label.getBytes(StandardCharsets.US_ASCII);
            if (octets.length == 0 || octets.length > 63) {
                throw new IllegalArgumentException(
                        "label " + label + " of " + name + " must have from 1 to 63 characters");
            }
            message.put((byte) octets.length).put(octets);
        }
        message.put((byte) 0).putShort((short) type.code()).putShort((short) CLASS_INTERNET);
        byte[] bytes = new byte[message.position()];
        message.flip().get(bytes);
        return bytes;
    }

    private List<String> labels() {
        String relative = name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
        return relative.isEmpty() ? List.of() : List.of(relative.split("\\.", -1));
    }

    boolean isAnsweredBy(byte[] answer) {
        return answer.length >= HEADER_LENGTH
                && (ByteBuffer.wrap(answer).getShort(0) & 0xffff) == id
                && (flags(answer) & RESPONSE) != 0;
    }

    /** Of an answer; empty if it is none. */
    static Optional<String> errorIn(byte[] answer) {
        int code = flags(answer) & CODE_MASK;
        return code == 0 ? Optional.empty() : Optional.of(code < CODES.size() ? CODES.get(code) : "error " + code);
    }

    private static int flags(byte[] message) {
        return ByteBuffer.wrap(message).getShort(2) & 0xffff;
    }
}
