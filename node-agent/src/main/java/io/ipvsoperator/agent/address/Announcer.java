package io.ipvsoperator.agent.address;

import io.ipvsoperator.agent.announce.AddressSpeaker;
import io.ipvsoperator.agent.announce.ArpSpeaker;
import io.ipvsoperator.agent.announce.NdpSpeaker;
import io.ipvsoperator.agent.kernel.KernelSockets;
import io.ipvsoperator.netlink.route.Link;
import io.ipvsoperator.time.MonotonicInstant;
import io.ipvsoperator.wire.Ipv4Address;
import io.ipvsoperator.wire.Ipv6Address;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** Sends the announcements and probes that the book says are due, and hears the answers. Used by one thread. */
final class Announcer implements AutoCloseable {
    /** Then leases are looked after, even while a thousand addresses are announced. */
    private static final int PACKETS_IN_A_TURN = 64;

    private final AddressBook book;
    private final AnnouncementCounters counters;
    private final Speakers<Ipv4Address> arp;
    private final Speakers<Ipv6Address> ndp;
    /** The interface below one with a virtual MAC address, by index. */
    private final Map<Integer, Integer> below = new HashMap<>();
    /** What was asked about on another interface than the one it is for. */
    private final Map<VirtualAddress, VirtualAddress> askedBelow = new HashMap<>();

    Announcer(KernelSockets sockets, AddressBook book, AnnouncementCounters counters) {
        this.book = book;
        this.counters = counters;
        // Nobody listens there: the question is asked below, and what came in would wait in the kernel for good.
        this.arp = new Speakers<>(port -> new ArpSpeaker(
                below.containsKey(port.index()) ? sockets.frames(port.name()) : sockets.arp(port.name()),
                port.hardware()));
        this.ndp =
                new Speakers<>(port -> new NdpSpeaker(sockets.ndp(port.name()), port.hardware(), port.forwardsIpv6()));
    }

    /** The interfaces as they are now. */
    void speakOn(Collection<Link> links) {
        below.clear();
        links.stream().filter(VirtualDevice::isOurs).forEach(link -> below.put(link.index(), link.below()));
        arp.speakOn(links);
        ndp.speakOn(links);
    }

    /** First listens, so that an answer counts before the question is decided. */
    void probe(MonotonicInstant now) {
        if (!book.probe().asking().isEmpty()) {
            arp.claims((claimed, index) -> claimed(new VirtualAddress(claimed, index), now));
            ndp.claims((claimed, index) -> claimed(new VirtualAddress(claimed, index), now));
        } else {
            askedBelow.clear();
        }
        book.probesDue(now).forEach(due -> probe(due).ifPresent(problem -> book.notAsked(due, problem, now)));
    }

    /** @param outdated true once somebody wants something else, maybe fewer addresses */
    void announce(MonotonicInstant now, BooleanSupplier outdated) {
        for (int sent = 0; sent < PACKETS_IN_A_TURN && !outdated.getAsBoolean(); sent++) {
            Optional<VirtualAddress> due = book.announcementDue(now);
            if (due.isEmpty()) {
                return;
            }
            Optional<String> problem = announce(due.get());
            if (problem.isPresent()) {
                counters.failed(problem.get());
            } else {
                counters.sent();
            }
        }
    }

    private Optional<String> announce(VirtualAddress due) {
        return switch (due.address()) {
            case Ipv4Address address -> arp.say(AddressSpeaker::announce, address, due.interfaceIndex());
            case Ipv6Address address -> ndp.say(AddressSpeaker::announce, address, due.interfaceIndex());
        };
    }

    private void claimed(VirtualAddress heard, MonotonicInstant now) {
        book.claimed(askedBelow.getOrDefault(heard, heard), now);
    }

    /**
     * From the segment's own interface: whoever has the address of a router with a virtual MAC address answers with the very MAC
     * address that this host would ask with.
     */
    private Optional<String> probe(VirtualAddress due) {
        int index = below.getOrDefault(due.interfaceIndex(), due.interfaceIndex());
        if (index != due.interfaceIndex()) {
            askedBelow.put(new VirtualAddress(due.address(), index), due);
        }
        return switch (due.address()) {
            case Ipv4Address address -> arp.say(AddressSpeaker::probe, address, index);
            case Ipv6Address address -> ndp.say(AddressSpeaker::probe, address, index);
        };
    }

    @Override
    public void close() {
        arp.close();
        ndp.close();
    }
}
