package io.ipvsoperator.operator.allocation;

import java.util.Optional;

/** One entry of {@code spec.addresses}. */
sealed interface AddressEntry {

    record Range(AddressRange range) implements AddressEntry {}

    record Wrong(String message) implements AddressEntry {}

    record Unsupported(String message) implements AddressEntry {}

    static AddressEntry parse(String field, String text) {
        if (text.indexOf(':') >= 0) {
            return new Unsupported(field + " is " + text + ", an IPv6 address; only IPv4 works");
        }
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
        Optional<Ipv4Address> from = Ipv4Address.parse(first);
        Optional<Ipv4Address> to = Ipv4Address.parse(last);
        if (from.isEmpty() || to.isEmpty()) {
            return wrong(field, text);
        }
        if (from.get().compareTo(to.get()) > 0) {
            return new Wrong(
                    field + " is " + text + ": the first address lies behind the last; write " + last + "-" + first);
        }
        return new Range(new AddressRange(text, from.get(), to.get()));
    }

    private static AddressEntry cidr(String field, String text, String network, String prefix) {
        Optional<Ipv4Address> address = Ipv4Address.parse(network);
        if (address.isEmpty() || !prefix.matches("0|[1-9]|[12][0-9]|3[0-2]")) {
            return wrong(field, text);
        }
        long size = 1L << (32 - Integer.parseInt(prefix));
        long first = address.get().value() & -size;
        if (first != address.get().value()) {
            return new Wrong(field + " is " + text + ", which has bits set behind its prefix; write "
                    + new Ipv4Address(first) + "/" + prefix);
        }
        return new Range(new AddressRange(text, address.get(), new Ipv4Address(first + size - 1)));
    }

    private static Wrong wrong(String field, String text) {
        return new Wrong(
                field + " is \"" + text
                        + "\" but must be an IPv4 address, a CIDR such as 192.0.2.0/28, or a range such as 192.0.2.1-192.0.2.6");
    }
}
