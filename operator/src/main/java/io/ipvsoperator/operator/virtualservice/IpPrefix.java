package io.ipvsoperator.operator.virtualservice;

import io.ipvsoperator.operator.allocation.IpAddress;
import java.util.Optional;

/** A CIDR: all addresses of a family that share their first {@code length} bits with {@code network}. */
public record IpPrefix(IpAddress network, int length) {
    public IpPrefix {
        if (length < 0 || length > network.family().bits()) {
            throw new IllegalArgumentException("prefix length is " + length + " but must be from 0 to "
                    + network.family().bits());
        }
    }

    public static IpPrefix of(String text) {
        return parse(text)
                .orElseThrow(() -> new IllegalArgumentException(
                        "\"" + text + "\" is not a CIDR such as 192.0.2.0/24 or 2001:db8::/64"));
    }

    /** Empty for what is no CIDR. Bits behind the prefix are ignored. */
    public static Optional<IpPrefix> parse(String text) {
        int slash = text.indexOf('/');
        if (slash < 0 || !text.substring(slash + 1).matches("0|[1-9][0-9]{0,2}")) {
            return Optional.empty();
        }
        int length = Integer.parseInt(text.substring(slash + 1));
        return IpAddress.parse(text.substring(0, slash))
                .filter(address -> length <= address.family().bits())
                .map(address -> new IpPrefix(address, length));
    }

    /** The same without bits behind the prefix. */
    public IpPrefix masked() {
        int rest = network.family().bits() - length;
        return new IpPrefix(
                new IpAddress(network.family(), network.value().shiftRight(rest).shiftLeft(rest)), length);
    }

    public String text() {
        return network + "/" + length;
    }

    public boolean contains(IpAddress address) {
        return address.family() == network.family()
                && address.value()
                                .xor(network.value())
                                .shiftRight(network.family().bits() - length)
                                .signum()
                        == 0;
    }

    /** Whether both name the same network. */
    public boolean sameNetwork(IpPrefix other) {
        return length == other.length && contains(other.network);
    }
}
