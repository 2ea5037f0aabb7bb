package io.ipvsoperator.vrrp;

import io.ipvsoperator.wire.IpAddress;
import io.ipvsoperator.wire.vrrp.Transport;

/**
 * How a director is attached to the segment of a virtual router.
 *
 * @param primaryAddress the interface's own address, source of advertisements, never a virtual one; over IPv6 the link-local
 * @param maximumTransmissionUnit bytes of the longest packet that the interface sends in one piece
 */
public record Attachment(IpAddress primaryAddress, int maximumTransmissionUnit, Transport transport) {

    /** In bytes: what every interface that carries IPv4 takes, RFC 791 section 3.2; IPv6 asks for 1280. */
    public static final int SHORTEST = 576;

    public Attachment {
        if (maximumTransmissionUnit < SHORTEST) {
            throw new IllegalArgumentException("maximum transmission unit is " + SHORTEST + " bytes or more, not "
                    + maximumTransmissionUnit + "; advertisements from " + primaryAddress + " would not fit");
        }
    }

    /** False for unicast without peers: there is nobody to agree with, so nothing may be owned. */
    public boolean reachesSomebody() {
        return !transport.destinations(primaryAddress.family()).isEmpty();
    }
}
