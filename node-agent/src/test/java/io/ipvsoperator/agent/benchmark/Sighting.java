package io.ipvsoperator.agent.benchmark;

import io.ipvsoperator.wire.Decoded;
import io.ipvsoperator.wire.Ipv4Address;
import io.ipvsoperator.wire.WireReader;
import io.ipvsoperator.wire.arp.ArpPacket;
import io.ipvsoperator.wire.ethernet.EthernetHeader;
import java.time.Instant;
import java.util.Optional;

/** A frame of a director as the observer's kernel stamped it. */
sealed interface Sighting {
    Instant at();

    Rank by();

    /** @param priority 0 when it resigns */
    record Advertisement(Instant at, Rank by, int priority) implements Sighting {}

    /** Gratuitous ARP. */
    record Announcement(Instant at, Rank by, Ipv4Address address) implements Sighting {}

    /** Only what the measurement needs: whether packets are right is for other tests. */
    static Optional<Sighting> of(Instant at, byte[] frame) {
        WireReader reader = WireReader.of(frame);
        return switch (EthernetHeader.decode(reader)) {
            case Decoded.Rejected<EthernetHeader> malformed -> Optional.empty();
            case Decoded.Ok<EthernetHeader>(EthernetHeader header) ->
                Rank.of(header.source()).flatMap(by -> switch (header.etherType()) {
                    case EthernetHeader.TYPE_ARP -> announcement(at, by, reader);
                    case EthernetHeader.TYPE_IPV4 -> Optional.of(advertisement(at, by, frame));
                    default -> Optional.empty();
                });
        };
    }

    private static Optional<Sighting> announcement(Instant at, Rank by, WireReader reader) {
        return ArpPacket.decode(reader) instanceof Decoded.Ok<ArpPacket>(ArpPacket packet)
                        && packet.senderProtocol().equals(packet.targetProtocol())
                ? Optional.of(new Announcement(at, by, packet.senderProtocol()))
                : Optional.empty();
    }

    /** The priority is the third byte after the IP header. */
    private static Sighting advertisement(Instant at, Rank by, byte[] frame) {
        int headerLength = (frame[EthernetHeader.LENGTH] & 0xf) * 4;
        return new Advertisement(at, by, frame[EthernetHeader.LENGTH + headerLength + 2] & 0xff);
    }
}
