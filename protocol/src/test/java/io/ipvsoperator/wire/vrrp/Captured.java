package io.ipvsoperator.wire.vrrp;

import io.ipvsoperator.wire.IpAddress;
import io.ipvsoperator.wire.IpFamily;
import java.util.HexFormat;
import java.util.stream.Stream;

/**
 * Packets as other implementations send them. Those of keepalived 2.2.7 were captured on the peer of its veth, between two
 * network namespaces: {@code keepalived -n -l -f FILE} in the one, {@code tcpdump -i veth0 -nn -xx 'ip proto 112 or ip6
 * proto 112'} in the other. What the kernel makes up is 0 here: the identification of IPv4 was 1 (the header's checksum is
 * raised by as much), the flow labels of IPv6 were 0x004bc and 0x0f38c.
 */
final class Captured {

    static final IpAddress GROUP = AdvertisementPacket.group(IpFamily.IPV4);

    static final IpAddress SOURCE = IpAddress.parse("192.0.2.10");

    /** keepalived 2.2.7: version 2, VRID 33, priority 100, 1 s, no authentication. */
    static final byte[] KEEPALIVED_V2 =
            hex("45c00028 00000000 ff701889 c000020a e0000012" + "21216401 0001b813 c00002c8 0000000000000000");

    static final AdvertisementPacket KEEPALIVED_V2_PACKET = new AdvertisementPacket(
            SOURCE, GROUP, new VrrpVersion.V2(new Authentication.None()), advertisement(33, 100, 100, "192.0.2.200"));

    /** keepalived 2.2.7: as above with auth_type PASS, auth_pass netology_secret and two addresses. */
    static final byte[] KEEPALIVED_V2_PASS = hex(
            "45c0002c 00000000 ff701885 c000020a e0000012" + "21216402 01013d8b c00002c8 c00002c9 6e65746f6c6f6779");

    static final AdvertisementPacket KEEPALIVED_V2_PASS_PACKET = new AdvertisementPacket(
            SOURCE,
            GROUP,
            new VrrpVersion.V2(Authentication.SimplePassword.of("netology_secret")),
            advertisement(33, 100, 100, "192.0.2.200", "192.0.2.201"));

    /** keepalived 2.2.7: version 3, VRID 51, priority 200, 0.5 s. */
    static final byte[] KEEPALIVED_V3 =
            hex("45c00020 00000000 ff701891 c000020a e0000012" + "3133c801 0032a19a c0000264");

    static final AdvertisementPacket KEEPALIVED_V3_PACKET = new AdvertisementPacket(
            SOURCE, GROUP, new VrrpVersion.V3(ChecksumForm.PSEUDO_HEADER), advertisement(51, 200, 50, "192.0.2.100"));

    /**
     * keepalived 2.2.7: {@code vrrp_version 3; vrrp_instance six { state MASTER; interface veth0; virtual_router_id 51;
     * priority 200; advert_int 0.5; virtual_ipaddress { fe80::5e:51 2001:db8::51 } }}.
     */
    static final byte[] KEEPALIVED_V3_IPV6 =
            hex("6c000000 002870ff fe800000000000000000000000000010 ff020000000000000000000000000012"
                    + "3133c802 0032db1f fe8000000000000000000000005e0051 20010db8000000000000000000000051");

    static final AdvertisementPacket KEEPALIVED_V3_IPV6_PACKET = new AdvertisementPacket(
            IpAddress.parse("fe80::10"),
            AdvertisementPacket.group(IpFamily.IPV6),
            new VrrpVersion.V3(ChecksumForm.PSEUDO_HEADER),
            advertisement(51, 200, 50, "fe80::5e:51", "2001:db8::51"));

    /**
     * keepalived 2.2.7: {@code vrrp_version 3; vrrp_instance uni4 { state MASTER; interface veth0; virtual_router_id 52;
     * priority 150; advert_int 1; unicast_src_ip 192.0.2.10; unicast_peer { 192.0.2.20 }; virtual_ipaddress { 192.0.2.100 }
     * }}. The pseudo-header names the peer.
     */
    static final byte[] KEEPALIVED_V3_UNICAST =
            hex("45c00020 00000000 ff70368f c000020a c0000214" + "31349601 0064f165 c0000264");

    static final AdvertisementPacket KEEPALIVED_V3_UNICAST_PACKET = new AdvertisementPacket(
            SOURCE,
            IpAddress.parse("192.0.2.20"),
            new VrrpVersion.V3(ChecksumForm.PSEUDO_HEADER),
            advertisement(52, 150, 100, "192.0.2.100"));

    /**
     * keepalived 2.2.7: {@code vrrp_version 3; vrrp_instance uni6 { state MASTER; interface veth0; virtual_router_id 53;
     * priority 150; advert_int 1; unicast_src_ip fe80::10; unicast_peer { fe80::20 }; virtual_ipaddress { fe80::5e:53
     * 2001:db8::53 } }}. The hop limit is 64, as of any packet that does not ask for another.
     */
    static final byte[] KEEPALIVED_V3_IPV6_UNICAST =
            hex("6c000000 00287040 fe800000000000000000000000000010 fe800000000000000000000000000020"
                    + "31359602 00640d5c fe8000000000000000000000005e0053 20010db8000000000000000000000053");

    static final AdvertisementPacket KEEPALIVED_V3_IPV6_UNICAST_PACKET = new AdvertisementPacket(
            IpAddress.parse("fe80::10"),
            IpAddress.parse("fe80::20"),
            new VrrpVersion.V3(ChecksumForm.PSEUDO_HEADER),
            advertisement(53, 150, 100, "fe80::5e:53", "2001:db8::53"));

    /** What ze's published checksums are of: VRID 10, priority 200, 1 s, 192.0.2.1 and .2, sent from 192.0.2.251. */
    static final Advertisement ZE = advertisement(10, 200, 100, "192.0.2.1", "192.0.2.2");

    static final IpAddress ZE_SOURCE = IpAddress.parse("192.0.2.251");

    private Captured() {}

    static byte[] hex(String bytes) {
        return HexFormat.of().parseHex(bytes.replace(" ", ""));
    }

    private static Advertisement advertisement(int id, int priority, int centiseconds, String... addresses) {
        return new Advertisement(
                new VirtualRouterId(id),
                new Priority(priority),
                AdvertInterval.ofCentiseconds(centiseconds),
                Stream.of(addresses).map(IpAddress::parse).toList());
    }
}
