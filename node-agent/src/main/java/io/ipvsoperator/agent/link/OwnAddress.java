package io.ipvsoperator.agent.link;

import io.ipvsoperator.wire.IpAddress;
import java.math.BigInteger;

/**
 * An address of the node itself with its subnet.
 *
 * @param secondary the kernel prefers another address of the same subnet
 */
public record OwnAddress(IpAddress address, int prefixLength, boolean secondary) {
    public OwnAddress {
        int most = address.family().addressLength() * Byte.SIZE;
        if (prefixLength < 0 || prefixLength > most) {
            throw new IllegalArgumentException(
                    "prefix length of " + address + " is 0 to " + most + ", not " + prefixLength);
        }
    }

    public boolean subnetHolds(IpAddress other) {
        return address.family() == other.family() && prefix(address.toBytes()).equals(prefix(other.toBytes()));
    }

    private BigInteger prefix(byte[] octets) {
        return new BigInteger(1, octets).shiftRight(octets.length * Byte.SIZE - prefixLength);
    }

    @Override
    public String toString() {
        return address + "/" + prefixLength;
    }
}
