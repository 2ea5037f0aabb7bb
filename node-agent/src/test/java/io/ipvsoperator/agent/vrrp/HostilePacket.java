package io.ipvsoperator.agent.vrrp;

import io.ipvsoperator.netlink.Bytes;
import io.ipvsoperator.wire.InternetChecksum;
import io.ipvsoperator.wire.IpAddress;
import io.ipvsoperator.wire.Reason;
import io.ipvsoperator.wire.WireReader;
import io.ipvsoperator.wire.WireWriter;
import io.ipvsoperator.wire.ip.IpHeader;
import io.ipvsoperator.wire.vrrp.AdvertInterval;
import io.ipvsoperator.wire.vrrp.Advertisement;
import io.ipvsoperator.wire.vrrp.AdvertisementPacket;
import io.ipvsoperator.wire.vrrp.Authentication;
import io.ipvsoperator.wire.vrrp.ChecksumForm;
import io.ipvsoperator.wire.vrrp.Priority;
import io.ipvsoperator.wire.vrrp.VirtualRouterId;
import io.ipvsoperator.wire.vrrp.VrrpVersion;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * One packet that looks like an advertisement for our router but for one thing.
 *
 * @param dialect that our router speaks
 * @param reason why it is refused; none for what is odd but right
 */
record HostilePacket(Dialect dialect, String what, Optional<Reason> reason, Bytes bytes) {
    static final int PEER = 30;
    static final int STRANGER = 77;
    private static final Priority HIGHER = new Priority(200);

    static Stream<HostilePacket> refused() {
        return Stream.of(version2(), version3(), ipv6(), unicast()).flatMap(packets -> packets);
    }

    private static Stream<HostilePacket> version2() {
        Dialect spoken = Dialect.V2_PASS;
        AdvertisementPacket usual = usual(spoken);
        return Stream.of(
                of(spoken, "no password", Reason.AUTHENTICATION_TYPE, spoken(usual, new Authentication.None())),
                of(
                        spoken,
                        "another password",
                        Reason.PASSWORD,
                        spoken(usual, Authentication.SimplePassword.of("netologx"))),
                of(spoken, "an interval of 2 s", Reason.INTERVAL, every(usual, AdvertInterval.ofSeconds(2))),
                of(spoken, "version 3", Reason.VERSION, spoken(usual, Dialect.V3_IPV4.version())));
    }

    private static Stream<HostilePacket> version3() {
        Dialect spoken = Dialect.V3_IPV4;
        AdvertisementPacket usual = usual(spoken);
        byte[] bytes = encoded(usual);
        return Stream.of(
                of(spoken, "TTL 64", Reason.TTL, with(bytes, 8, 64)),
                of(spoken, "seven bytes", Reason.TRUNCATED, Arrays.copyOf(bytes, 27)),
                of(spoken, "version 4", Reason.UNKNOWN_VERSION, with(bytes, 20, 0x41)),
                of(spoken, "type 2", Reason.TYPE, with(bytes, 20, 0x32)),
                of(spoken, "count 0", Reason.ADDRESS_COUNT, with(bytes, 23, 0)),
                of(spoken, "interval 0", Reason.INTERVAL_ZERO, with(with(bytes, 24, 0), 25, 0)),
                of(spoken, "count 255 with one address", Reason.LENGTH, with(bytes, 23, 255)),
                of(spoken, "the trailer of version 2", Reason.LENGTH, Arrays.copyOf(bytes, bytes.length + 8)),
                of(spoken, "another address under the same checksum", Reason.CHECKSUM, with(bytes, 31, 201)),
                of(spoken, "VRID 34", Reason.UNKNOWN_VIRTUAL_ROUTER, of(usual, new VirtualRouterId(34))),
                of(spoken, "version 2", Reason.VERSION, encoded(usual(Dialect.V2))),
                of(spoken, "our own, reflected", Reason.OWN_PACKET, from(usual, spoken.host(Encounter.OURS))),
                of(spoken, "to us alone", Reason.DESTINATION, to(usual, spoken.host(Encounter.OURS))));
    }

    private static Stream<HostilePacket> ipv6() {
        Dialect spoken = Dialect.V3_IPV6;
        AdvertisementPacket usual = usual(spoken);
        byte[] bytes = encoded(usual);
        return Stream.of(
                of(spoken, "hop limit 64", Reason.TTL, with(bytes, 7, 64)),
                of(spoken, "count 255 with two addresses", Reason.LENGTH, with(bytes, 43, 255)),
                of(spoken, "checksum 0", Reason.CHECKSUM, with(with(bytes, 46, 0), 47, 0)),
                of(spoken, "our own, reflected", Reason.OWN_PACKET, from(usual, spoken.host(Encounter.OURS))),
                of(spoken, "to us alone", Reason.DESTINATION, to(usual, spoken.host(Encounter.OURS))));
    }

    private static Stream<HostilePacket> unicast() {
        return Stream.of(Dialect.V3_IPV4_UNICAST, Dialect.V3_IPV6_UNICAST).flatMap(spoken -> {
            AdvertisementPacket usual = usual(spoken);
            return Stream.of(
                    of(
                            spoken,
                            "to the group",
                            Reason.DESTINATION,
                            to(usual, AdvertisementPacket.group(spoken.family()))),
                    of(spoken, "from a stranger", Reason.NOT_A_PEER, from(usual, spoken.host(STRANGER))));
        });
    }

    static Stream<HostilePacket> accepted() {
        Dialect spoken = Dialect.V3_IPV4;
        AdvertisementPacket usual = usual(spoken);
        AdvertisementPacket rfc = new AdvertisementPacket(
                usual.source(),
                usual.destination(),
                new VrrpVersion.V3(ChecksumForm.MESSAGE_ONLY),
                usual.advertisement());
        return Stream.of(
                odd(spoken, "four bytes of IP options", withOptions(encoded(usual))),
                odd(spoken, "a checksum without pseudo-header", encoded(rfc)),
                odd(spoken, "reserved bits set", checksummed(usual, bytes -> with(bytes, 24, 0xf0))),
                odd(
                        Dialect.V3_IPV6_UNICAST,
                        "hop limit 64 between link-local addresses",
                        with(encoded(usual(Dialect.V3_IPV6_UNICAST)), 7, 64)));
    }

    /** What the peer would send if it were active. */
    private static AdvertisementPacket usual(Dialect dialect) {
        return dialect.router(PEER, Encounter.OURS, HIGHER.value())
                .packets(HIGHER)
                .getFirst();
    }

    private static HostilePacket of(Dialect dialect, String what, Reason reason, byte[] bytes) {
        return new HostilePacket(dialect, what, Optional.of(reason), Bytes.copyOf(bytes));
    }

    private static HostilePacket odd(Dialect dialect, String what, byte[] bytes) {
        return new HostilePacket(dialect, what, Optional.empty(), Bytes.copyOf(bytes));
    }

    private static byte[] spoken(AdvertisementPacket packet, Authentication authentication) {
        return spoken(packet, new VrrpVersion.V2(authentication));
    }

    private static byte[] spoken(AdvertisementPacket packet, VrrpVersion version) {
        return encoded(new AdvertisementPacket(packet.source(), packet.destination(), version, packet.advertisement()));
    }

    private static byte[] from(AdvertisementPacket packet, IpAddress source) {
        return encoded(new AdvertisementPacket(source, packet.destination(), packet.version(), packet.advertisement()));
    }

    private static byte[] to(AdvertisementPacket packet, IpAddress destination) {
        return encoded(new AdvertisementPacket(packet.source(), destination, packet.version(), packet.advertisement()));
    }

    private static byte[] every(AdvertisementPacket packet, AdvertInterval interval) {
        Advertisement ad = packet.advertisement();
        return saying(packet, new Advertisement(ad.virtualRouterId(), ad.priority(), interval, ad.addresses()));
    }

    private static byte[] of(AdvertisementPacket packet, VirtualRouterId id) {
        Advertisement ad = packet.advertisement();
        return saying(packet, new Advertisement(id, ad.priority(), ad.interval(), ad.addresses()));
    }

    private static byte[] saying(AdvertisementPacket packet, Advertisement ad) {
        return encoded(new AdvertisementPacket(packet.source(), packet.destination(), packet.version(), ad));
    }

    private static byte[] encoded(AdvertisementPacket packet) {
        byte[] bytes = new byte[packet.encodedLength()];
        packet.encode(WireWriter.to(ByteBuffer.wrap(bytes)));
        return bytes;
    }

    private static byte[] with(byte[] packet, int offset, int octet) {
        byte[] changed = packet.clone();
        changed[offset] = (byte) octet;
        return changed;
    }

    /** IHL 6. The kernel writes total length and checksum of the header anew. */
    private static byte[] withOptions(byte[] packet) {
        int header = 20;
        byte[] longer = new byte[packet.length + 4];
        System.arraycopy(packet, 0, longer, 0, header);
        // No operation, four times.
        Arrays.fill(longer, header, header + 4, (byte) 1);
        System.arraycopy(packet, header, longer, header + 4, packet.length - header);
        longer[0] = 0x46;
        return longer;
    }

    private static byte[] checksummed(AdvertisementPacket packet, UnaryOperator<byte[]> change) {
        int start = IpHeader.length(packet.advertisement().family());
        byte[] bytes = change.apply(encoded(packet));
        ByteBuffer.wrap(bytes).putShort(start + 6, (short) 0);
        int checksum = new InternetChecksum()
                .add(WireReader.of(Arrays.copyOfRange(bytes, start, bytes.length)))
                .value();
        ByteBuffer.wrap(bytes).putShort(start + 6, (short) checksum);
        return bytes;
    }

    /** For the name of a test; a record would show bytes. */
    @Override
    public String toString() {
        return dialect + ": " + what;
    }
}
