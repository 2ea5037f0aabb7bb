package io.ipvsoperator.agent.plan;

import io.ipvsoperator.wire.IpAddress;
import java.net.InetAddress;
import java.net.UnknownHostException;

/** VRRP's addresses as IPVS and rtnetlink, which know both families, want them. */
public final class InetAddresses {
    private InetAddresses() {}

    public static InetAddress of(IpAddress address) {
        try {
            return InetAddress.getByAddress(address.toBytes());
        } catch (UnknownHostException impossible) {
            throw new AssertionError("4 or 16 bytes are an address", impossible);
        }
    }
}
