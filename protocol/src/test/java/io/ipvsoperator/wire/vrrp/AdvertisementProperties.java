package io.ipvsoperator.wire.vrrp;

import static org.assertj.core.api.Assertions.assertThat;

import io.ipvsoperator.wire.IpAddress;
import io.ipvsoperator.wire.IpFamily;
import io.ipvsoperator.wire.Ipv4Address;
import io.ipvsoperator.wire.Reason;
import io.ipvsoperator.wire.WireReader;
import io.ipvsoperator.wire.arp.ArpPacket;
import io.ipvsoperator.wire.ethernet.EthernetHeader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class AdvertisementProperties {

    private static final List<byte[]> SEEDS =
            List.of(Captured.KEEPALIVED_V2, Captured.KEEPALIVED_V2_PASS, Captured.KEEPALIVED_V3);

    @Property(tries = 5_000)
    void random_bytes_are_rejected_without_an_exception(@ForAll @Size(max = 80) byte[] bytes) {
        assertThat(ladder(3).receive(WireReader.of(bytes))).isNotInstanceOf(Verdict.Heard.class);
        assertThat(ArpPacket.decode(WireReader.of(bytes))).isNotNull();
        assertThat(EthernetHeader.decode(WireReader.of(bytes))).isNotNull();
    }

    @Property(tries = 5_000)
    void a_mutated_packet_is_rejected_or_encodes_to_the_same_bytes(
            @ForAll long seed, @ForAll @IntRange(min = 0, max = 2) int original, @ForAll @IntRange(max = 3) int flips) {
        Random random = new Random(seed);
        byte[] packet = SEEDS.get(original).clone();
        for (int i = 0; i < flips; i++) {
            packet[20 + random.nextInt(packet.length - 20)] ^= (byte) (1 << random.nextInt(8));
        }
        clearWhatReceiversIgnore(packet);
        switch (ladder(original == 2 ? 3 : 2).receive(WireReader.of(packet))) {
            case Verdict.Heard(AdvertisementPacket accepted, Set<Remark> remarks) ->
                assertThat(accepted.toBytes()).isEqualTo(packet);
            case Verdict.Disputed(Reason reason, VirtualRouterId id, IpAddress source) ->
                assertThat(reason).isNotNull();
            case Verdict.Ignored(Reason reason) -> assertThat(reason).isNotNull();
        }
    }

    @Property(tries = 2_000)
    void what_is_encoded_is_decoded_again(@ForAll long seed) {
        AdvertisementPacket packet = random(new Random(seed));
        Advertisement ad = packet.advertisement();
        ReceiveLadder ladder = new ReceiveLadder(
                ad.family(),
                Set.of(IpAddress.parse("0.0.0.0")),
                Map.of(
                        ad.virtualRouterId(),
                        new Expectation(packet.version(), ad.interval(), new Transport.Multicast(), ad.addresses())));
        assertThat(ladder.receive(WireReader.of(packet.toBytes())))
                .isInstanceOfSatisfying(
                        Verdict.Heard.class, heard -> assertThat(heard.packet()).isEqualTo(packet));
    }

    /** The reserved bits of version 3 and, where there is no authentication, its data in version 2. */
    private static void clearWhatReceiversIgnore(byte[] packet) {
        if (packet[20] >>> 4 == 3) {
            packet[24] &= 0x0f;
        } else if (packet[24] == 0) {
            Arrays.fill(packet, packet.length - 8, packet.length, (byte) 0);
        }
    }

    private static ReceiveLadder ladder(int version) {
        VrrpVersion expected = version == 3
                ? new VrrpVersion.V3(ChecksumForm.PSEUDO_HEADER)
                : new VrrpVersion.V2(new Authentication.None());
        Map<VirtualRouterId, Expectation> expectations = new HashMap<>();
        for (int id = 1; id <= 255; id++) {
            expectations.put(
                    new VirtualRouterId(id),
                    new Expectation(
                            expected,
                            AdvertInterval.ofSeconds(1),
                            new Transport.Multicast(),
                            List.of(Ipv4Address.parse("192.0.2.200"))));
        }
        return new ReceiveLadder(IpFamily.IPV4, Set.of(IpAddress.parse("192.0.2.20")), expectations);
    }

    private static AdvertisementPacket random(Random random) {
        List<IpAddress> addresses = new ArrayList<>();
        int count = 1 + random.nextInt(Advertisement.MOST_ADDRESSES);
        for (int i = 0; i < count; i++) {
            addresses.add(new Ipv4Address(random.nextInt()));
        }
        VrrpVersion version = switch (random.nextInt(4)) {
            case 0 -> new VrrpVersion.V2(new Authentication.None());
            case 1 -> new VrrpVersion.V2(new Authentication.SimplePassword(random.nextLong()));
            case 2 -> new VrrpVersion.V3(ChecksumForm.MESSAGE_ONLY);
            default -> new VrrpVersion.V3(ChecksumForm.PSEUDO_HEADER);
        };
        AdvertInterval interval = switch (version) {
            case VrrpVersion.V2 v2 -> AdvertInterval.ofSeconds(1 + random.nextInt(255));
            case VrrpVersion.V3 v3 -> AdvertInterval.ofCentiseconds(1 + random.nextInt(4095));
        };
        return new AdvertisementPacket(
                new Ipv4Address(random.nextInt() | 1),
                Captured.GROUP,
                version,
                new Advertisement(
                        new VirtualRouterId(1 + random.nextInt(255)),
                        new Priority(random.nextInt(256)),
                        interval,
                        addresses));
    }
}
