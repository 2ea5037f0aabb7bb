package io.ipvsoperator.wire;

import java.util.Locale;

/**
 * Why bytes from the network were not accepted, in the order of the checks: the first one that fails names the packet.
 * Names are metric labels and part of the interface to whoever watches them.
 */
public enum Reason {
    /** Fewer bytes than an Ethernet header. */
    ETHERNET_TRUNCATED,

    /** Fewer bytes than an ARP packet for IPv4 over Ethernet. */
    ARP_TRUNCATED,
    /** Hardware, protocol or address lengths other than those of IPv4 over Ethernet. */
    ARP_NOT_IPV4_OVER_ETHERNET,
    /** Neither request nor reply. */
    ARP_OPERATION,

    /** Fewer bytes than an ICMPv6 message for neighbor discovery. */
    NDP_TRUNCATED,
    /** Neither a solicitation nor an advertisement of a neighbor. */
    NDP_TYPE,
    /** The ICMPv6 checksum is wrong. */
    NDP_CHECKSUM,
    /** The hop limit is not 255, the target is a group, or an option is malformed: RFC 4861 section 7.1. */
    NDP_INVALID,

    /** Fewer bytes than the header says, or than any header has. */
    IP_TRUNCATED,
    /** The version is not that of the socket's family. */
    IP_VERSION,
    /** IHL below 5, or beyond the total length. */
    IP_HEADER_LENGTH,
    /** The header's checksum is wrong. */
    IP_CHECKSUM,
    /** A part of a datagram; no advertisement is long enough to need that. */
    IP_FRAGMENT,

    /** The IP protocol is not 112. */
    NOT_VRRP,
    /**
     * Sent neither to the multicast group nor to one of our addresses, or to the one by a virtual router whose adverts
     * travel to the other.
     */
    DESTINATION,
    /** Sent from our own address: reflected by the network, or the address is in use twice. */
    OWN_PACKET,
    /** TTL or hop limit is not 255, so the packet may have come through a router; between link-local addresses it cannot. */
    TTL,
    /** Fewer than the 8 bytes that every advertisement has. */
    TRUNCATED,
    /** Neither version 2 nor 3, or version 2 over IPv6. */
    UNKNOWN_VERSION,
    /** Not an advertisement. */
    TYPE,
    /** It names no address. */
    ADDRESS_COUNT,
    /** It promises the next advertisement after no time at all. */
    INTERVAL_ZERO,
    /** The length is not what version and address count make it. */
    LENGTH,
    /** The checksum is wrong; for version 3 in both of its forms. */
    CHECKSUM,
    /** No virtual router of this interface has that identifier. */
    UNKNOWN_VIRTUAL_ROUTER,
    /** The virtual router's adverts travel by unicast, and the sender is none of its peers. */
    NOT_A_PEER,
    /** The virtual router speaks the other version. */
    VERSION,
    /** The kind of authentication is not the configured one. */
    AUTHENTICATION_TYPE,
    /** The password is not the configured one. */
    PASSWORD,
    /** Version 2: the interval is not the configured one. */
    INTERVAL;

    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
