package io.ipvsoperator.wire.ethernet;

import io.ipvsoperator.wire.Decoded;
import io.ipvsoperator.wire.Encodable;
import io.ipvsoperator.wire.MacAddress;
import io.ipvsoperator.wire.Reason;
import io.ipvsoperator.wire.WireReader;
import io.ipvsoperator.wire.WireWriter;

/**
 * The header of an Ethernet II frame. Frames shorter than 60 bytes are padded by the network driver.
 *
 * <pre>
 *  0                   1                   2                   3
 *  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 * +---------------------------------------------------------------+
 * |                      Destination Address                      |
 * +                               +-------------------------------+
 * |                               |                               |
 * +-------------------------------+                               +
 * |                         Source Address                        |
 * +-------------------------------+-------------------------------+
 * |           EtherType           |
 * +-------------------------------+
 * </pre>
 */
public record EthernetHeader(MacAddress destination, MacAddress source, int etherType) implements Encodable {

    public static final int LENGTH = 14;

    /** ETH_P_ARP. */
    public static final int TYPE_ARP = 0x0806;

    /** ETH_P_IP. */
    public static final int TYPE_IPV4 = 0x0800;

    /** ETH_P_IPV6. */
    public static final int TYPE_IPV6 = 0x86dd;

    public EthernetHeader {
        if (etherType < 0 || etherType > 0xffff) {
            throw new IllegalArgumentException("etherType is 0 to 65535, not " + etherType);
        }
    }

    /** Leaves the reader at the payload. */
    public static Decoded<EthernetHeader> decode(WireReader in) {
        if (in.remaining() < LENGTH) {
            return new Decoded.Rejected<>(Reason.ETHERNET_TRUNCATED);
        }
        return new Decoded.Ok<>(new EthernetHeader(in.macAddress(), in.macAddress(), in.u16()));
    }

    @Override
    public int encodedLength() {
        return LENGTH;
    }

    @Override
    public void encode(WireWriter out) {
        out.macAddress(destination).macAddress(source).u16(etherType);
    }
}
