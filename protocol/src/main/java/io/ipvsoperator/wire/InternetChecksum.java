package io.ipvsoperator.wire;

/**
 * The ones' complement sum of RFC 1071, gathered piece by piece. A piece with an odd length must be the last one.
 * Belongs to one thread.
 */
public final class InternetChecksum {

    private long sum;

    public InternetChecksum add(int u16) {
        sum += u16;
        return this;
    }

    /** Both addresses, the protocol and the length of what follows: RFC 8200 section 8.1, and the same over IPv4. */
    public InternetChecksum addPseudoHeader(IpAddress source, IpAddress destination, int protocol, int length) {
        return add(source).add(destination).add(protocol).add(length);
    }

    public InternetChecksum add(IpAddress address) {
        return switch (address) {
            case Ipv4Address(int bits) -> addBits(bits);
            case Ipv6Address(long high, long low) -> addBits(high).addBits(low);
        };
    }

    private InternetChecksum addBits(long bits) {
        return addBits((int) (bits >>> 32)).addBits((int) bits);
    }

    private InternetChecksum addBits(int bits) {
        return add(bits >>> 16).add(bits & 0xffff);
    }

    /** Adds all that remains and leaves the reader at its end. */
    public InternetChecksum add(WireReader bytes) {
        while (bytes.remaining() >= 2) {
            add(bytes.u16());
        }
        return bytes.remaining() == 1 ? add(bytes.u8() << 8) : this;
    }

    /** The field's value, when the field itself was added as zero. */
    public int value() {
        return ~folded() & 0xffff;
    }

    /** Whether the bytes agree with the checksum field among them. */
    public boolean verifies() {
        return folded() == 0xffff;
    }

    private int folded() {
        long folded = sum;
        while (folded > 0xffff) {
            folded = (folded & 0xffff) + (folded >>> 16);
        }
        return (int) folded;
    }
}
