package io.ipvsoperator.operator.address;

import java.util.Optional;

/** The two families of internet addresses. Each has its own virtual routers, and so its own identifiers. */
public enum AddressFamily {
    IPV4("IPv4", "v4", 32),
    IPV6("IPv6", "v6", 128);

    private final String text;
    private final String suffix;
    private final int bits;

    AddressFamily(String text, String suffix, int bits) {
        this.text = text;
        this.suffix = suffix;
        this.bits = bits;
    }

    /** As the Kubernetes API writes it: IPv4 or IPv6. */
    public static Optional<AddressFamily> parse(String text) {
        return switch (text) {
            case "IPv4" -> Optional.of(IPV4);
            case "IPv6" -> Optional.of(IPV6);
            default -> Optional.empty();
        };
    }

    /** What it is called in names of objects: v4 or v6. */
    public String suffix() {
        return suffix;
    }

    /** Of one address. */
    public int bits() {
        return bits;
    }

    @Override
    public String toString() {
        return text;
    }
}
