package io.ipvsoperator.wire.vrrp;

import static org.assertj.core.api.Assertions.assertThat;

import io.ipvsoperator.wire.Decoded;
import io.ipvsoperator.wire.IpAddress;
import io.ipvsoperator.wire.IpFamily;
import io.ipvsoperator.wire.WireReader;
import io.ipvsoperator.wire.ip.IpHeader;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Receive ladders with virtual routers of every identifier, and what must hold for every packet: a ladder gives a verdict, and
 * what it accepts encodes to the same bytes but for those that receivers ignore.
 */
public final class FuzzedLadders {

    private static final Set<IpAddress> OWN = Set.of(IpAddress.parse("192.0.2.20"), IpAddress.parse("fe80::20"));

    private static final Transport UNICAST = new Transport.Unicast(
            new LinkedHashSet<>(List.of(IpAddress.parse("192.0.2.10"), IpAddress.parse("fe80::10"))));

    private static final VrrpVersion VERSION_3 = new VrrpVersion.V3(ChecksumForm.PSEUDO_HEADER);

    private static final List<ReceiveLadder> ALL = List.of(
            ladder(IpFamily.IPV4, new VrrpVersion.V2(new Authentication.None())),
            ladder(IpFamily.IPV4, new VrrpVersion.V2(Authentication.SimplePassword.of("netology"))),
            ladder(IpFamily.IPV4, VERSION_3),
            ladder(IpFamily.IPV6, VERSION_3));

    private FuzzedLadders() {}

    /** Identifiers up to 51 advertise by multicast, the others by unicast. */
    private static ReceiveLadder ladder(IpFamily family, VrrpVersion version) {
        Map<VirtualRouterId, Expectation> expectations = new HashMap<>();
        for (int id = 1; id <= 255; id++) {
            Transport transport = id <= 51 ? new Transport.Multicast() : UNICAST;
            expectations.put(
                    new VirtualRouterId(id),
                    new Expectation(version, AdvertInterval.ofSeconds(1), transport, List.of()));
        }
        return new ReceiveLadder(family, OWN, expectations);
    }

    /** Any bytes at all; true when some ladder accepted them. */
    public static boolean accept(byte[] bytes) {
        boolean accepted = false;
        for (ReceiveLadder ladder : ALL) {
            if (ladder.receive(WireReader.of(bytes))
                    instanceof Verdict.Heard(AdvertisementPacket packet, Set<Remark> r)) {
                assertThat(content(ladder.family(), packet.toBytes())).isEqualTo(content(ladder.family(), bytes));
                assertThat(ladder.receive(WireReader.of(packet.toBytes()))).isEqualTo(new Verdict.Heard(packet, r));
                accepted = true;
            }
        }
        return accepted;
    }

    /** What the packet says, without the checksum and those bits that receivers ignore. */
    private static List<Object> content(IpFamily family, byte[] packet) {
        WireReader in = WireReader.of(packet);
        if (!(IpHeader.decode(family, in) instanceof Decoded.Ok<IpHeader>(IpHeader header))) {
            throw new AssertionError("a packet without a header was accepted");
        }
        byte[] message = in.bytes(header.payloadLength());
        Arrays.fill(message, 6, 8, (byte) 0);
        if (message[0] >>> 4 == 3) {
            message[4] &= 0x0f;
        } else if (message[4] == 0) {
            Arrays.fill(message, message.length - 8, message.length, (byte) 0);
        }
        return List.of(header.source(), header.destination(), HexFormat.of().formatHex(message));
    }
}
