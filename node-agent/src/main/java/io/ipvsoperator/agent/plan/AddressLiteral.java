package io.ipvsoperator.agent.plan;

import io.ipvsoperator.wire.IpAddress;
import io.ipvsoperator.wire.IpFamily;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/** Reads addresses as the operator writes them: those that a packet can be sent to across a network. */
final class AddressLiteral {
    private AddressLiteral() {}

    static IpAddress parse(String field, @Nullable String literal) {
        if (literal == null) {
            throw notAnAddress(field, null);
        }
        IpAddress address;
        try {
            address = IpAddress.parse(literal);
        } catch (IllegalArgumentException malformed) {
            throw notAnAddress(field, literal);
        }
        if (!isUnicast(address)) {
            throw new InvalidField(
                    field, literal, "must be a unicast address outside 0.0.0.0/8, 127.0.0.0/8, :: and ::1");
        }
        return address;
    }

    static IpAddress parse(String field, @Nullable String literal, IpFamily family) {
        IpAddress address = parse(field, literal);
        if (address.family() != family) {
            throw new InvalidField(field, literal, "must be an address of " + family);
        }
        return address;
    }

    static InetAddress parseInet(String field, @Nullable String literal) {
        return InetAddresses.of(parse(field, literal));
    }

    private static boolean isUnicast(IpAddress address) {
        InetAddress judged = InetAddresses.of(address);
        boolean thisNetwork = address.family() == IpFamily.IPV4 && address.toBytes()[0] == 0;
        return !address.isMulticast() && !judged.isLoopbackAddress() && !judged.isAnyLocalAddress() && !thisNetwork;
    }

    private static InvalidField notAnAddress(String field, @Nullable String literal) {
        return new InvalidField(field, literal, "must be an address such as 192.0.2.7 or 2001:db8::7");
    }
}
