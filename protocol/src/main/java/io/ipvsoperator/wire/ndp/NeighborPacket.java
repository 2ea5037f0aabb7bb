package io.ipvsoperator.wire.ndp;

import io.ipvsoperator.wire.Decoded;
import io.ipvsoperator.wire.Encodable;
import io.ipvsoperator.wire.InternetChecksum;
import io.ipvsoperator.wire.Ipv6Address;
import io.ipvsoperator.wire.MacAddress;
import io.ipvsoperator.wire.Reason;
import io.ipvsoperator.wire.WireReader;
import io.ipvsoperator.wire.WireWriter;
import io.ipvsoperator.wire.ip.Ipv6Header;
import io.ipvsoperator.wire.ndp.NeighborMessage.Advertisement;
import io.ipvsoperator.wire.ndp.NeighborMessage.Solicitation;
import java.util.Optional;

/** A neighbor message in its IPv6 packet, header included: RFC 4861 sections 4.3 and 4.4. */
public record NeighborPacket(Ipv6Address source, Ipv6Address destination, NeighborMessage message)
        implements Encodable {

    /** IPPROTO_ICMPV6. */
    public static final int PROTOCOL = 58;

    /** The only one that is accepted: a packet that came through a router has less. */
    public static final int HOP_LIMIT = 255;

    private static final int CODE = 1;
    private static final int CHECKSUM = 2;
    private static final int FLAGS = 4;
    private static final int TARGET = 8;

    /**
     * Says to everybody that {@code address} lives at {@code owner} now.
     *
     * @param router whether the interface forwards: neighbors drop a default router that no longer claims to be one
     */
    public static NeighborPacket unsolicited(MacAddress owner, Ipv6Address address, boolean router) {
        return new NeighborPacket(
                address, Ipv6Address.ALL_NODES, new Advertisement(address, router, false, true, Optional.of(owner)));
    }

    /** Asks who has {@code address} without claiming anything, as Duplicate Address Detection does (RFC 4862 section 5.4). */
    public static NeighborPacket probe(Ipv6Address address) {
        return new NeighborPacket(
                Ipv6Address.UNSPECIFIED, address.solicitedNode(), new Solicitation(address, Optional.empty()));
    }

    /** Bytes after the packet are Ethernet padding. */
    public static Decoded<NeighborPacket> decode(WireReader in) {
        return Ipv6Header.decode(in).then(header -> decode(header, in.next(header.payloadLength())));
    }

    private static Decoded<NeighborPacket> decode(Ipv6Header header, WireReader message) {
        if (header.nextHeader() != PROTOCOL || message.remaining() < NeighborMessage.LENGTH) {
            return new Decoded.Rejected<>(Reason.NDP_TRUNCATED);
        }
        InternetChecksum checksum = new InternetChecksum()
                .addPseudoHeader(header.source(), header.destination(), PROTOCOL, message.remaining());
        if (!checksum.add(message.from(0)).verifies()) {
            return new Decoded.Rejected<>(Reason.NDP_CHECKSUM);
        }
        if (header.hopLimit() != HOP_LIMIT || message.u8At(CODE) != 0) {
            return new Decoded.Rejected<>(Reason.NDP_INVALID);
        }
        return decodeMessage(message)
                .then(decoded -> new Decoded.Ok<>(new NeighborPacket(header.source(), header.destination(), decoded)));
    }

    private static Decoded<NeighborMessage> decodeMessage(WireReader message) {
        Ipv6Address target = message.from(TARGET).ipv6Address();
        if (target.isMulticast()) {
            return new Decoded.Rejected<>(Reason.NDP_INVALID);
        }
        return switch (message.u8At(0)) {
            case NeighborMessage.TYPE_SOLICITATION ->
                linkLayer(message, NeighborMessage.SOURCE_LINK_LAYER)
                        .then(address -> new Decoded.Ok<>(new Solicitation(target, address)));
            case NeighborMessage.TYPE_ADVERTISEMENT ->
                linkLayer(message, NeighborMessage.TARGET_LINK_LAYER)
                        .then(address -> new Decoded.Ok<>(Advertisement.of(target, message.u8At(FLAGS), address)));
            default -> new Decoded.Rejected<>(Reason.NDP_TYPE);
        };
    }

    /** Looks through the options; those that mean nothing here are stepped over. */
    private static Decoded<Optional<MacAddress>> linkLayer(WireReader message, int wanted) {
        Optional<MacAddress> found = Optional.empty();
        int end = message.remaining();
        int length;
        for (int option = NeighborMessage.LENGTH; option < end; option += length) {
            length = option + 1 < end ? message.u8At(option + 1) * 8 : 0;
            if (length == 0 || option + length > end) {
                return new Decoded.Rejected<>(Reason.NDP_INVALID);
            }
            if (message.u8At(option) == wanted && length == NeighborMessage.OPTION_LENGTH) {
                found = Optional.of(message.from(option + 2).macAddress());
            }
        }
        return new Decoded.Ok<>(found);
    }

    @Override
    public int encodedLength() {
        return Ipv6Header.LENGTH + message.encodedLength();
    }

    @Override
    public void encode(WireWriter out) {
        int length = message.encodedLength();
        new Ipv6Header(0, HOP_LIMIT, PROTOCOL, source, destination, length).encode(out);
        int start = out.position();
        message.encode(out);
        InternetChecksum checksum = new InternetChecksum()
                .addPseudoHeader(source, destination, PROTOCOL, length)
                .add(out.writtenSince(start));
        out.overwriteU16(start + CHECKSUM, checksum.value());
    }
}
