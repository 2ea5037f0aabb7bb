package io.ipvsoperator.netlink.ipvs;

import static org.assertj.core.api.Assertions.assertThat;

import io.ipvsoperator.netlink.Bytes;
import io.ipvsoperator.netlink.generic.GenericMessage;
import io.ipvsoperator.netlink.ipvs.ServiceKey.AddressAndPort;
import io.ipvsoperator.netlink.ipvs.ServiceKey.FirewallMark;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What ipvsadm and the kernel say to each other, read and written. */
class IpvsCapturedTest {
    private static final ServiceKey WEB =
            new AddressAndPort(TransportProtocol.TCP, InetAddress.ofLiteral("192.0.2.200"), 80);
    private static final IpvsService MAGLEV = new IpvsService(
            WEB,
            "mh",
            Set.of(ServiceFlag.SCHEDULER_1, ServiceFlag.SCHEDULER_2),
            Optional.of(Persistence.ofPrefix(Duration.ofMinutes(5), AddressFamily.IPV4, 24)),
            Optional.empty());
    private static final IpvsService IPV6 = new IpvsService(
            new AddressAndPort(TransportProtocol.UDP, InetAddress.ofLiteral("2001:db8::200"), 53),
            "rr",
            Set.of(),
            Optional.of(Persistence.ofPrefix(Duration.ofMinutes(1), AddressFamily.IPV6, 64)),
            Optional.empty());
    private static final IpvsService MARKED = IpvsService.of(new FirewallMark(AddressFamily.IPV4, 7), "wlc");
    private static final IpvsDestination DIRECT = new IpvsDestination(
            new DestinationKey(InetAddress.ofLiteral("192.0.2.30"), 80),
            ForwardingMethod.DIRECT_ROUTING,
            7,
            100,
            50,
            Tunnel.IPIP);
    private static final IpvsDestination TUNNELLED = new IpvsDestination(
            new DestinationKey(InetAddress.ofLiteral("192.0.2.40"), 80),
            ForwardingMethod.TUNNEL,
            0,
            0,
            0,
            new Tunnel(Tunnel.Type.GUE, 6080, 0));
    private static final SyncDaemon RECEIVER = new SyncDaemon(
            SyncDaemon.Role.RECEIVER,
            "d0",
            33,
            new SyncDaemon.Multicast(
                    Optional.of(InetAddress.ofLiteral("224.0.0.82")),
                    Optional.of(8849),
                    Optional.of(2),
                    Optional.of(1400)));

    private static Bytes encoded(IpvsCommand command) {
        return command.request().message().encode();
    }

    private static IpvsCommand decoded(Bytes payload) {
        return IpvsCommand.decode(GenericMessage.decode(payload));
    }

    @Test
    void a_persistent_maglev_service_is_added_as_ipvsadm_does() {
        assertThat(encoded(new IpvsCommand.NewService(MAGLEV))).isEqualTo(Captured.ADD_MAGLEV_SERVICE);
    }

    @Test
    void an_ipv6_service_is_added_as_ipvsadm_does() {
        assertThat(encoded(new IpvsCommand.NewService(IPV6))).isEqualTo(Captured.ADD_IPV6_SERVICE);
    }

    @Test
    void a_service_by_firewall_mark_is_added_as_ipvsadm_does() {
        assertThat(encoded(new IpvsCommand.NewService(MARKED))).isEqualTo(Captured.ADD_MARKED_SERVICE);
    }

    @Test
    void what_ipvsadm_adds_is_read() {
        assertThat(decoded(Captured.ADD_MAGLEV_SERVICE)).isEqualTo(new IpvsCommand.NewService(MAGLEV));
    }

    /** ipvsadm describes the whole service where its key is enough, so only what follows it is compared. */
    @Test
    void a_destination_is_added_as_ipvsadm_does() {
        Bytes ours = encoded(new IpvsCommand.NewDestination(WEB, DIRECT));
        assertThat(lastNest(ours)).isEqualTo(lastNest(Captured.ADD_DIRECT_DESTINATION));
    }

    @Test
    void a_destination_behind_a_tunnel_is_added_as_ipvsadm_does() {
        Bytes ours = encoded(new IpvsCommand.NewDestination(WEB, TUNNELLED));
        assertThat(lastNest(ours)).isEqualTo(lastNest(Captured.ADD_TUNNELLED_DESTINATION));
    }

    private static Bytes lastNest(Bytes payload) {
        int destinationLength = 0x60;
        return payload.slice(payload.length() - destinationLength, payload.length());
    }

    @Test
    void a_destination_that_ipvsadm_adds_is_read() {
        assertThat(decoded(Captured.ADD_DIRECT_DESTINATION)).isEqualTo(new IpvsCommand.NewDestination(WEB, DIRECT));
    }

    @Test
    void the_services_that_the_kernel_lists_are_read() {
        assertThat(ObservedService.decode(GenericMessage.decode(Captured.LISTED_MAGLEV_SERVICE)))
                .isEqualTo(new ObservedService(MAGLEV, Statistics.NONE));
        assertThat(ObservedService.decode(GenericMessage.decode(Captured.LISTED_IPV6_SERVICE))
                        .service())
                .isEqualTo(IPV6);
        assertThat(ObservedService.decode(GenericMessage.decode(Captured.LISTED_MARKED_SERVICE))
                        .service())
                .isEqualTo(MARKED);
    }

    @Test
    void a_destination_that_the_kernel_lists_is_read() {
        assertThat(ObservedDestination.decode(GenericMessage.decode(Captured.LISTED_TUNNELLED_DESTINATION)))
                .isEqualTo(new ObservedDestination(TUNNELLED, 0, 0, 0, Statistics.NONE));
    }

    @Test
    void a_sync_daemon_is_started_as_ipvsadm_does() {
        assertThat(encoded(new IpvsCommand.StartDaemon(RECEIVER))).isEqualTo(Captured.START_RECEIVER);
    }

    @Test
    void the_sync_daemons_that_the_kernel_lists_are_read() {
        assertThat(SyncDaemon.decode(GenericMessage.decode(Captured.LISTED_RECEIVER)))
                .isEqualTo(RECEIVER);
        SyncDaemon sender = SyncDaemon.decode(GenericMessage.decode(Captured.LISTED_SENDER));
        assertThat(sender.role()).isEqualTo(SyncDaemon.Role.SENDER);
        assertThat(sender.multicast().group()).contains(InetAddress.ofLiteral("224.0.0.81"));
        assertThat(sender.multicast().port()).contains(8848);
    }

    @Test
    void the_version_is_read() {
        assertThat(IpvsVersion.decode(GenericMessage.decode(Captured.VERSION)))
                .isEqualTo(new IpvsVersion(0x010201, 4096))
                .hasToString("1.2.1");
    }

    @Test
    void errors_name_the_service() {
        assertThat(new IpvsCommand.NewDestination(IPV6.key(), DIRECT).request().operation())
                .isEqualTo("add IPVS destination 192.0.2.30:80 to UDP [2001:db8:0:0:0:0:0:200]:53");
    }
}
