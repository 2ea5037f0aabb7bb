package io.ipvsoperator.agent.ipvs.continuity;

import static io.ipvsoperator.agent.ipvs.table.Tables.VIP;
import static io.ipvsoperator.agent.ipvs.table.Tables.to;
import static io.ipvsoperator.agent.testing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.ipvsoperator.agent.ipvs.table.DesiredTable;
import io.ipvsoperator.agent.plan.TablePlan;
import io.ipvsoperator.agent.testing.Programs;
import io.ipvsoperator.agent.testing.Segment;
import io.ipvsoperator.netlink.ipvs.ServiceFlag;
import io.ipvsoperator.netlink.ipvs.TransportProtocol;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Three directors, three real servers and a client with a thousand established connections, all of which are used again in random
 * order after each event. A director that loses power is cut off from the segment, and one that boots is a new namespace: it
 * knows no connection. docs/connections.md tells what follows for users.
 */
class ConnectionContinuityKernelIT {
    private static final String ADDRESS = VIP.getHostAddress();
    private static final int CONNECTIONS = 1000;
    private static final TablePlan.Destination[] TWO_SERVERS = {to(30, 1), to(40, 1)};
    private static final TablePlan.Destination[] THREE_SERVERS = {to(30, 1), to(40, 1), to(45, 1)};

    @TempDir
    Path directory;

    private Segment segment;
    private EchoServers servers;
    private final List<SyncedDirector> directors = new ArrayList<>();
    private int boots;
    private Clients clients = Clients.none();

    @BeforeEach
    void builds_the_lab() throws IOException {
        segment = new Segment();
        segment.addHost("client", 50);
        for (int last : List.of(30, 40, 45)) {
            segment.addHost("server" + last, last);
            segment.acceptOn("server" + last, ADDRESS);
        }
        servers = new EchoServers(List.of("server30", "server40", "server45"), 80);
        for (int number = 1; number <= 3; number++) {
            directors.add(boot(number));
        }
    }

    private SyncedDirector boot(int number) {
        segment.addHost("d" + number, 10 + number);
        return new SyncedDirector(segment, "d" + number, directory.resolve("boot" + boots++));
    }

    @AfterEach
    void leaves_nothing() throws IOException {
        clients.close();
        servers.close();
        directors.forEach(SyncedDirector::close);
        segment.close();
    }

    private static DesiredTable service(String scheduler, TablePlan.Destination... destinations) {
        Set<ServiceFlag> flags =
                scheduler.equals("mh") ? Set.of(ServiceFlag.SCHEDULER_1, ServiceFlag.SCHEDULER_2) : Set.of();
        TablePlan.Service service =
                new TablePlan.Service(TransportProtocol.TCP, 80, scheduler, flags, Optional.empty());
        return DesiredTable.of(List.of(new TablePlan("a", List.of(VIP), List.of(service), List.of(destinations))));
    }

    private SyncedDirector director(int number) {
        return directors.get(number - 1);
    }

    private void program(DesiredTable desired, boolean sloppy) {
        directors.forEach(director -> {
            director.program(desired);
            director.setSloppy(sloppy);
        });
    }

    private void startSync() {
        directors.forEach(SyncedDirector::startSync);
    }

    private void connectThrough(SyncedDirector owner) {
        own(owner);
        clients = Clients.connect("client", new InetSocketAddress(VIP, 80), CONNECTIONS);
    }

    /** What a gratuitous ARP does: the client asks anew who has the address. */
    private void own(SyncedDirector director) {
        director.own(ADDRESS);
        Programs.run("ip", "-n", "client", "neigh", "flush", "dev", "eth1");
    }

    private void powerOff(SyncedDirector director) {
        segment.cutOff(director.name());
    }

    /** The same host, with an empty kernel. */
    private SyncedDirector reboot(int number) {
        director(number).close();
        segment.removeHost("d" + number);
        SyncedDirector booted = boot(number);
        directors.set(number - 1, booted);
        return booted;
    }

    private void awaitKnownTo(SyncedDirector director) {
        eventually(director.name() + " knows all connections", () -> director.established() >= CONNECTIONS);
    }

    @Test
    void maglev_and_sync_lose_nothing_at_any_age() {
        program(service("mh", TWO_SERVERS), true);
        startSync();
        connectThrough(director(1));

        powerOff(director(1));
        own(director(2));
        assertThat(clients.useAll()).as("lost with the first director").isZero();

        powerOff(director(2));
        own(director(3));
        assertThat(clients.useAll()).as("lost with the second director").isZero();

        SyncedDirector back = reboot(1);
        back.program(service("mh", TWO_SERVERS));
        back.startSync();
        director(3).disown(ADDRESS);
        own(back);
        assertThat(clients.useAll()).as("lost by the return of the first").isZero();
    }

    @Test
    void maglev_alone_loses_nothing_while_the_set_stays() {
        program(service("mh", TWO_SERVERS), true);
        connectThrough(director(1));
        powerOff(director(1));
        own(director(2));
        assertThat(clients.useAll()).isZero();
    }

    @Test
    void maglev_alone_loses_some_when_a_destination_was_added_meanwhile() {
        program(service("mh", TWO_SERVERS), true);
        connectThrough(director(1));
        program(service("mh", THREE_SERVERS), true);
        powerOff(director(1));
        own(director(2));
        // A third of a hash table moves to the new one.
        assertThat(clients.useAll()).isBetween(200, 500);
    }

    @Test
    void maglev_and_sync_lose_nothing_when_a_destination_was_added_and_the_others_know_the_connections() {
        program(service("mh", TWO_SERVERS), true);
        startSync();
        connectThrough(director(1));
        awaitKnownTo(director(2));
        program(service("mh", THREE_SERVERS), true);
        powerOff(director(1));
        own(director(2));
        assertThat(clients.useAll()).isZero();
    }

    @Test
    void round_robin_without_sync_loses_everything() {
        program(service("rr", TWO_SERVERS), false);
        connectThrough(director(1));
        powerOff(director(1));
        own(director(2));
        assertThat(clients.useAll()).isEqualTo(CONNECTIONS);
    }

    @Test
    void round_robin_with_sync_loses_nothing_that_the_others_know() {
        program(service("rr", TWO_SERVERS), false);
        startSync();
        connectThrough(director(1));
        awaitKnownTo(director(2));
        awaitKnownTo(director(3));

        powerOff(director(1));
        own(director(2));
        assertThat(clients.useAll()).as("lost with the first director").isZero();

        powerOff(director(2));
        own(director(3));
        assertThat(clients.useAll()).as("lost with the second director").isZero();
    }

    @Test
    void a_director_that_returns_learns_connections_that_are_used_and_may_then_own_the_address() {
        program(service("rr", TWO_SERVERS), false);
        startSync();
        connectThrough(director(2));
        SyncedDirector back = reboot(1);
        back.program(service("rr", TWO_SERVERS));
        back.setSloppy(false);
        back.startSync();
        eventually("it knows all connections", () -> {
            assertThat(clients.useAll()).isZero();
            return back.established() >= CONNECTIONS;
        });

        director(2).disown(ADDRESS);
        own(back);
        assertThat(clients.useAll()).isZero();
    }

    @Test
    void a_director_that_returns_and_owns_the_address_at_once_loses_everything_with_round_robin() {
        program(service("rr", TWO_SERVERS), false);
        startSync();
        connectThrough(director(2));
        awaitKnownTo(director(3));
        SyncedDirector back = reboot(1);
        back.program(service("rr", TWO_SERVERS));
        back.setSloppy(false);
        back.startSync();
        director(2).disown(ADDRESS);
        own(back);
        assertThat(clients.useAll()).isEqualTo(CONNECTIONS);
    }
}
