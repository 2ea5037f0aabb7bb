package io.ipvsoperator.agent.demand;

import static io.ipvsoperator.agent.demand.Counters.at;
import static io.ipvsoperator.agent.ipvs.table.Tables.to;
import static io.ipvsoperator.agent.ipvs.table.Tables.web;
import static io.ipvsoperator.agent.testing.Eventually.eventually;
import static io.ipvsoperator.agent.testing.Programs.run;
import static org.assertj.core.api.Assertions.assertThat;

import io.ipvsoperator.agent.ipvs.IpvsProgrammer;
import io.ipvsoperator.agent.ipvs.table.DesiredTable;
import io.ipvsoperator.agent.ipvs.table.Tables;
import io.ipvsoperator.agent.kernel.linux.LinuxKernelModules;
import io.ipvsoperator.agent.kernel.linux.LinuxKernelSockets;
import io.ipvsoperator.agent.netlink.GenericNetlinkFamily;
import io.ipvsoperator.agent.netlink.NetlinkConversation;
import io.ipvsoperator.agent.record.BootRecord;
import io.ipvsoperator.agent.testing.Segment;
import io.ipvsoperator.netlink.ipvs.IpvsFamily;
import io.ipvsoperator.netlink.ipvs.ServiceKey;
import io.ipvsoperator.netlink.ipvs.Statistics;
import io.ipvsoperator.wire.IpAddress;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A client in a namespace of its own, this kernel as the director, and a server on the director itself. */
class DemandKernelIT {
    private static final IpAddress VIP = IpAddress.parse("172.28.128.200");
    private static final DesiredTable WEB = DesiredTable.of(List.of(web("a", "rr", to(10, 1))));
    private static final int REQUESTS = 120;
    private static final int BYTES_PER_REQUEST = 1_000;
    /** SYN, ACK, the request, ACKs of the answer and of both ends; at most so many with some sent again. */
    private static final int MOST_PACKETS_PER_REQUEST = 12;
    /** IPv4 and TCP with the options of a SYN. */
    private static final int LONGEST_HEADERS = 60;

    private static final int BITS_PER_BYTE = 8;
    private static final int SECONDS = 60;

    @TempDir
    Path directory;

    private final NetlinkConversation conversation = new NetlinkConversation(new LinuxKernelSockets().generic());
    private final DemandMeter meter = new DemandMeter();

    private final Segment segment = new Segment();

    @BeforeEach
    void connects_a_client() {
        segment.addHost("client", 1);
        run("ip", "addr", "add", VIP + "/32", "dev", "eth1");
    }

    @AfterEach
    void puts_all_away() {
        run("ipvsadm", "-C");
        conversation.close();
        segment.close();
    }

    @Test
    void what_a_client_sends_is_measured() throws IOException {
        IpvsProgrammer programmer = new IpvsProgrammer(
                new GenericNetlinkFamily(conversation, IpvsFamily.NAME),
                new LinuxKernelModules(),
                new BootRecord(directory.resolve("services"), "this-boot"));
        programmer.apply(WEB, Set.of());
        look(counters(programmer), 0);
        try (ServerSocket server = new ServerSocket(80)) {
            Thread.ofPlatform().daemon().start(() -> answer(server));
            request();
        }
        eventually("the kernel has counted every request", () -> connections(counters(programmer)) == REQUESTS);
        Rate measured = look(counters(programmer), SECONDS);

        assertThat(measured.connections()).isEqualTo(REQUESTS / SECONDS);
        assertThat(measured.packets())
                .isBetween(5L * REQUESTS / SECONDS, (long) MOST_PACKETS_PER_REQUEST * REQUESTS / SECONDS);
        long fewest = (long) REQUESTS * BYTES_PER_REQUEST * BITS_PER_BYTE / SECONDS;
        long headers = (long) REQUESTS * MOST_PACKETS_PER_REQUEST * LONGEST_HEADERS * BITS_PER_BYTE / SECONDS;
        assertThat(measured.bandwidth()).isBetween(fewest, fewest + headers);
    }

    private Rate look(Map<ServiceKey, Statistics> counters, int second) {
        return meter.look(counters, Set.of(VIP), Map.of("edge-33-v4", List.of(VIP)), at(second))
                .map(demand -> Objects.requireNonNull(demand.routers().get("edge-33-v4"))
                        .now())
                .orElse(Rate.ZERO);
    }

    private static Map<ServiceKey, Statistics> counters(IpvsProgrammer programmer) {
        return programmer.audit(WEB, Set.of()).counters().orElseThrow();
    }

    private static long connections(Map<ServiceKey, Statistics> counters) {
        return counters.getOrDefault(Tables.WEB, Statistics.NONE).connections();
    }

    /** One connection after the other, each with one request, until the server closes it. */
    private void request() {
        segment.shellIn("client", """
                request=$(printf "%%%ds")
                for i in $(seq %d); do
                  exec 3<>/dev/tcp/172.28.128.200/80
                  printf %%s "$request" >&3
                  cat <&3 >/dev/null
                  exec 3<&-
                done
                """.formatted(BYTES_PER_REQUEST, REQUESTS));
    }

    private static void answer(ServerSocket server) {
        while (!server.isClosed()) {
            try (Socket client = server.accept()) {
                client.getInputStream().readNBytes(BYTES_PER_REQUEST);
                client.getOutputStream().write('.');
            } catch (IOException closed) {
                return;
            }
        }
    }
}
