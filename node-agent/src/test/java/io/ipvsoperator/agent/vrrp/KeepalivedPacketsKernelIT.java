package io.ipvsoperator.agent.vrrp;

import static org.assertj.core.api.Assertions.assertThat;

import io.ipvsoperator.agent.testing.Segment;
import io.ipvsoperator.netlink.Bytes;
import io.ipvsoperator.wire.IpFamily;
import io.ipvsoperator.wire.WireReader;
import io.ipvsoperator.wire.ip.IpHeader;
import io.ipvsoperator.wire.vrrp.ReceiveLadder;
import io.ipvsoperator.wire.vrrp.Remark;
import io.ipvsoperator.wire.vrrp.Verdict;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An advertisement of ours and one of keepalived side by side, as tcpdump on a third host sees them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KeepalivedPacketsKernelIT {
    private static final int OURS = 10;
    private static final int THEIRS = 30;
    private static final int OBSERVER = 40;
    private static final int PRIORITY = 200;

    private static final int ETHERNET_HEADER_LENGTH = 14;
    private static final int CHECKSUM_IN_MESSAGE = 6;
    private static final int HOP_LIMIT_IPV6 = 7;
    private static final byte KEEPALIVED_HOP_LIMIT = 64;

    private final Map<Dialect, Pair> captured = new EnumMap<>(Dialect.class);
    private Segment segment;

    /** IP packets. */
    private record Pair(Bytes ours, Bytes theirs) {}

    @BeforeAll
    void three_hosts() {
        segment = new Segment();
        segment.addHost("other", THEIRS);
        segment.addHost("observer", OBSERVER);
    }

    @AfterAll
    void leave() {
        segment.close();
    }

    @ParameterizedTest
    @EnumSource
    void adverts_differ_only_in_the_sender_and_what_follows_from_it(Dialect dialect) {
        byte[] ours = pair(dialect).ours().toArray();
        byte[] theirs = pair(dialect).theirs().toArray();
        if (dialect == Dialect.V3_IPV6_UNICAST) {
            // Ours is 255 as everywhere; keepalived's is 255 with unicast_ttl 255.
            assertThat(theirs[HOP_LIMIT_IPV6]).isEqualTo(KEEPALIVED_HOP_LIMIT);
            theirs[HOP_LIMIT_IPV6] = (byte) 255;
        }

        assertThat(withoutSender(ours, dialect.family())).isEqualTo(withoutSender(theirs, dialect.family()));
    }

    @ParameterizedTest
    @EnumSource
    void each_is_what_the_other_expects_without_a_remark(Dialect dialect) {
        assertThat(heard(dialect, pair(dialect).ours().toArray(), OURS)).isEmpty();
        assertThat(heard(dialect, pair(dialect).theirs().toArray(), THEIRS)).isEmpty();
    }

    private Pair pair(Dialect dialect) {
        return captured.computeIfAbsent(
                dialect, absent -> new Pair(Bytes.copyOf(ours(absent)), Bytes.copyOf(theirs(absent))));
    }

    private byte[] ours(Dialect dialect) {
        try (KernelDirector director = new KernelDirector("eth1", dialect.family())) {
            director.run(dialect.router(OURS, OBSERVER, PRIORITY));
            return captured(dialect, OURS);
        }
    }

    private byte[] theirs(Dialect dialect) {
        try (Keepalived _ = Keepalived.start(
                "other", dialect.keepalived(THEIRS, OBSERVER, PRIORITY).replace("state BACKUP", "state MASTER"))) {
            return captured(dialect, THEIRS);
        }
    }

    /** The next advertisement of a host, without its Ethernet header and padding. */
    private byte[] captured(Dialect dialect, int host) {
        String dump = segment.shellIn(
                "observer",
                "timeout 30 tcpdump -i eth1 -c 1 -n -t -xx 'proto 112 and src host %s' 2>/dev/null"
                        .formatted(dialect.host(host)));
        String digits = dump.lines()
                .filter(line -> line.startsWith("\t0x"))
                .map(line -> line.substring(line.indexOf(':') + 1).replace(" ", ""))
                .collect(Collectors.joining());
        byte[] frame = HexFormat.of().parseHex(digits);
        return Arrays.copyOfRange(frame, ETHERNET_HEADER_LENGTH, frame.length);
    }

    /** Blanked: what says who sent it (source, identification, flow label), and the checksums over that. */
    private static String withoutSender(byte[] packet, IpFamily family) {
        byte[] blank = packet.clone();
        switch (family) {
            case IPV4 -> {
                Arrays.fill(blank, 4, 6, (byte) 0);
                Arrays.fill(blank, 10, 16, (byte) 0);
            }
            case IPV6 -> {
                blank[1] &= (byte) 0xf0;
                Arrays.fill(blank, 2, 4, (byte) 0);
                Arrays.fill(blank, 8, 24, (byte) 0);
            }
        }
        int checksum = IpHeader.length(family) + CHECKSUM_IN_MESSAGE;
        Arrays.fill(blank, checksum, checksum + 2, (byte) 0);
        return HexFormat.of().formatHex(blank);
    }

    /** What the observer would remark if it were a member. Its checksums are looked at on the way. */
    private static Set<Remark> heard(Dialect dialect, byte[] packet, int host) {
        ReceiveLadder ladder = new ReceiveLadder(
                dialect.family(),
                Set.of(dialect.host(OBSERVER)),
                Map.of(Dialect.ID, dialect.router(OBSERVER, host, PRIORITY).expectation()));
        return switch (ladder.receive(WireReader.of(packet))) {
            case Verdict.Heard(var advert, Set<Remark> remarks) -> remarks;
            case Verdict.Disputed disputed -> throw new AssertionError(disputed);
            case Verdict.Ignored ignored -> throw new AssertionError(ignored);
        };
    }
}
