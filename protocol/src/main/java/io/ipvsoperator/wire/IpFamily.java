package io.ipvsoperator.wire;

/** The two families of internet addresses. */
public enum IpFamily {
    IPV4("IPv4", Ipv4Address.LENGTH),
    IPV6("IPv6", Ipv6Address.LENGTH);

    private final String name;
    private final int addressLength;

    IpFamily(String name, int addressLength) {
        this.name = name;
        this.addressLength = addressLength;
    }

    /** Bytes of one address. */
    public int addressLength() {
        return addressLength;
    }

    /** As the Kubernetes API writes it: IPv4 or IPv6. */
    @Override
    public String toString() {
        return name;
    }
}
