package io.ipvsoperator.operator.allocation;

import io.ipvsoperator.operator.address.AddressFamily;
import java.math.BigInteger;
import java.util.Optional;

/** One entry of {@code spec.addresses}. */
sealed interface AddressEntry {
    /** Longer prefixes have no Subnet-Router anycast address (RFC 6164 section 5.1). */
    int LONGEST_WITH_ANYCAST = 126;

    record Range(AddressRange range) implements AddressEntry {}

    record Wrong(String message) implements AddressEntry {}

    static AddressEntry parse(String field, String text) {
        int slash = text.indexOf('/');
        if (slash >= 0) {
            return cidr(field, text, text.substring(0, slash), text.substring(slash + 1));
        }
        int dash = text.indexOf('-');
        return dash >= 0
                ? range(field, text, text.substring(0, dash), text.substring(dash + 1))
                : range(field, text, text, text);
    }

    private static AddressEntry range(String field, String text, String first, String last) {
        Optional<IpAddress> from = IpAddress.parse(first);
        Optional<IpAddress> to = IpAddress.parse(last);
        if (from.isEmpty() || to.isEmpty() || from.get().family() != to.get().family()) {
            return wrong(field, text);
        }
        if (from.get().compareTo(to.get()) > 0) {
            return new Wrong(
                    field + " is " + text + ": the first address lies behind the last; write " + last + "-" + first);
        }
        return new Range(new AddressRange(text, from.get(), to.get()));
    }

    private static AddressEntry cidr(String field, String text, String network, String prefix) {
        Optional<IpAddress> address = IpAddress.parse(network);
        if (address.isEmpty()
                || !prefix.matches("0|[1-9][0-9]{0,2}")
                || Integer.parseInt(prefix) > address.get().family().bits()) {
            return wrong(field, text);
        }
        IpAddress written = address.get();
        int length = Integer.parseInt(prefix);
        BigInteger behind =
                BigInteger.ONE.shiftLeft(written.family().bits() - length).subtract(BigInteger.ONE);
        IpAddress first = new IpAddress(written.family(), written.value().andNot(behind));
        if (!first.equals(written)) {
            return new Wrong(
                    field + " is " + text + ", which has bits set behind its prefix; write " + first + "/" + prefix);
        }
        IpAddress last = new IpAddress(written.family(), written.value().or(behind));
        return new Range(new AddressRange(text, hasAnycast(written.family(), length) ? first.plus(1) : first, last));
    }

    /** RFC 4291 section 2.6.1: every router answers to the first address of an IPv6 subnet, so it is none to give away. */
    private static boolean hasAnycast(AddressFamily family, int length) {
        return family == AddressFamily.IPV6 && length <= LONGEST_WITH_ANYCAST;
    }

    private static Wrong wrong(String field, String text) {
        return new Wrong(field + " is \"" + text
                + "\" but must be an address, a CIDR such as 192.0.2.0/28 or 2001:db8::/120, or a range of one"
                + " family such as 192.0.2.1-192.0.2.6");
    }
}
