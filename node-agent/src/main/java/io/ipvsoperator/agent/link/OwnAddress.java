package io.ipvsoperator.agent.link;

import io.ipvsoperator.wire.Ipv4Address;

/**
 * An address of the node itself with its subnet.
 *
 * @param secondary the kernel prefers another address of the same subnet
 */
public record OwnAddress(Ipv4Address address, int prefixLength, boolean secondary) {
    public OwnAddress {
        if (prefixLength < 0 || prefixLength > 32) {
            throw new IllegalArgumentException("prefix length of " + address + " is 0 to 32, not " + prefixLength);
        }
    }

    public boolean subnetHolds(Ipv4Address other) {
        int mask = prefixLength == 0 ? 0 : -1 << (32 - prefixLength);
        return (address.bits() & mask) == (other.bits() & mask);
    }

    @Override
    public String toString() {
        return address + "/" + prefixLength;
    }
}
