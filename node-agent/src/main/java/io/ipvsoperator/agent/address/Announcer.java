package io.ipvsoperator.agent.address;

import io.ipvsoperator.agent.announce.ArpSpeaker;
import io.ipvsoperator.agent.kernel.KernelException;
import io.ipvsoperator.agent.kernel.KernelSockets;
import io.ipvsoperator.agent.kernel.NetworkInterfaceName;
import io.ipvsoperator.netlink.route.Link;
import io.ipvsoperator.time.MonotonicInstant;
import io.ipvsoperator.wire.IpAddress;
import io.ipvsoperator.wire.Ipv4Address;
import io.ipvsoperator.wire.MacAddress;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends the announcements and probes that the book says are due, and hears the answers. Used by one thread. */
final class Announcer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Announcer.class);

    private final KernelSockets sockets;
    private final AddressBook book;
    /** By what a socket and its packets depend on: another index or hardware address needs another speaker. */
    private final Map<Port, ArpSpeaker> speakers = new HashMap<>();

    private record Port(int index, String name, MacAddress hardware) {}

    Announcer(KernelSockets sockets, AddressBook book) {
        this.sockets = sockets;
        this.book = book;
    }

    /** First listens, so that an answer counts before the question is decided. */
    void speak(Collection<Link> links, MonotonicInstant now) {
        Map<Integer, Port> ports = ports(links);
        closeAllBut(ports.values());
        if (book.isProbing()) {
            listen(now);
        }
        List<VirtualAddress> probes = book.probesDue(now);
        List<VirtualAddress> announcements = book.announcementsDue(now);
        probes.forEach(address -> send(address, ports, ArpSpeaker::probe));
        announcements.forEach(address -> send(address, ports, ArpSpeaker::announce));
    }

    private static Map<Integer, Port> ports(Collection<Link> links) {
        Map<Integer, Port> ports = new HashMap<>();
        for (Link link : links) {
            if (link.hardwareAddress().length() == MacAddress.LENGTH) {
                MacAddress hardware =
                        MacAddress.fromBytes(link.hardwareAddress().toArray());
                ports.put(link.index(), new Port(link.index(), link.name(), hardware));
            }
        }
        return ports;
    }

    private void listen(MonotonicInstant now) {
        speakers.forEach((port, speaker) -> {
            for (IpAddress claimed : speaker.claims()) {
                book.claimed(new VirtualAddress(claimed, port.index()), now);
            }
        });
    }

    private void send(VirtualAddress address, Map<Integer, Port> ports, BiConsumer<ArpSpeaker, Ipv4Address> packet) {
        Optional<Port> port = Optional.ofNullable(ports.get(address.interfaceIndex()));
        try {
            if (address.address() instanceof Ipv4Address ipv4) {
                port.ifPresent(each -> packet.accept(speakerOn(each), ipv4));
            }
        } catch (KernelException e) {
            // The link went down or away; who comes back announces anew.
            LOG.atDebug().addKeyValue("address", address).setCause(e).log("ARP not sent");
        }
    }

    private ArpSpeaker speakerOn(Port port) {
        return speakers.computeIfAbsent(port, absent -> {
            ArpSpeaker speaker =
                    new ArpSpeaker(sockets.arp(new NetworkInterfaceName(absent.name())), absent.hardware());
            // What was said before the question is no answer to it.
            speaker.claims();
            return speaker;
        });
    }

    private void closeAllBut(Collection<Port> ports) {
        Iterator<Map.Entry<Port, ArpSpeaker>> open = speakers.entrySet().iterator();
        while (open.hasNext()) {
            Map.Entry<Port, ArpSpeaker> each = open.next();
            if (!ports.contains(each.getKey())) {
                each.getValue().close();
                open.remove();
            }
        }
    }

    @Override
    public void close() {
        speakers.values().forEach(ArpSpeaker::close);
        speakers.clear();
    }
}
