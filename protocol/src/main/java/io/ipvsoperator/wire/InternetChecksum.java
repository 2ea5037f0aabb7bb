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

    public InternetChecksum add(Ipv4Address address) {
        return add(address.bits() >>> 16).add(address.bits() & 0xffff);
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
