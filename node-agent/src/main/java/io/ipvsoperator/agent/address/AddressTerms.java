package io.ipvsoperator.agent.address;

import io.ipvsoperator.agent.announce.AnnouncementPolicy;
import java.util.Optional;

/**
 * How the addresses of one router stand on this host.
 *
 * @param label what old programs know an IPv4 address by: the interface's name, a colon and something; IPv6 knows no labels
 * @param virtualMac present: they are on an interface with that MAC address, above the segment's own
 */
public record AddressTerms(
        AddressLease lease, AnnouncementPolicy announcements, Optional<String> label, Optional<VirtualMac> virtualMac) {
    /** {@code IFNAMSIZ} without the NUL. */
    public static final int LONGEST_LABEL = 15;

    public AddressTerms {
        label.filter(text -> text.isEmpty() || text.length() > LONGEST_LABEL).ifPresent(text -> {
            throw new IllegalArgumentException(
                    "address label: expected 1 to %d characters but was \"%s\"".formatted(LONGEST_LABEL, text));
        });
    }

    /** On the segment's own interface. */
    public AddressTerms(AddressLease lease, AnnouncementPolicy announcements, Optional<String> label) {
        this(lease, announcements, label, Optional.empty());
    }

    public static AddressTerms of(AddressLease lease) {
        return new AddressTerms(lease, AnnouncementPolicy.DEFAULT, Optional.empty());
    }
}
