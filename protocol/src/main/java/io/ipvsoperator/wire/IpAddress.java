package io.ipvsoperator.wire;

/**
 * An internet address of either family. Ordered as unsigned numbers, which is how VRRP breaks ties; all of IPv4 comes before
 * all of IPv6.
 */
public sealed interface IpAddress extends Comparable<IpAddress> permits Ipv4Address, Ipv6Address {

    IpFamily family();

    /** In network byte order. */
    byte[] toBytes();

    boolean isMulticast();

    /** Valid on one segment only: 169.254.0.0/16 or fe80::/10. */
    boolean isLinkLocal();

    /**
     * Reads either notation.
     *
     * @throws IllegalArgumentException that shows the text when it is neither
     */
    static IpAddress parse(String text) {
        return text.indexOf(':') < 0 ? Ipv4Address.parse(text) : Ipv6Address.parse(text);
    }

    /**
     * @param octets 4 or 16 of them in network byte order
     * @throws IllegalArgumentException for any other number
     */
    static IpAddress fromBytes(byte[] octets) {
        return switch (octets.length) {
            case Ipv4Address.LENGTH -> Ipv4Address.fromBytes(octets);
            case Ipv6Address.LENGTH -> Ipv6Address.fromBytes(octets);
            default -> throw new IllegalArgumentException("an address has 4 or 16 bytes, not " + octets.length);
        };
    }
}
