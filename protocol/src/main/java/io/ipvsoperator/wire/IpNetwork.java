package io.ipvsoperator.wire;

import java.util.Arrays;

/**
 * All addresses of a family that share their first bits, RFC 4632 and RFC 4291 section 2.3.
 *
 * @param address its first one: bits behind the prefix are cleared
 * @param prefixLength in bits, 0 for all addresses of the family
 */
public record IpNetwork(IpAddress address, int prefixLength) {
    /** @throws IllegalArgumentException when the family has not as many bits */
    public IpNetwork {
        byte[] bytes = address.toBytes();
        int bits = bytes.length * Byte.SIZE;
        if (prefixLength < 0 || prefixLength > bits) {
            throw new IllegalArgumentException(
                    "a prefix of " + address.family() + " has 0 to " + bits + " bits, not " + prefixLength);
        }
        address = IpAddress.fromBytes(cleared(bytes, prefixLength));
    }

    private static byte[] cleared(byte[] bytes, int prefixLength) {
        int whole = prefixLength / Byte.SIZE;
        if (whole < bytes.length) {
            bytes[whole] &= (byte) (0xff << (Byte.SIZE - prefixLength % Byte.SIZE));
            Arrays.fill(bytes, whole + 1, bytes.length, (byte) 0);
        }
        return bytes;
    }

    /** The network of that one address. */
    public static IpNetwork of(IpAddress host) {
        return new IpNetwork(host, host.family().addressLength() * Byte.SIZE);
    }

    /**
     * Reads CIDR notation, such as 192.0.2.0/24 or 2001:db8::/32.
     *
     * @throws IllegalArgumentException that shows what is wrong with it
     */
    public static IpNetwork parse(String text) {
        int slash = text.indexOf('/');
        if (slash < 0 || !text.substring(slash + 1).matches("0|[1-9][0-9]{0,2}")) {
            throw new IllegalArgumentException("not an address and the length of its prefix: " + text);
        }
        return new IpNetwork(IpAddress.parse(text.substring(0, slash)), Integer.parseInt(text.substring(slash + 1)));
    }

    public IpFamily family() {
        return address.family();
    }

    /** Whether every address of the other one is in this. */
    public boolean contains(IpNetwork other) {
        return family() == other.family()
                && prefixLength <= other.prefixLength
                && new IpNetwork(other.address, prefixLength).equals(this);
    }

    /** Whether it has every address of its family. */
    public boolean isEverything() {
        return prefixLength == 0;
    }

    @Override
    public String toString() {
        return address + "/" + prefixLength;
    }
}
