package io.ipvsoperator.wire;

import java.util.HexFormat;
import java.util.regex.Pattern;

/** An Ethernet address: the lower 48 bits of a number. */
public record MacAddress(long bits) {

    public static final int LENGTH = 6;

    public static final MacAddress BROADCAST = new MacAddress(0xffff_ffff_ffffL);

    public static final MacAddress ZERO = new MacAddress(0);

    private static final Pattern COLONS = Pattern.compile("[0-9a-fA-F]{2}(:[0-9a-fA-F]{2}){5}");

    public MacAddress {
        if (bits >>> 48 != 0) {
            throw new IllegalArgumentException("a MAC address has 48 bits, not 0x" + Long.toHexString(bits));
        }
    }

    public static MacAddress parse(String text) {
        if (!COLONS.matcher(text).matches()) {
            throw new IllegalArgumentException(
                    "not a MAC address: '" + text + "'; six hexadecimal octets such as 02:00:5e:10:00:01 are");
        }
        return new MacAddress(HexFormat.fromHexDigitsToLong(text.replace(":", "")));
    }

    public static MacAddress fromBytes(byte[] octets) {
        if (octets.length != LENGTH) {
            throw new IllegalArgumentException("a MAC address has 6 bytes, not " + octets.length);
        }
        return WireReader.of(octets).macAddress();
    }

    /** Where frames to a multicast group go: RFC 1112 section 6.4, RFC 2464 section 7. */
    public static MacAddress ofGroup(IpAddress group) {
        byte[] octets = group.toBytes();
        long end = 0;
        for (int i = octets.length - Integer.BYTES; i < octets.length; i++) {
            end = (end << Byte.SIZE) | (octets[i] & 0xff);
        }
        return new MacAddress(
                switch (group.family()) {
                    case IPV4 -> 0x0100_5e00_0000L | (end & 0x7f_ffff);
                    case IPV6 -> 0x3333_0000_0000L | end;
                });
    }

    public byte[] toBytes() {
        byte[] octets = new byte[LENGTH];
        for (int i = 0; i < LENGTH; i++) {
            octets[i] = (byte) (bits >>> (8 * (LENGTH - 1 - i)));
        }
        return octets;
    }

    @Override
    public String toString() {
        return HexFormat.ofDelimiter(":").formatHex(toBytes());
    }
}
