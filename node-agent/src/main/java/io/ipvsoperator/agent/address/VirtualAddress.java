package io.ipvsoperator.agent.address;

import io.ipvsoperator.agent.plan.InetAddresses;
import io.ipvsoperator.netlink.route.AddressFlag;
import io.ipvsoperator.netlink.route.InterfaceAddress;
import io.ipvsoperator.netlink.route.Lifetime;
import io.ipvsoperator.wire.IpAddress;
import io.ipvsoperator.wire.Ipv4Address;
import io.ipvsoperator.wire.Ipv6Address;
import io.ipvsoperator.wire.vrrp.AdvertisementPacket;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One virtual address on one interface, and how it stands in the kernel. */
public record VirtualAddress(IpAddress address, int interfaceIndex) {
    /** {@code IFA_PROTO} of every address this agent adds: the IP protocol number of VRRP. */
    public static final int PROTOCOL = AdvertisementPacket.PROTOCOL;

    /** As generated, but for its cost: with a thousand of them a takeover looks each up a dozen times before the first is there. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof VirtualAddress that
                && interfaceIndex == that.interfaceIndex
                && address.equals(that.address);
    }

    @Override
    public int hashCode() {
        return 31 * address.hashCode() + interfaceIndex;
    }

    /**
     * Deprecated from the start and without a prefix route, so that nothing but packets to the address itself notice it. The
     * kernel removes it when the lease ends.
     */
    InterfaceAddress leased(AddressTerms terms) {
        Lifetime lifetime = new Lifetime(terms.lease().lifetime().toSeconds(), 0);
        return onKernel(lifetime, terms.label());
    }

    /** Without end, for a device that holds nothing else; no source of connections either. */
    public InterfaceAddress permanent() {
        return onKernel(new Lifetime(Lifetime.FOREVER_SECONDS, 0), Optional.empty());
    }

    private InterfaceAddress onKernel(Lifetime lifetime, Optional<String> label) {
        return switch (address) {
            case Ipv4Address ipv4 ->
                onKernel(InterfaceAddress.SCOPE_HOST, Set.of(AddressFlag.NOPREFIXROUTE), lifetime, label);
            // The scope follows from the address. Whoever holds it is found out by VRRP, not by waiting for a
            // duplicate.
            case Ipv6Address ipv6 ->
                onKernel(
                        InterfaceAddress.SCOPE_GLOBAL,
                        Set.of(AddressFlag.NOPREFIXROUTE, AddressFlag.NODAD),
                        lifetime,
                        Optional.empty());
        };
    }

    private InterfaceAddress onKernel(int scope, Set<AddressFlag> flags, Lifetime lifetime, Optional<String> label) {
        return new InterfaceAddress(
                InetAddresses.of(address),
                prefixLength(),
                interfaceIndex,
                scope,
                flags,
                lifetime,
                label,
                Optional.of(PROTOCOL));
    }

    /** What identifies it in a request to remove it. */
    InterfaceAddress identity() {
        return InterfaceAddress.host(InetAddresses.of(address), interfaceIndex);
    }

    /** Nothing for addresses that bring a subnet with them. */
    public static Optional<VirtualAddress> of(InterfaceAddress present) {
        VirtualAddress virtual =
                new VirtualAddress(IpAddress.fromBytes(present.address().getAddress()), present.interfaceIndex());
        return Optional.of(virtual).filter(each -> each.prefixLength() == present.prefixLength());
    }

    /**
     * Whether it was leased by this agent or an earlier run of it: by our mark, or on kernels before 5.18, which keep no mark, by
     * a shape that nobody else gives an address.
     */
    static boolean isLeasedByUs(InterfaceAddress present) {
        boolean marked =
                present.protocol().map(protocol -> protocol == PROTOCOL).orElseGet(() -> hasOurShape(present));
        return marked && !present.lifetime().isForever();
    }

    private static boolean hasOurShape(InterfaceAddress present) {
        return switch (IpAddress.fromBytes(present.address().getAddress())) {
            case Ipv4Address ipv4 -> present.scope() == InterfaceAddress.SCOPE_HOST;
            case Ipv6Address ipv6 ->
                present.flags().containsAll(Set.of(AddressFlag.NODAD, AddressFlag.NOPREFIXROUTE))
                        && present.lifetime().preferredSeconds() == 0;
        };
    }

    private int prefixLength() {
        return Byte.SIZE * address.toBytes().length;
    }

    @Override
    public String toString() {
        return "%s/%d on interface %d".formatted(address, prefixLength(), interfaceIndex);
    }
}
