package io.ipvsoperator.wire.ip;

import io.ipvsoperator.wire.Decoded;
import io.ipvsoperator.wire.InternetChecksum;
import io.ipvsoperator.wire.Ipv4Address;
import io.ipvsoperator.wire.Reason;
import io.ipvsoperator.wire.WireReader;
import io.ipvsoperator.wire.WireWriter;

/**
 * The header of an unfragmented IPv4 datagram (RFC 791 section 3.1). Options are stepped over on receipt and never sent.
 *
 * <pre>
 *  0                   1                   2                   3
 *  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 * +-------+-------+---------------+-------------------------------+
 * |Version|  IHL  |Type of Service|          Total Length         |
 * +-------+-------+---------------+-----+-------------------------+
 * |         Identification        |Flags|     Fragment Offset     |
 * +---------------+---------------+-----+-------------------------+
 * |  Time to Live |    Protocol   |        Header Checksum        |
 * +---------------+---------------+-------------------------------+
 * |                         Source Address                        |
 * +---------------------------------------------------------------+
 * |                      Destination Address                      |
 * +---------------------------------------------------------------+
 * |                    Options                    |    Padding    |
 * +-----------------------------------------------+---------------+
 * </pre>
 *
 * @param payloadLength bytes after the header; what follows them in the frame is Ethernet padding
 */
public record Ipv4Header(
        int typeOfService, int timeToLive, int protocol, Ipv4Address source, Ipv4Address destination, int payloadLength)
        implements IpHeader {

    /** The length of a header without options. */
    public static final int LENGTH = 20;

    private static final int CHECKSUM = 10;

    /** More Fragments and the fragment offset; Don't Fragment says nothing about this packet. */
    private static final int FRAGMENT_MASK = 0x3fff;

    public Ipv4Header {
        IpHeader.requireField("typeOfService", typeOfService, 0xff);
        IpHeader.requireField("timeToLive", timeToLive, 0xff);
        IpHeader.requireField("protocol", protocol, 0xff);
        IpHeader.requireField("payloadLength", payloadLength, 0xffff - LENGTH);
    }

    /** Leaves the reader at the payload; {@link #payloadLength} says how far that reaches. */
    public static Decoded<Ipv4Header> decode(WireReader in) {
        if (in.remaining() < LENGTH) {
            return new Decoded.Rejected<>(Reason.IP_TRUNCATED);
        }
        WireReader header = in.from(0);
        int versionAndLength = header.u8At(0);
        int headerLength = (versionAndLength & 0xf) * 4;
        int totalLength = header.u16At(2);
        if (versionAndLength >>> 4 != 4) {
            return new Decoded.Rejected<>(Reason.IP_VERSION);
        }
        if (headerLength < LENGTH || headerLength > totalLength) {
            return new Decoded.Rejected<>(Reason.IP_HEADER_LENGTH);
        }
        if (totalLength > in.remaining()) {
            return new Decoded.Rejected<>(Reason.IP_TRUNCATED);
        }
        if (!new InternetChecksum().add(header.next(headerLength)).verifies()) {
            return new Decoded.Rejected<>(Reason.IP_CHECKSUM);
        }
        return decodeFields(in.next(headerLength), totalLength - headerLength);
    }

    private static Decoded<Ipv4Header> decodeFields(WireReader header, int payloadLength) {
        int typeOfService = header.u8At(1);
        int timeToLive = header.u8At(8);
        int protocol = header.u8At(9);
        if ((header.u16At(6) & FRAGMENT_MASK) != 0) {
            return new Decoded.Rejected<>(Reason.IP_FRAGMENT);
        }
        header.skip(12);
        return new Decoded.Ok<>(new Ipv4Header(
                typeOfService, timeToLive, protocol, header.ipv4Address(), header.ipv4Address(), payloadLength));
    }

    @Override
    public int encodedLength() {
        return LENGTH;
    }

    /** The identification is zero: on a raw socket the kernel fills it in. */
    @Override
    public void encode(WireWriter out) {
        int start = out.position();
        out.u8(0x45).u8(typeOfService).u16(LENGTH + payloadLength);
        out.u16(0).u16(0);
        out.u8(timeToLive).u8(protocol).u16(0);
        out.ipv4Address(source).ipv4Address(destination);
        int checksum = new InternetChecksum().add(out.writtenSince(start)).value();
        out.overwriteU16(start + CHECKSUM, checksum);
    }
}
