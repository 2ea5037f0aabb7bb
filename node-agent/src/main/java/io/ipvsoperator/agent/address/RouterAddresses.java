package io.ipvsoperator.agent.address;

import io.ipvsoperator.wire.IpAddress;
import java.util.Set;

/**
 * The addresses that a virtual router wants this host to have at this moment.
 *
 * @param router name of the VirtualRouter
 * @param addresses none while the router owns nothing: then all it wishes is that the interface of its virtual MAC address be
 *     ready, down
 * @param probed true: before one is added the segment is asked whether somebody has it, and then it is left to them. For plans
 *     that no list has confirmed since boot
 * @param announcements counts up with every activation and whenever the segment must be told anew where the addresses are
 * @param announced false while they are served for a successor that announces them: then this host says nothing of them
 */
public record RouterAddresses(
        String router,
        Set<IpAddress> addresses,
        AddressTerms terms,
        boolean probed,
        long announcements,
        boolean announced) {
    public RouterAddresses {
        addresses = Set.copyOf(addresses);
    }
}
