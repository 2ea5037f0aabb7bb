package io.ipvsoperator.netlink.ipvs;

import io.ipvsoperator.netlink.Malformed;

/** The transport protocols that IPVS balances by port, {@code IPPROTO_*}. */
public enum TransportProtocol {
    TCP(6),
    UDP(17),
    SCTP(132);

    private final int number;

    TransportProtocol(int number) {
        this.number = number;
    }

    public int number() {
        return number;
    }

    static TransportProtocol ofNumber(int number) {
        return switch (number) {
            case 6 -> TCP;
            case 17 -> UDP;
            case 132 -> SCTP;
            default -> throw new Malformed("protocol: expected TCP (6), UDP (17) or SCTP (132) but was " + number);
        };
    }
}
