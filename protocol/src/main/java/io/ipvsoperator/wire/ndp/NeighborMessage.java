package io.ipvsoperator.wire.ndp;

import io.ipvsoperator.wire.Ipv6Address;
import io.ipvsoperator.wire.MacAddress;
import io.ipvsoperator.wire.WireWriter;
import java.util.Optional;

/**
 * The two messages by which neighbors find each other, without the ICMPv6 header's checksum, which needs the packet around it.
 *
 * <pre>
 *  0                   1                   2                   3
 *  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 * +---------------+---------------+-------------------------------+
 * |      Type     |    Code = 0   |            Checksum           |
 * +-+-+-+---------+---------------+-------------------------------+
 * |R|S|O|                       Reserved                          |  R, S and O in an advertisement only
 * +-+-+-+---------------------------------------------------------+
 * |                    Target Address, 16 bytes                   |
 * +---------------+---------------+-------------------------------+
 * | Option 1 or 2 |   Length = 1  |   Link-Layer Address, 6 bytes |
 * +---------------+---------------+-------------------------------+
 * </pre>
 */
public sealed interface NeighborMessage {

    Ipv6Address target();

    /** The sender's hardware address, where it says one. */
    Optional<MacAddress> linkLayer();

    /**
     * Who has the target?
     *
     * @param linkLayer Source Link-Layer Address; none in a probe from the unspecified address (RFC 4861 section 4.3)
     */
    record Solicitation(Ipv6Address target, Optional<MacAddress> linkLayer) implements NeighborMessage {}

    /**
     * The target is here.
     *
     * @param router the sender forwards
     * @param solicited an answer
     * @param override replaces what neighbors remember
     * @param linkLayer Target Link-Layer Address
     */
    record Advertisement(
            Ipv6Address target, boolean router, boolean solicited, boolean override, Optional<MacAddress> linkLayer)
            implements NeighborMessage {

        private static final int ROUTER = 0x80;
        private static final int SOLICITED = 0x40;
        private static final int OVERRIDE = 0x20;

        /** @param flags the byte that holds R, S and O */
        static Advertisement of(Ipv6Address target, int flags, Optional<MacAddress> linkLayer) {
            return new Advertisement(
                    target, (flags & ROUTER) != 0, (flags & SOLICITED) != 0, (flags & OVERRIDE) != 0, linkLayer);
        }

        int flags() {
            return (router ? ROUTER : 0) | (solicited ? SOLICITED : 0) | (override ? OVERRIDE : 0);
        }
    }

    /** ND_NEIGHBOR_SOLICIT. */
    int TYPE_SOLICITATION = 135;

    /** ND_NEIGHBOR_ADVERT. */
    int TYPE_ADVERTISEMENT = 136;

    /** ND_OPT_SOURCE_LINKADDR. */
    int SOURCE_LINK_LAYER = 1;

    /** ND_OPT_TARGET_LINKADDR. */
    int TARGET_LINK_LAYER = 2;

    /** Bytes of a message without option. */
    int LENGTH = 24;

    /** Bytes of the option; its own length field counts in eights. */
    int OPTION_LENGTH = 8;

    default int encodedLength() {
        return LENGTH + (linkLayer().isPresent() ? OPTION_LENGTH : 0);
    }

    /** Writes the message with a checksum of zero. */
    default void encode(WireWriter out) {
        switch (this) {
            case Solicitation solicitation ->
                out.u8(TYPE_SOLICITATION).u8(0).u16(0).u8(0);
            case Advertisement ad -> out.u8(TYPE_ADVERTISEMENT).u8(0).u16(0).u8(ad.flags());
        }
        out.u8(0).u16(0).ipv6Address(target());
        linkLayer().ifPresent(address -> out.u8(optionType()).u8(1).macAddress(address));
    }

    private int optionType() {
        return switch (this) {
            case Solicitation solicitation -> SOURCE_LINK_LAYER;
            case Advertisement advertisement -> TARGET_LINK_LAYER;
        };
    }
}
