package io.ipvsoperator.agent.plan;

import io.ipvsoperator.wire.Ipv4Address;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/** Reads addresses as the operator writes them. */
final class AddressLiteral {
    private static final int LOOPBACK_NETWORK = 127;

    private AddressLiteral() {}

    static Ipv4Address parse(String field, @Nullable String literal) {
        if (literal == null) {
            throw new InvalidField(field, null, "must be an IPv4 address such as 192.0.2.7");
        }
        Ipv4Address address;
        try {
            address = Ipv4Address.parse(literal);
        } catch (IllegalArgumentException notAnAddress) {
            throw new InvalidField(field, literal, "must be an IPv4 address such as 192.0.2.7");
        }
        int network = address.bits() >>> 24;
        if (address.isMulticast() || network == LOOPBACK_NETWORK || network == 0) {
            throw new InvalidField(field, literal, "must be a unicast address outside 0.0.0.0/8 and 127.0.0.0/8");
        }
        return address;
    }

    static InetAddress parseInet(String field, @Nullable String literal) {
        return InetAddresses.of(parse(field, literal));
    }
}
