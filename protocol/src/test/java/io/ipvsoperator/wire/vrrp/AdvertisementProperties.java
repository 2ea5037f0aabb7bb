package io.ipvsoperator.wire.vrrp;

import static org.assertj.core.api.Assertions.assertThat;

import io.ipvsoperator.wire.IpAddress;
import io.ipvsoperator.wire.IpFamily;
import io.ipvsoperator.wire.Ipv4Address;
import io.ipvsoperator.wire.Ipv6Address;
import io.ipvsoperator.wire.WireReader;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class AdvertisementProperties {

    private static final List<byte[]> SEEDS = List.of(
            Captured.KEEPALIVED_V2,
            Captured.KEEPALIVED_V2_PASS,
            Captured.KEEPALIVED_V3,
            Captured.KEEPALIVED_V3_UNICAST,
            Captured.KEEPALIVED_V3_IPV6,
            Captured.KEEPALIVED_V3_IPV6_UNICAST);

    @Property(tries = 5_000)
    void random_bytes_are_rejected_without_an_exception(@ForAll @Size(max = 80) byte[] bytes) {
        assertThat(FuzzedLadders.accept(bytes)).isFalse();
    }

    @Property(tries = 5_000)
    void a_mutated_packet_is_rejected_or_encodes_to_the_same_bytes(
            @ForAll long seed, @ForAll @IntRange(max = 5) int original, @ForAll @IntRange(max = 3) int flips) {
        Random random = new Random(seed);
        byte[] packet = SEEDS.get(original).clone();
        for (int i = 0; i < flips; i++) {
            packet[random.nextInt(packet.length)] ^= (byte) (1 << random.nextInt(8));
        }
        boolean accepted = FuzzedLadders.accept(packet);
        assertThat(accepted || flips > 0).as("an unchanged packet is accepted").isTrue();
    }

    @Property(tries = 2_000)
    void what_is_encoded_is_decoded_again(@ForAll long seed) {
        AdvertisementPacket packet = random(new Random(seed));
        Advertisement ad = packet.advertisement();
        Transport transport = packet.destination().isMulticast()
                ? new Transport.Multicast()
                : new Transport.Unicast(new LinkedHashSet<>(List.of(packet.source())));
        ReceiveLadder ladder = new ReceiveLadder(
                ad.family(),
                packet.destination().isMulticast() ? Set.of() : Set.of(packet.destination()),
                Map.of(
                        ad.virtualRouterId(),
                        new Expectation(packet.version(), ad.interval(), transport, ad.addresses())));
        assertThat(ladder.receive(WireReader.of(packet.toBytes())))
                .isInstanceOfSatisfying(
                        Verdict.Heard.class, heard -> assertThat(heard.packet()).isEqualTo(packet));
    }

    private static AdvertisementPacket random(Random random) {
        IpFamily family = random.nextBoolean() ? IpFamily.IPV4 : IpFamily.IPV6;
        List<IpAddress> addresses = new ArrayList<>();
        int count = 1 + random.nextInt(Advertisement.MOST_ADDRESSES);
        for (int i = 0; i < count; i++) {
            addresses.add(address(family, random));
        }
        VrrpVersion version = version(family, random);
        AdvertInterval interval = switch (version) {
            case VrrpVersion.V2 v2 -> AdvertInterval.ofSeconds(1 + random.nextInt(255));
            case VrrpVersion.V3 v3 -> AdvertInterval.ofCentiseconds(1 + random.nextInt(4095));
        };
        IpAddress peer = family == IpFamily.IPV4 ? IpAddress.parse("192.0.2.20") : IpAddress.parse("fe80::20");
        return new AdvertisementPacket(
                address(family, random),
                random.nextBoolean() ? peer : AdvertisementPacket.group(family),
                version,
                new Advertisement(
                        new VirtualRouterId(1 + random.nextInt(255)),
                        new Priority(random.nextInt(256)),
                        interval,
                        addresses));
    }

    private static IpAddress address(IpFamily family, Random random) {
        return switch (family) {
            case IPV4 -> new Ipv4Address(random.nextInt());
            case IPV6 -> new Ipv6Address(random.nextLong(), random.nextLong());
        };
    }

    private static VrrpVersion version(IpFamily family, Random random) {
        if (family == IpFamily.IPV6) {
            return new VrrpVersion.V3(ChecksumForm.PSEUDO_HEADER);
        }
        return switch (random.nextInt(4)) {
            case 0 -> new VrrpVersion.V2(new Authentication.None());
            case 1 -> new VrrpVersion.V2(new Authentication.SimplePassword(random.nextLong()));
            case 2 -> new VrrpVersion.V3(ChecksumForm.MESSAGE_ONLY);
            default -> new VrrpVersion.V3(ChecksumForm.PSEUDO_HEADER);
        };
    }
}
