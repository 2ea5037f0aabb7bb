package io.ipvsoperator.wire.ip;

import io.ipvsoperator.wire.Decoded;
import io.ipvsoperator.wire.Encodable;
import io.ipvsoperator.wire.IpAddress;
import io.ipvsoperator.wire.IpFamily;
import io.ipvsoperator.wire.Ipv4Address;
import io.ipvsoperator.wire.Ipv6Address;
import io.ipvsoperator.wire.WireReader;

/** What the headers of both families have in common. */
public sealed interface IpHeader extends Encodable permits Ipv4Header, Ipv6Header {

    IpAddress source();

    IpAddress destination();

    /** Time to Live, or Hop Limit. */
    int timeToLive();

    /** Protocol, or Next Header. */
    int protocol();

    /** Bytes after the header; what follows them in the frame is Ethernet padding. */
    int payloadLength();

    /**
     * A header to send.
     *
     * @param trafficClass Type of Service, or Traffic Class
     * @throws IllegalArgumentException when source and destination are of two families, or a field is too large
     */
    static IpHeader of(
            int trafficClass,
            int timeToLive,
            int protocol,
            IpAddress source,
            IpAddress destination,
            int payloadLength) {
        if (source instanceof Ipv4Address from && destination instanceof Ipv4Address to) {
            return new Ipv4Header(trafficClass, timeToLive, protocol, from, to, payloadLength);
        }
        if (source instanceof Ipv6Address from && destination instanceof Ipv6Address to) {
            return new Ipv6Header(trafficClass, timeToLive, protocol, from, to, payloadLength);
        }
        throw new IllegalArgumentException(
                "source " + source + " and destination " + destination + " of a packet are of two families");
    }

    /** Leaves the reader at the payload. */
    static Decoded<IpHeader> decode(IpFamily family, WireReader in) {
        return switch (family) {
            case IPV4 -> Ipv4Header.decode(in).then(Decoded.Ok::new);
            case IPV6 -> Ipv6Header.decode(in).then(Decoded.Ok::new);
        };
    }

    /** Bytes of a header without options. */
    static int length(IpFamily family) {
        return switch (family) {
            case IPV4 -> Ipv4Header.LENGTH;
            case IPV6 -> Ipv6Header.LENGTH;
        };
    }

    /** @throws IllegalArgumentException that names the field when the value is outside 0 to {@code most} */
    static void requireField(String name, int value, int most) {
        if (value < 0 || value > most) {
            throw new IllegalArgumentException(name + " is 0 to " + most + ", not " + value);
        }
    }
}
