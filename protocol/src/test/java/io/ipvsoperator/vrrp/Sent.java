package io.ipvsoperator.vrrp;

import io.ipvsoperator.wire.InternetChecksum;
import io.ipvsoperator.wire.IpAddress;
import io.ipvsoperator.wire.WireReader;
import io.ipvsoperator.wire.vrrp.AdvertInterval;
import io.ipvsoperator.wire.vrrp.Priority;
import io.ipvsoperator.wire.vrrp.Transport;
import io.ipvsoperator.wire.vrrp.VirtualRouterId;
import io.ipvsoperator.wire.vrrp.VrrpVersion;
import java.util.List;

/** Routers of version 3 over both families, and what they send, byte by byte. */
final class Sent {

    /** Where the message begins behind a header of IPv4, and of IPv6. */
    static final int MESSAGE_4 = 20;

    static final int MESSAGE_6 = 40;

    static final VirtualRouterId ID = new VirtualRouterId(33);
    static final IpAddress LINK_LOCAL = IpAddress.parse("fe80::20");
    static final Router IPV6 = router(
            Example.VERSION_3,
            Example.SECOND,
            LINK_LOCAL,
            List.of(ID.linkLocalAddress(), IpAddress.parse("2001:db8::1")));

    private Sent() {}

    static Router router(
            VrrpVersion version, AdvertInterval interval, IpAddress primaryAddress, List<IpAddress> addresses) {
        Attachment attachment = new Attachment(primaryAddress, 1500, new Transport.Multicast());
        return new Router(ID, version, interval, attachment, addresses, Example.SELF.participation());
    }

    static byte[] sent(Router router) {
        return router.packets(new Priority(240)).getFirst().toBytes();
    }

    static int octet(byte[] packet, int offset) {
        return WireReader.of(packet).u8At(offset);
    }

    static boolean messageVerifies(byte[] packet) {
        return new InternetChecksum().add(WireReader.of(packet).from(MESSAGE_4)).verifies();
    }
}
