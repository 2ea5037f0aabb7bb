package io.ipvsoperator.agent.plan;

import io.ipvsoperator.wire.Ipv4Address;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;

/** VRRP's addresses as IPVS, which knows both families, wants them. */
public final class InetAddresses {
    private InetAddresses() {}

    public static Inet4Address of(Ipv4Address address) {
        try {
            return (Inet4Address) InetAddress.getByAddress(address.toBytes());
        } catch (UnknownHostException impossible) {
            throw new AssertionError("four bytes are an address", impossible);
        }
    }
}
