package io.ipvsoperator.wire.arp;

import io.ipvsoperator.wire.Decoded;
import io.ipvsoperator.wire.Encodable;
import io.ipvsoperator.wire.Ipv4Address;
import io.ipvsoperator.wire.MacAddress;
import io.ipvsoperator.wire.Reason;
import io.ipvsoperator.wire.WireReader;
import io.ipvsoperator.wire.WireWriter;

/**
 * An ARP packet for IPv4 over Ethernet (RFC 826).
 *
 * <pre>
 *  0                   1                   2                   3
 *  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 * +-------------------------------+-------------------------------+
 * |       Hardware Type = 1       |     Protocol Type = 0x0800    |
 * +---------------+---------------+-------------------------------+
 * | HW Length = 6 | P Length = 4  |           Operation           |
 * +---------------+---------------+-------------------------------+
 * |                    Sender Hardware Address                    |
 * +                               +-------------------------------+
 * |                               |    Sender Protocol Address    |
 * +-------------------------------+-------------------------------+
 * |                               |                               |
 * +-------------------------------+                               +
 * |                    Target Hardware Address                    |
 * +---------------------------------------------------------------+
 * |                    Target Protocol Address                    |
 * +---------------------------------------------------------------+
 * </pre>
 */
public record ArpPacket(
        Operation operation,
        MacAddress senderHardware,
        Ipv4Address senderProtocol,
        MacAddress targetHardware,
        Ipv4Address targetProtocol)
        implements Encodable {

    public static final int LENGTH = 28;

    private static final int HARDWARE_ETHERNET = 1;
    private static final int PROTOCOL_IPV4 = 0x0800;
    private static final Ipv4Address UNSPECIFIED = new Ipv4Address(0);

    /** What an ARP packet asks or says. */
    public enum Operation {
        REQUEST(1),
        REPLY(2);

        private final int code;

        Operation(int code) {
            this.code = code;
        }
    }

    /** Says that {@code address} lives at {@code owner}; a request, because some networks drop unasked replies. */
    public static ArpPacket gratuitous(MacAddress owner, Ipv4Address address) {
        return new ArpPacket(Operation.REQUEST, owner, address, MacAddress.ZERO, address);
    }

    /** Asks who has {@code address} without claiming anything (RFC 5227 section 2.1.1). */
    public static ArpPacket probe(MacAddress sender, Ipv4Address address) {
        return new ArpPacket(Operation.REQUEST, sender, UNSPECIFIED, MacAddress.ZERO, address);
    }

    /** Bytes after the packet are Ethernet padding. */
    public static Decoded<ArpPacket> decode(WireReader in) {
        if (in.remaining() < LENGTH) {
            return new Decoded.Rejected<>(Reason.ARP_TRUNCATED);
        }
        boolean ipv4OverEthernet = in.u16() == HARDWARE_ETHERNET
                && in.u16() == PROTOCOL_IPV4
                && in.u8() == MacAddress.LENGTH
                && in.u8() == Ipv4Address.LENGTH;
        if (!ipv4OverEthernet) {
            return new Decoded.Rejected<>(Reason.ARP_NOT_IPV4_OVER_ETHERNET);
        }
        return switch (in.u16()) {
            case 1 -> new Decoded.Ok<>(decodeAddresses(Operation.REQUEST, in));
            case 2 -> new Decoded.Ok<>(decodeAddresses(Operation.REPLY, in));
            default -> new Decoded.Rejected<>(Reason.ARP_OPERATION);
        };
    }

    private static ArpPacket decodeAddresses(Operation operation, WireReader in) {
        return new ArpPacket(operation, in.macAddress(), in.ipv4Address(), in.macAddress(), in.ipv4Address());
    }

    /** Whether the sender claims to own {@code address}: this is what answers a probe. */
    public boolean claims(Ipv4Address address) {
        return senderProtocol.equals(address);
    }

    @Override
    public int encodedLength() {
        return LENGTH;
    }

    @Override
    public void encode(WireWriter out) {
        out.u16(HARDWARE_ETHERNET).u16(PROTOCOL_IPV4);
        out.u8(MacAddress.LENGTH).u8(Ipv4Address.LENGTH).u16(operation.code);
        out.macAddress(senderHardware).ipv4Address(senderProtocol);
        out.macAddress(targetHardware).ipv4Address(targetProtocol);
    }
}
