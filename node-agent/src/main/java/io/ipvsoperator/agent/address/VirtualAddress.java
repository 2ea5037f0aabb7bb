package io.ipvsoperator.agent.address;

import io.ipvsoperator.netlink.route.AddressFlag;
import io.ipvsoperator.netlink.route.InterfaceAddress;
import io.ipvsoperator.netlink.route.Lifetime;
import io.ipvsoperator.wire.IpAddress;
import java.net.Inet4Address;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** One virtual address on one interface, and how it stands in the kernel. */
public record VirtualAddress(IpAddress address, int interfaceIndex) {
    /** {@code IFA_PROTO} of every address this agent adds: the IP protocol number of VRRP. */
    public static final int PROTOCOL = 112;

    private static final int HOST_PREFIX = 32;

    /** {@code RT_SCOPE_HOST}: the kernel answers ARP for it and accepts packets, but never chooses it as a source. */
    private static final int SCOPE_HOST = 254;

    /**
     * Deprecated from the start and without a prefix route, so that nothing but packets to the address itself notice it.
     *
     * @param lifetime whole seconds, after which the kernel removes it
     */
    InterfaceAddress leased(Duration lifetime) {
        return onKernel(new Lifetime(lifetime.toSeconds(), 0));
    }

    private InterfaceAddress onKernel(Lifetime lifetime) {
        return new InterfaceAddress(
                InternetAddresses.of(address),
                HOST_PREFIX,
                interfaceIndex,
                SCOPE_HOST,
                Set.of(AddressFlag.NOPREFIXROUTE),
                lifetime,
                Optional.empty(),
                Optional.of(PROTOCOL));
    }

    /** What identifies it in a request to remove it. */
    InterfaceAddress identity() {
        return InterfaceAddress.host(InternetAddresses.of(address), interfaceIndex);
    }

    /** Without end, for a device that holds nothing else. */
    public InterfaceAddress permanent() {
        return onKernel(Lifetime.FOREVER);
    }

    /** Nothing for IPv6 and for addresses that bring a subnet with them. */
    public static Optional<VirtualAddress> of(InterfaceAddress present) {
        return present.address() instanceof Inet4Address address && present.prefixLength() == HOST_PREFIX
                ? Optional.of(new VirtualAddress(IpAddress.fromBytes(address.getAddress()), present.interfaceIndex()))
                : Optional.empty();
    }

    @Override
    public String toString() {
        return "%s/%d on interface %d".formatted(address, HOST_PREFIX, interfaceIndex);
    }
}
