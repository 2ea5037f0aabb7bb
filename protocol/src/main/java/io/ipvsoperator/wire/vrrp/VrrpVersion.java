package io.ipvsoperator.wire.vrrp;

import io.ipvsoperator.wire.IpFamily;
import java.time.Duration;

/** A version of the protocol together with what it lets one choose on the wire. */
public sealed interface VrrpVersion {

    /** Version 2, RFC 3768. */
    record V2(Authentication authentication) implements VrrpVersion {}

    /** Version 3, RFC 9568. On receipt either form of checksum is accepted. */
    record V3(ChecksumForm checksum) implements VrrpVersion {}

    /** Returns the interval, if messages of this version can carry it. */
    default AdvertInterval requireRepresentable(AdvertInterval interval) {
        boolean representable = switch (this) {
            case V2 v2 -> interval.duration().toMillis() % 1000 == 0;
            case V3 v3 -> interval.duration().compareTo(Duration.ofMillis(40_950)) <= 0;
        };
        if (!representable) {
            throw new IllegalArgumentException("advertisement interval of VRRP version "
                    + switch (this) {
                        case V2 v2 -> "2 is whole seconds from 1 s to 255 s, not ";
                        case V3 v3 -> "3 is 10 ms to 40.95 s, not ";
                    }
                    + interval);
        }
        return interval;
    }

    /** Returns the family, if messages of this version can name its addresses. */
    default IpFamily requireCarriedBy(IpFamily family) {
        boolean carried = family == IpFamily.IPV4 || equals(new V3(ChecksumForm.PSEUDO_HEADER));
        if (!carried) {
            throw new IllegalArgumentException(
                    "VRRP over IPv6 is version 3 with a checksum over the pseudo-header, not " + this);
        }
        return family;
    }
}
