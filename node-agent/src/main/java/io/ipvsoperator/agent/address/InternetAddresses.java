package io.ipvsoperator.agent.address;

import io.ipvsoperator.wire.IpAddress;
import java.net.InetAddress;
import java.net.UnknownHostException;

/** From the wire's type to that of the netlink messages. */
final class InternetAddresses {
    private InternetAddresses() {}

    static InetAddress of(IpAddress address) {
        try {
            return InetAddress.getByAddress(address.toBytes());
        } catch (UnknownHostException impossible) {
            throw new IllegalStateException("4 or 16 bytes are an address", impossible);
        }
    }
}
