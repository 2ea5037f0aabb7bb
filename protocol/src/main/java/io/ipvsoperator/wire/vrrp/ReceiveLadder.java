package io.ipvsoperator.wire.vrrp;

import io.ipvsoperator.wire.Decoded;
import io.ipvsoperator.wire.IpAddress;
import io.ipvsoperator.wire.IpFamily;
import io.ipvsoperator.wire.Reason;
import io.ipvsoperator.wire.WireReader;
import io.ipvsoperator.wire.ip.IpHeader;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Decides which of the packets of one family that an interface receives are advertisements for one of its virtual routers.
 * The checks are the rows of RFC 9568 section 7.1 and RFC 3768 section 7.1 in a fixed order; the first that fails gives the
 * reason.
 *
 * @param ownAddresses the addresses that this interface sends advertisements from
 */
public record ReceiveLadder(
        IpFamily family, Set<IpAddress> ownAddresses, Map<VirtualRouterId, Expectation> expectations) {

    /** A packet on the ladder. */
    private record Arrival(IpHeader header, VrrpMessage message, Set<IpAddress> ownAddresses) {
        boolean isForUs() {
            return header.destination().equals(AdvertisementPacket.group(message.family()))
                    || ownAddresses.contains(header.destination());
        }

        /**
         * Whether the packet cannot have come through a router. Between link-local addresses the kernel answers for that,
         * RFC 4291 section 2.5.6, and keepalived's unicast over IPv6 leaves with an ordinary hop limit.
         */
        boolean isFromThisSegment() {
            boolean betweenLinkLocals = message.family() == IpFamily.IPV6
                    && header.source().isLinkLocal()
                    && header.destination().isLinkLocal();
            return betweenLinkLocals || header.timeToLive() == AdvertisementPacket.TIME_TO_LIVE;
        }

        /** Version 2 has no form for IPv6. */
        boolean hasKnownVersion() {
            return message.version() == 3 || (message.version() == 2 && message.family() == IpFamily.IPV4);
        }
    }

    /** A check that any packet must pass; {@code fails} may rely on the rows above it. */
    private record Row(Reason reason, Predicate<Arrival> fails) {}

    private static final List<Row> ROWS = List.of(
            new Row(Reason.NOT_VRRP, a -> a.header().protocol() != AdvertisementPacket.PROTOCOL),
            new Row(Reason.DESTINATION, a -> !a.isForUs()),
            new Row(Reason.OWN_PACKET, a -> a.ownAddresses().contains(a.header().source())),
            new Row(Reason.TTL, a -> !a.isFromThisSegment()),
            new Row(Reason.TRUNCATED, a -> !a.message().hasHeader()),
            new Row(Reason.UNKNOWN_VERSION, a -> !a.hasKnownVersion()),
            new Row(Reason.TYPE, a -> a.message().type() != VrrpMessage.TYPE_ADVERTISEMENT),
            new Row(Reason.ADDRESS_COUNT, a -> a.message().addressCount() == 0),
            new Row(Reason.INTERVAL_ZERO, a -> a.message().intervalCentiseconds() == 0),
            new Row(Reason.LENGTH, a -> !a.message().hasExpectedLength()),
            new Row(Reason.CHECKSUM, a -> checksumForm(a).isEmpty()),
            new Row(Reason.UNKNOWN_VIRTUAL_ROUTER, a -> a.message().virtualId() == 0));

    public ReceiveLadder {
        ownAddresses = Set.copyOf(ownAddresses);
        expectations = Map.copyOf(expectations);
    }

    /** Takes an IP packet of the family, header first; bytes after its length are Ethernet padding. */
    public Verdict receive(WireReader packet) {
        return switch (IpHeader.decode(family, packet)) {
            case Decoded.Rejected<IpHeader>(Reason reason) -> new Verdict.Ignored(reason);
            case Decoded.Ok<IpHeader>(IpHeader header) -> receive(header, packet.next(header.payloadLength()));
        };
    }

    private Verdict receive(IpHeader header, WireReader payload) {
        Arrival arrival = new Arrival(header, new VrrpMessage(family, payload), ownAddresses);
        for (Row row : ROWS) {
            if (row.fails().test(arrival)) {
                return new Verdict.Ignored(row.reason());
            }
        }
        VirtualRouterId id = new VirtualRouterId(arrival.message().virtualId());
        @Nullable Expectation expectation = expectations.get(id);
        if (expectation == null) {
            return new Verdict.Ignored(Reason.UNKNOWN_VIRTUAL_ROUTER);
        }
        return expectation
                .disagreement(header.source(), header.destination(), arrival.message())
                .<Verdict>map(reason -> new Verdict.Disputed(reason, id, header.source()))
                .orElseGet(() -> accept(arrival, expectation));
    }

    private static Verdict accept(Arrival arrival, Expectation expectation) {
        VrrpVersion version = switch (expectation.version()) {
            case VrrpVersion.V2 v2 -> v2;
            case VrrpVersion.V3 v3 -> new VrrpVersion.V3(checksumForm(arrival).orElseThrow());
        };
        IpHeader header = arrival.header();
        Advertisement ad = arrival.message().advertisement();
        return new Verdict.Heard(
                new AdvertisementPacket(header.source(), header.destination(), version, ad), expectation.remarks(ad));
    }

    /** Over IPv6 every message has the pseudo-header in its checksum (RFC 8200 section 8.1), over IPv4 see ADR 1. */
    private static Optional<ChecksumForm> checksumForm(Arrival arrival) {
        VrrpMessage message = arrival.message();
        if (message.family() == IpFamily.IPV4 && message.checksumCoversMessageOnly()) {
            return Optional.of(ChecksumForm.MESSAGE_ONLY);
        }
        IpHeader header = arrival.header();
        boolean pseudoHeader =
                message.version() == 3 && message.checksumCoversPseudoHeader(header.source(), header.destination());
        return pseudoHeader ? Optional.of(ChecksumForm.PSEUDO_HEADER) : Optional.empty();
    }
}
