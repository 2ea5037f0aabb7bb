package io.ipvsoperator.netlink.ipvs;

import io.ipvsoperator.netlink.Bytes;
import io.ipvsoperator.netlink.Form;
import io.ipvsoperator.netlink.Malformed;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.Arrays;

/** The families that IPVS balances, and how their addresses stand in its 16 bytes: IPv4 in the first four, the rest zero. */
public enum AddressFamily {
    /** {@code AF_INET}. */
    IPV4(2, 4),
    /** {@code AF_INET6}. */
    IPV6(10, 16);

    private static final int UNION_LENGTH = 16;

    private final int number;
    private final int addressLength;

    AddressFamily(int number, int addressLength) {
        this.number = number;
        this.addressLength = addressLength;
    }

    public static AddressFamily of(InetAddress address) {
        return address instanceof Inet4Address ? IPV4 : IPV6;
    }

    static AddressFamily ofNumber(int number) {
        return switch (number) {
            case 2 -> IPV4;
            case 10 -> IPV6;
            default -> throw new Malformed("address family: expected AF_INET (2) or AF_INET6 (10) but was " + number);
        };
    }

    public int number() {
        return number;
    }

    int addressBits() {
        return addressLength * 8;
    }

    /** {@code union nf_inet_addr}. */
    static Bytes encode(InetAddress address) {
        return Bytes.copyOf(Arrays.copyOf(address.getAddress(), UNION_LENGTH));
    }

    InetAddress decode(Bytes union) {
        if (union.length() != UNION_LENGTH) {
            throw new Malformed("nf_inet_addr: expected 16 bytes but was " + union.length());
        }
        return Form.ADDRESS.decode().apply(union.slice(0, addressLength));
    }
}
