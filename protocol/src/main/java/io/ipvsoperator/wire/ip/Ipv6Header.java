package io.ipvsoperator.wire.ip;

import io.ipvsoperator.wire.Decoded;
import io.ipvsoperator.wire.Ipv6Address;
import io.ipvsoperator.wire.Reason;
import io.ipvsoperator.wire.WireReader;
import io.ipvsoperator.wire.WireWriter;

/**
 * The header of an IPv6 packet (RFC 8200 section 3). The flow label is not sent and not looked at. Extension headers are
 * payload of another protocol here.
 *
 * <pre>
 *  0                   1                   2                   3
 *  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 * +-------+---------------+---------------------------------------+
 * |Version| Traffic Class |               Flow Label              |
 * +-------+---------------+-------+---------------+---------------+
 * |         Payload Length        |  Next Header  |   Hop Limit   |
 * +-------------------------------+---------------+---------------+
 * |                    Source Address, 16 bytes                   |
 * +---------------------------------------------------------------+
 * |                 Destination Address, 16 bytes                 |
 * +---------------------------------------------------------------+
 * </pre>
 *
 * @param payloadLength bytes after the header; what follows them in the frame is Ethernet padding
 */
public record Ipv6Header(
        int trafficClass, int hopLimit, int nextHeader, Ipv6Address source, Ipv6Address destination, int payloadLength)
        implements IpHeader {

    public static final int LENGTH = 40;

    public Ipv6Header {
        IpHeader.requireField("trafficClass", trafficClass, 0xff);
        IpHeader.requireField("hopLimit", hopLimit, 0xff);
        IpHeader.requireField("nextHeader", nextHeader, 0xff);
        IpHeader.requireField("payloadLength", payloadLength, 0xffff);
    }

    /** Leaves the reader at the payload; {@link #payloadLength} says how far that reaches. */
    public static Decoded<Ipv6Header> decode(WireReader in) {
        if (in.remaining() < LENGTH) {
            return new Decoded.Rejected<>(Reason.IP_TRUNCATED);
        }
        if (in.from(0).u8() >>> 4 != 6) {
            return new Decoded.Rejected<>(Reason.IP_VERSION);
        }
        int versionClassAndLabel = in.u32();
        int payloadLength = in.u16();
        int nextHeader = in.u8();
        int hopLimit = in.u8();
        Ipv6Address source = in.ipv6Address();
        Ipv6Address destination = in.ipv6Address();
        if (payloadLength > in.remaining()) {
            return new Decoded.Rejected<>(Reason.IP_TRUNCATED);
        }
        int trafficClass = (versionClassAndLabel >>> 20) & 0xff;
        return new Decoded.Ok<>(new Ipv6Header(trafficClass, hopLimit, nextHeader, source, destination, payloadLength));
    }

    @Override
    public int timeToLive() {
        return hopLimit;
    }

    @Override
    public int protocol() {
        return nextHeader;
    }

    @Override
    public int encodedLength() {
        return LENGTH;
    }

    @Override
    public void encode(WireWriter out) {
        out.u32((6 << 28) | (trafficClass << 20));
        out.u16(payloadLength).u8(nextHeader).u8(hopLimit);
        out.ipv6Address(source).ipv6Address(destination);
    }
}
