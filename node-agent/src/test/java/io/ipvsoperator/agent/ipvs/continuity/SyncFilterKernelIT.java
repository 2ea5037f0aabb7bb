package io.ipvsoperator.agent.ipvs.continuity;

import static io.ipvsoperator.agent.ipvs.table.Tables.VIP;
import static io.ipvsoperator.agent.ipvs.table.Tables.to;
import static io.ipvsoperator.agent.ipvs.table.Tables.web;
import static io.ipvsoperator.agent.testing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.ipvsoperator.agent.filter.InstalledPrograms;
import io.ipvsoperator.agent.filter.PacketFilter;
import io.ipvsoperator.agent.filter.Programs;
import io.ipvsoperator.agent.ipvs.table.DesiredTable;
import io.ipvsoperator.agent.record.BootRecord;
import io.ipvsoperator.agent.testing.Segment;
import io.ipvsoperator.wire.IpAddress;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** d1 and d2 are peers; d3 runs the same daemons and nobody named it. d2 hears peers alone, d3 hears everybody. */
class SyncFilterKernelIT {
    private static final int CONNECTIONS = 50;
    private static final IpAddress D1 = IpAddress.parse("172.28.128.11");

    @TempDir
    Path directory;

    private final List<SyncedDirector> directors = new ArrayList<>();
    private Segment segment;
    private EchoServers servers;
    private Clients clients = Clients.none();

    @BeforeEach
    void builds_the_lab() throws IOException {
        segment = new Segment();
        segment.addHost("client", 50);
        segment.addHost("server30", 30);
        segment.acceptOn("server30", VIP.getHostAddress());
        servers = new EchoServers(List.of("server30"), 80);
        for (int number = 1; number <= 3; number++) {
            segment.addHost("d" + number, 10 + number);
            SyncedDirector director = new SyncedDirector(segment, "d" + number, directory.resolve("d" + number));
            director.program(DesiredTable.of(List.of(web("a", "rr", to(30, 1)))));
            director.startSync();
            directors.add(director);
        }
        new PacketFilter(
                        inNamespace("d2", new InstalledPrograms()),
                        new BootRecord(directory.resolve("packet-filter"), "this-boot"))
                .reconcile(Map.of(), Set.of(D1));
    }

    private static Programs inNamespace(String namespace, Programs programs) {
        return (command, input) -> {
            List<String> all = new ArrayList<>(List.of("ip", "netns", "exec", namespace));
            all.addAll(command);
            return programs.run(all, input);
        };
    }

    @AfterEach
    void leaves_nothing() throws IOException {
        clients.close();
        servers.close();
        directors.forEach(SyncedDirector::close);
        segment.close();
    }

    private SyncedDirector director(int number) {
        return directors.get(number - 1);
    }

    private void connectThrough(SyncedDirector owner) {
        owner.own(VIP.getHostAddress());
        clients = Clients.connect("client", new InetSocketAddress(VIP, 80), CONNECTIONS);
    }

    @Test
    void a_peer_is_heard() {
        connectThrough(director(1));
        eventually("the peer knows", () -> director(2).established() >= CONNECTIONS);
    }

    @Test
    void who_is_no_peer_is_not_heard() {
        connectThrough(director(3));
        eventually("who filters nothing knows", () -> director(1).established() >= CONNECTIONS);
        assertThat(director(2).established()).isZero();
    }
}
