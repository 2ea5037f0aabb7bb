package io.ipvsoperator.agent.vrrp;

import io.ipvsoperator.vrrp.Attachment;
import io.ipvsoperator.vrrp.Failback;
import io.ipvsoperator.vrrp.Participation;
import io.ipvsoperator.vrrp.Router;
import io.ipvsoperator.wire.IpAddress;
import io.ipvsoperator.wire.IpFamily;
import io.ipvsoperator.wire.vrrp.AdvertInterval;
import io.ipvsoperator.wire.vrrp.Authentication;
import io.ipvsoperator.wire.vrrp.ChecksumForm;
import io.ipvsoperator.wire.vrrp.Priority;
import io.ipvsoperator.wire.vrrp.Transport;
import io.ipvsoperator.wire.vrrp.VirtualRouterId;
import io.ipvsoperator.wire.vrrp.VrrpVersion;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The ways to speak VRRP that both sides know: one virtual router, told to ours and to keepalived in their own terms. Hosts of
 * the segment have numbers, the last part of their addresses.
 */
enum Dialect {
    V2(IpFamily.IPV4, Cast.MULTI),
    V2_PASS(IpFamily.IPV4, Cast.MULTI),
    V3_IPV4(IpFamily.IPV4, Cast.MULTI),
    V3_IPV6(IpFamily.IPV6, Cast.MULTI),
    V3_IPV4_UNICAST(IpFamily.IPV4, Cast.UNI),
    V3_IPV6_UNICAST(IpFamily.IPV6, Cast.UNI);

    private enum Cast {
        MULTI,
        UNI
    }

    static final VirtualRouterId ID = new VirtualRouterId(33);
    private static final String PASSWORD = "netology_secret";

    private final IpFamily family;
    private final Cast cast;

    Dialect(IpFamily family, Cast cast) {
        this.family = family;
        this.cast = cast;
    }

    IpFamily family() {
        return family;
    }

    VrrpVersion version() {
        return switch (this) {
            case V2 -> new VrrpVersion.V2(new Authentication.None());
            case V2_PASS -> new VrrpVersion.V2(Authentication.SimplePassword.of(PASSWORD));
            case V3_IPV4, V3_IPV6, V3_IPV4_UNICAST, V3_IPV6_UNICAST -> new VrrpVersion.V3(ChecksumForm.PSEUDO_HEADER);
        };
    }

    /** Version 2 has nothing shorter than a second. */
    AdvertInterval interval() {
        return switch (version()) {
            case VrrpVersion.V2 v2 -> AdvertInterval.ofSeconds(1);
            case VrrpVersion.V3 v3 -> AdvertInterval.ofCentiseconds(10);
        };
    }

    /** A host's own address. */
    IpAddress host(int number) {
        return IpAddress.parse(
                switch (family) {
                    case IPV4 -> "172.28.128." + number;
                    case IPV6 -> "fe80::" + number;
                });
    }

    List<IpAddress> addresses() {
        return switch (family) {
            case IPV4 -> List.of(IpAddress.parse("172.28.128.200"));
            case IPV6 -> List.of(ID.linkLocalAddress(), IpAddress.parse("2001:db8:28::200"));
        };
    }

    Transport transport(int peer) {
        return switch (cast) {
            case MULTI -> new Transport.Multicast();
            case UNI -> new Transport.Unicast(new LinkedHashSet<>(List.of(host(peer))));
        };
    }

    Router router(int own, int peer, int priority) {
        return new Router(
                ID,
                version(),
                interval(),
                new Attachment(host(own), 1500, transport(peer)),
                addresses(),
                new Participation.Candidate(new Priority(priority), new Failback.Immediate()));
    }

    /** The same router as keepalived reads it. Its second set of announcements is put off: nothing here lasts a minute. */
    String keepalived(int own, int peer, int priority) {
        return """
                vrrp_instance edge {
                  state BACKUP
                  interface eth1
                  virtual_router_id %s
                  priority %d
                  advert_int %s
                  garp_master_delay 60
                  %s
                  %s
                  virtual_ipaddress {
                    %s
                  }
                }
                """.formatted(
                        ID,
                        priority,
                        interval().centiseconds() / 100.0,
                        keepalivedVersion(),
                        keepalivedTransport(own, peer),
                        addresses().stream().map(IpAddress::toString).collect(Collectors.joining("\n    ")));
    }

    private String keepalivedVersion() {
        return switch (this) {
            case V2 -> "version 2";
            case V2_PASS -> "version 2\nauthentication {\nauth_type PASS\nauth_pass " + PASSWORD + "\n}";
            case V3_IPV4, V3_IPV6, V3_IPV4_UNICAST, V3_IPV6_UNICAST -> "version 3";
        };
    }

    private String keepalivedTransport(int own, int peer) {
        return switch (cast) {
            case MULTI -> "mcast_src_ip " + host(own);
            case UNI -> "unicast_src_ip %s%nunicast_peer {%n%s%n}".formatted(host(own), host(peer));
        };
    }
}
