package io.ipvsoperator.wire.vrrp;

import io.ipvsoperator.wire.Decoded;
import io.ipvsoperator.wire.Ipv4Address;
import io.ipvsoperator.wire.Reason;
import io.ipvsoperator.wire.WireReader;
import io.ipvsoperator.wire.ip.Ipv4Header;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Decides which of the packets that an interface receives are advertisements for one of its virtual routers. The checks
 * are the rows of RFC 9568 section 7.1 and RFC 3768 section 7.1 in a fixed order; the first that fails gives the reason.
 *
 * <p>Addresses in the message are not compared with the configured ones: lists differ for a moment whenever an address
 * comes or goes, and dropping such advertisements would make two routers active.
 *
 * @param ownAddress the address that this interface sends advertisements from
 */
public record ReceiveLadder(Ipv4Address ownAddress, Map<VirtualRouterId, Expectation> expectations) {

    /** A packet on the ladder. */
    private record Arrival(Ipv4Header header, VrrpMessage message, Ipv4Address ownAddress) {}

    /** A check that any packet must pass; {@code fails} may rely on the rows above it. */
    private record Row(Reason reason, Predicate<Arrival> fails) {}

    private static final List<Row> ROWS = List.of(
            new Row(Reason.NOT_VRRP, a -> a.header().protocol() != AdvertisementPacket.PROTOCOL),
            new Row(Reason.DESTINATION, a -> !a.header().destination().equals(AdvertisementPacket.DESTINATION)),
            new Row(Reason.OWN_PACKET, a -> a.header().source().equals(a.ownAddress())),
            new Row(Reason.TTL, a -> a.header().timeToLive() != AdvertisementPacket.TIME_TO_LIVE),
            new Row(Reason.TRUNCATED, a -> !a.message().hasHeader()),
            new Row(
                    Reason.UNKNOWN_VERSION,
                    a -> a.message().version() != 2 && a.message().version() != 3),
            new Row(Reason.TYPE, a -> a.message().type() != VrrpMessage.TYPE_ADVERTISEMENT),
            new Row(Reason.ADDRESS_COUNT, a -> a.message().addressCount() == 0),
            new Row(Reason.INTERVAL_ZERO, a -> a.message().intervalCentiseconds() == 0),
            new Row(Reason.LENGTH, a -> !a.message().hasExpectedLength()),
            new Row(Reason.CHECKSUM, a -> checksumForm(a).isEmpty()),
            new Row(Reason.UNKNOWN_VIRTUAL_ROUTER, a -> a.message().virtualId() == 0));

    public ReceiveLadder {
        expectations = Map.copyOf(expectations);
    }

    /** Takes an IPv4 packet, header first; bytes after its total length are Ethernet padding. */
    public Decoded<AdvertisementPacket> receive(WireReader packet) {
        return Ipv4Header.decode(packet).then(header -> receive(header, packet.next(header.payloadLength())));
    }

    private Decoded<AdvertisementPacket> receive(Ipv4Header header, WireReader payload) {
        Arrival arrival = new Arrival(header, new VrrpMessage(payload), ownAddress);
        for (Row row : ROWS) {
            if (row.fails().test(arrival)) {
                return new Decoded.Rejected<>(row.reason());
            }
        }
        Expectation expectation =
                expectations.get(new VirtualRouterId(arrival.message().virtualId()));
        if (expectation == null) {
            return new Decoded.Rejected<>(Reason.UNKNOWN_VIRTUAL_ROUTER);
        }
        Optional<Reason> disagreement = expectation.disagreement(arrival.message());
        return disagreement.isPresent()
                ? new Decoded.Rejected<>(disagreement.get())
                : new Decoded.Ok<>(accept(arrival, expectation.version()));
    }

    private static AdvertisementPacket accept(Arrival arrival, VrrpVersion expected) {
        VrrpVersion version = switch (expected) {
            case VrrpVersion.V2 v2 -> v2;
            case VrrpVersion.V3 v3 -> new VrrpVersion.V3(checksumForm(arrival).orElseThrow());
        };
        return new AdvertisementPacket(
                arrival.header().source(), version, arrival.message().advertisement());
    }

    private static Optional<ChecksumForm> checksumForm(Arrival arrival) {
        VrrpMessage message = arrival.message();
        if (message.checksumCoversMessageOnly()) {
            return Optional.of(ChecksumForm.MESSAGE_ONLY);
        }
        Ipv4Header header = arrival.header();
        boolean pseudoHeader =
                message.version() == 3 && message.checksumCoversPseudoHeader(header.source(), header.destination());
        return pseudoHeader ? Optional.of(ChecksumForm.PSEUDO_HEADER) : Optional.empty();
    }
}
