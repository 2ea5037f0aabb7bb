package io.ipvsoperator.agent.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import io.ipvsoperator.agent.netlink.ConversationLost;
import io.ipvsoperator.agent.netlink.GenericNetlinkFamily;
import io.ipvsoperator.agent.netlink.NetlinkConversation;
import io.ipvsoperator.agent.netlink.Outcome;
import io.ipvsoperator.netlink.ErrorNumber;
import io.ipvsoperator.netlink.NetlinkException;
import io.ipvsoperator.netlink.generic.GenericRequest;
import io.ipvsoperator.netlink.ipvs.AddressFamily;
import io.ipvsoperator.netlink.ipvs.DestinationKey;
import io.ipvsoperator.netlink.ipvs.ForwardingMethod;
import io.ipvsoperator.netlink.ipvs.IpvsCommand;
import io.ipvsoperator.netlink.ipvs.IpvsDestination;
import io.ipvsoperator.netlink.ipvs.IpvsFamily;
import io.ipvsoperator.netlink.ipvs.IpvsService;
import io.ipvsoperator.netlink.ipvs.IpvsVersion;
import io.ipvsoperator.netlink.ipvs.ObservedDestination;
import io.ipvsoperator.netlink.ipvs.ObservedService;
import io.ipvsoperator.netlink.ipvs.Persistence;
import io.ipvsoperator.netlink.ipvs.ServiceFlag;
import io.ipvsoperator.netlink.ipvs.ServiceKey;
import io.ipvsoperator.netlink.ipvs.SyncDaemon;
import io.ipvsoperator.netlink.ipvs.TransportProtocol;
import io.ipvsoperator.netlink.ipvs.Tunnel;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every kernel, real or not, does with IPVS commands. The loopback interface {@code lo} must be up. */
public abstract class IpvsContract {
    protected static final ServiceKey WEB =
            new ServiceKey.AddressAndPort(TransportProtocol.TCP, InetAddress.ofLiteral("192.0.2.200"), 80);
    private static final ServiceKey DNS6 =
            new ServiceKey.AddressAndPort(TransportProtocol.UDP, InetAddress.ofLiteral("2001:db8::200"), 53);
    private static final ServiceKey MARKED = new ServiceKey.FirewallMark(AddressFamily.IPV4, 7);
    protected static final DestinationKey FIRST = new DestinationKey(InetAddress.ofLiteral("192.0.2.30"), 80);
    private static final DestinationKey SECOND = new DestinationKey(InetAddress.ofLiteral("192.0.2.40"), 80);

    private NetlinkConversation conversation;
    private GenericNetlinkFamily ipvs;

    /** The kernel under test; its IPVS table is empty and no sync daemon runs. */
    protected abstract KernelSockets kernel();

    @BeforeEach
    void opens_a_conversation() {
        conversation = new NetlinkConversation(kernel().generic());
        ipvs = new GenericNetlinkFamily(conversation, IpvsFamily.NAME);
    }

    @AfterEach
    void leaves_the_kernel_as_it_was() {
        services()
                .forEach(observed ->
                        execute(new IpvsCommand.DeleteService(observed.service().key())));
        daemons().forEach(this::stop);
        conversation.close();
    }

    /** The kernel does not answer when the daemon's thread has not run yet. */
    private void stop(SyncDaemon daemon) {
        try {
            execute(new IpvsCommand.StopDaemon(daemon.role()));
        } catch (ConversationLost e) {
            assertThat(daemons()).extracting(SyncDaemon::role).doesNotContain(daemon.role());
        }
    }

    protected void execute(IpvsCommand command) {
        ipvs.execute(command.request());
    }

    private ErrorNumber refusalOf(IpvsCommand command) {
        return catchThrowableOfType(NetlinkException.class, () -> execute(command))
                .error()
                .number();
    }

    private List<ObservedService> services() {
        return ipvs.dump(new IpvsCommand.ListServices().request()).stream()
                .map(ObservedService::decode)
                .toList();
    }

    private List<IpvsDestination> destinationsOf(ServiceKey service) {
        return ipvs.dump(new IpvsCommand.ListDestinations(service).request()).stream()
                .map(ObservedDestination::decode)
                .map(ObservedDestination::destination)
                .toList();
    }

    private List<SyncDaemon> daemons() {
        return ipvs.dump(new IpvsCommand.ListDaemons().request()).stream()
                .map(SyncDaemon::decode)
                .toList();
    }

    @Test
    void tells_its_version() {
        IpvsVersion version = IpvsVersion.decode(ipvs.query(new IpvsCommand.GetVersion().request()));
        assertThat(version).hasToString("1.2.1");
    }

    @Test
    void lists_services_as_they_were_made() {
        IpvsService maglev = new IpvsService(
                WEB,
                "mh",
                Set.of(ServiceFlag.SCHEDULER_1, ServiceFlag.SCHEDULER_2),
                Optional.of(Persistence.ofPrefix(Duration.ofMinutes(5), AddressFamily.IPV4, 24)),
                Optional.empty());
        IpvsService six = new IpvsService(
                DNS6,
                "rr",
                Set.of(ServiceFlag.ONE_PACKET),
                Optional.of(Persistence.ofPrefix(Duration.ofMinutes(1), AddressFamily.IPV6, 64)),
                Optional.empty());
        IpvsService marked = IpvsService.of(MARKED, "wlc");
        List.of(maglev, six, marked).forEach(service -> execute(new IpvsCommand.NewService(service)));

        assertThat(services()).extracting(ObservedService::service).containsExactlyInAnyOrder(maglev, six, marked);
    }

    @Test
    void reads_one_service() {
        execute(new IpvsCommand.NewService(IpvsService.of(WEB, "rr")));

        ObservedService read = ObservedService.decode(ipvs.query(new IpvsCommand.GetService(WEB).request()));
        assertThat(read.service()).isEqualTo(IpvsService.of(WEB, "rr"));
    }

    @Test
    void changes_a_service() {
        execute(new IpvsCommand.NewService(IpvsService.of(WEB, "rr")));
        execute(new IpvsCommand.SetService(IpvsService.of(WEB, "wrr")));

        assertThat(services()).extracting(ObservedService::service).containsExactly(IpvsService.of(WEB, "wrr"));
    }

    @Test
    void lists_destinations_as_they_were_made() {
        IpvsDestination direct = new IpvsDestination(FIRST, ForwardingMethod.DIRECT_ROUTING, 7, 100, 50, Tunnel.IPIP);
        IpvsDestination tunnelled =
                new IpvsDestination(SECOND, ForwardingMethod.TUNNEL, 0, 0, 0, new Tunnel(Tunnel.Type.GUE, 6080, 0));
        execute(new IpvsCommand.NewService(IpvsService.of(WEB, "rr")));
        execute(new IpvsCommand.NewDestination(WEB, direct));
        execute(new IpvsCommand.NewDestination(WEB, tunnelled));

        assertThat(destinationsOf(WEB)).containsExactlyInAnyOrder(direct, tunnelled);
    }

    @Test
    void changes_a_destination() {
        execute(new IpvsCommand.NewService(IpvsService.of(WEB, "rr")));
        execute(new IpvsCommand.NewDestination(WEB, IpvsDestination.directRouting(FIRST, 1)));
        execute(new IpvsCommand.SetDestination(WEB, IpvsDestination.directRouting(FIRST, 0)));

        assertThat(destinationsOf(WEB)).containsExactly(IpvsDestination.directRouting(FIRST, 0));
    }

    @Test
    void deletes_the_destinations_with_their_service() {
        execute(new IpvsCommand.NewService(IpvsService.of(WEB, "rr")));
        execute(new IpvsCommand.NewDestination(WEB, IpvsDestination.directRouting(FIRST, 1)));
        execute(new IpvsCommand.DeleteService(WEB));
        execute(new IpvsCommand.NewService(IpvsService.of(WEB, "rr")));

        assertThat(destinationsOf(WEB)).isEmpty();
    }

    @Test
    void says_that_a_service_exists() {
        execute(new IpvsCommand.NewService(IpvsService.of(WEB, "rr")));
        assertThat(refusalOf(new IpvsCommand.NewService(IpvsService.of(WEB, "rr"))))
                .isEqualTo(ErrorNumber.EEXIST);
    }

    @Test
    void says_that_a_destination_exists() {
        execute(new IpvsCommand.NewService(IpvsService.of(WEB, "rr")));
        IpvsCommand command = new IpvsCommand.NewDestination(WEB, IpvsDestination.directRouting(FIRST, 1));
        execute(command);
        assertThat(refusalOf(command)).isEqualTo(ErrorNumber.EEXIST);
    }

    @Test
    void says_that_there_is_no_such_service() {
        assertThat(Stream.of(
                        new IpvsCommand.SetService(IpvsService.of(WEB, "rr")),
                        new IpvsCommand.DeleteService(WEB),
                        new IpvsCommand.GetService(WEB),
                        new IpvsCommand.NewDestination(WEB, IpvsDestination.directRouting(FIRST, 1)),
                        new IpvsCommand.DeleteDestination(WEB, FIRST)))
                .allSatisfy(command -> assertThat(refusalOf(command)).isEqualTo(ErrorNumber.ESRCH));
    }

    @Test
    void says_that_there_is_no_such_destination() {
        execute(new IpvsCommand.NewService(IpvsService.of(WEB, "rr")));
        assertThat(Stream.of(
                        new IpvsCommand.SetDestination(WEB, IpvsDestination.directRouting(FIRST, 1)),
                        new IpvsCommand.DeleteDestination(WEB, FIRST)))
                .allSatisfy(command -> assertThat(refusalOf(command)).isEqualTo(ErrorNumber.ENOENT));
    }

    @Test
    void refuses_a_scheduler_it_does_not_have() {
        assertThat(refusalOf(new IpvsCommand.NewService(IpvsService.of(WEB, "no-such"))))
                .isEqualTo(ErrorNumber.ENOENT);
    }

    @Test
    void answers_each_request_of_a_batch() {
        GenericRequest service = new IpvsCommand.NewService(IpvsService.of(WEB, "rr")).request();
        List<GenericRequest> destinations = IntStream.rangeClosed(1, 50)
                .mapToObj(port -> new DestinationKey(FIRST.address(), port))
                .map(key -> new IpvsCommand.NewDestination(WEB, IpvsDestination.directRouting(key, 1)).request())
                .toList();
        List<GenericRequest> batch = Stream.of(List.of(service, service), destinations)
                .flatMap(List::stream)
                .toList();

        List<Outcome> outcomes = ipvs.executeAll(batch);

        assertThat(outcomes).hasSize(52);
        assertThat(outcomes.get(1))
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        refused -> assertThat(refused.error().alreadyExists()).isTrue());
        assertThat(outcomes).filteredOn(Outcome.Refused.class::isInstance).hasSize(1);
        assertThat(destinationsOf(WEB)).hasSize(50);
    }

    @Test
    void lists_more_destinations_than_fit_a_datagram() {
        execute(new IpvsCommand.NewService(IpvsService.of(WEB, "rr")));
        List<GenericRequest> destinations = IntStream.rangeClosed(1, 1000)
                .mapToObj(port -> new DestinationKey(FIRST.address(), port))
                .map(key -> new IpvsCommand.NewDestination(WEB, IpvsDestination.directRouting(key, 1)).request())
                .toList();
        ipvs.executeAll(destinations);

        assertThat(destinationsOf(WEB))
                .extracting(d -> d.key().port())
                .doesNotHaveDuplicates()
                .hasSize(1000);
    }

    @Test
    void runs_one_sync_daemon_of_each_role() {
        SyncDaemon sender = new SyncDaemon(SyncDaemon.Role.SENDER, "lo", 33, SyncDaemon.Multicast.BY_KERNEL);
        SyncDaemon receiver = new SyncDaemon(SyncDaemon.Role.RECEIVER, "lo", 33, SyncDaemon.Multicast.BY_KERNEL);
        execute(new IpvsCommand.StartDaemon(sender));
        execute(new IpvsCommand.StartDaemon(receiver));

        assertThat(daemons())
                .extracting(SyncDaemon::role, SyncDaemon::interfaceName, SyncDaemon::syncId)
                .containsExactlyInAnyOrder(
                        tuple(SyncDaemon.Role.SENDER, "lo", 33), tuple(SyncDaemon.Role.RECEIVER, "lo", 33));
        assertThat(refusalOf(new IpvsCommand.StartDaemon(sender))).isEqualTo(ErrorNumber.EEXIST);
    }

    @Test
    void says_that_no_daemon_runs() {
        assertThat(refusalOf(new IpvsCommand.StopDaemon(SyncDaemon.Role.SENDER)))
                .isEqualTo(ErrorNumber.ESRCH);
    }

    @Test
    void says_that_the_interface_of_a_daemon_is_missing() {
        SyncDaemon daemon = new SyncDaemon(SyncDaemon.Role.SENDER, "no-such", 33, SyncDaemon.Multicast.BY_KERNEL);
        assertThat(refusalOf(new IpvsCommand.StartDaemon(daemon))).isEqualTo(ErrorNumber.ENODEV);
    }
}
