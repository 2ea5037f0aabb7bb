package io.ipvsoperator.wire.vrrp;

import io.ipvsoperator.wire.IpAddress;
import io.ipvsoperator.wire.IpFamily;
import java.util.HexFormat;
import java.util.List;

/**
 * Packets as other implementations send them. Those of keepalived 2.2.7 were captured with tcpdump -xx on the peer of its
 * veth, the identification set from 1 to 0 and the header's checksum raised by as much.
 */
final class Captured {

    static final IpAddress GROUP = AdvertisementPacket.group(IpFamily.IPV4);

    static final IpAddress SOURCE = IpAddress.parse("192.0.2.10");

    /** keepalived 2.2.7: version 2, VRID 33, priority 100, 1 s, no authentication. */
    static final byte[] KEEPALIVED_V2 =
            hex("45c00028 00000000 ff701889 c000020a e0000012" + "21216401 0001b813 c00002c8 0000000000000000");

    static final AdvertisementPacket KEEPALIVED_V2_PACKET = new AdvertisementPacket(
            SOURCE, GROUP, new VrrpVersion.V2(new Authentication.None()), lab(List.of("192.0.2.200")));

    /** keepalived 2.2.7: as above with auth_type PASS, auth_pass netology_secret and two addresses. */
    static final byte[] KEEPALIVED_V2_PASS = hex(
            "45c0002c 00000000 ff701885 c000020a e0000012" + "21216402 01013d8b c00002c8 c00002c9 6e65746f6c6f6779");

    static final AdvertisementPacket KEEPALIVED_V2_PASS_PACKET = new AdvertisementPacket(
            SOURCE,
            GROUP,
            new VrrpVersion.V2(Authentication.SimplePassword.of("netology_secret")),
            lab(List.of("192.0.2.200", "192.0.2.201")));

    /** keepalived 2.2.7: version 3, VRID 51, priority 200, 0.5 s. */
    static final byte[] KEEPALIVED_V3 =
            hex("45c00020 00000000 ff701891 c000020a e0000012" + "3133c801 0032a19a c0000264");

    static final AdvertisementPacket KEEPALIVED_V3_PACKET = new AdvertisementPacket(
            SOURCE,
            GROUP,
            new VrrpVersion.V3(ChecksumForm.PSEUDO_HEADER),
            new Advertisement(
                    new VirtualRouterId(51),
                    new Priority(200),
                    AdvertInterval.ofCentiseconds(50),
                    List.of(IpAddress.parse("192.0.2.100"))));

    /** What ze's published checksums are of: VRID 10, priority 200, 1 s, 192.0.2.1 and .2, sent from 192.0.2.251. */
    static final Advertisement ZE = new Advertisement(
            new VirtualRouterId(10),
            new Priority(200),
            AdvertInterval.ofSeconds(1),
            List.of(IpAddress.parse("192.0.2.1"), IpAddress.parse("192.0.2.2")));

    static final IpAddress ZE_SOURCE = IpAddress.parse("192.0.2.251");

    private Captured() {}

    static byte[] hex(String bytes) {
        return HexFormat.of().parseHex(bytes.replace(" ", ""));
    }

    private static Advertisement lab(List<String> addresses) {
        return new Advertisement(
                new VirtualRouterId(33),
                new Priority(100),
                AdvertInterval.ofSeconds(1),
                addresses.stream().map(IpAddress::parse).toList());
    }
}
