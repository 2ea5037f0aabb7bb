package io.ipvsoperator.agent.address;

import io.ipvsoperator.agent.announce.AddressSpeaker;
import io.ipvsoperator.agent.kernel.KernelException;
import io.ipvsoperator.agent.kernel.NetworkInterfaceName;
import io.ipvsoperator.netlink.route.Link;
import io.ipvsoperator.wire.MacAddress;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.ObjIntConsumer;

/**
 * Those who speak of addresses of one family, one an Ethernet interface, opened when first needed. Used by one thread.
 *
 * @param <A> an address of that family
 */
final class Speakers<A> implements AutoCloseable {
    private final Function<Port, AddressSpeaker<A>> opening;
    /** By index of the interface. */
    private final Map<Integer, Port> ports = new HashMap<>();

    private final Map<Integer, Open<A>> open = new HashMap<>();

    private record Open<A>(Port port, AddressSpeaker<A> speaker) {}

    /** What a socket and its packets depend on: another one of these needs another speaker. */
    record Port(int index, NetworkInterfaceName name, MacAddress hardware, boolean forwardsIpv6) {
        static Optional<Port> of(Link link) {
            return link.hardwareAddress().length() == MacAddress.LENGTH
                    ? Optional.of(new Port(
                            link.index(),
                            new NetworkInterfaceName(link.name()),
                            MacAddress.fromBytes(link.hardwareAddress().toArray()),
                            link.forwardsIpv6()))
                    : Optional.empty();
        }
    }

    Speakers(Function<Port, AddressSpeaker<A>> opening) {
        this.opening = opening;
    }

    /** Replaces the interfaces, and closes those on others. */
    void speakOn(Collection<Link> links) {
        ports.clear();
        links.stream().flatMap(link -> Port.of(link).stream()).forEach(port -> ports.put(port.index(), port));
        Iterator<Open<A>> each = open.values().iterator();
        while (each.hasNext()) {
            Open<A> one = each.next();
            if (!one.port().equals(ports.get(one.port().index()))) {
                one.speaker().close();
                each.remove();
            }
        }
    }

    /** Returns why it could not be said, if so: the link went down or away, or it is none that addresses are spoken of on. */
    Optional<String> say(BiConsumer<AddressSpeaker<A>, A> saying, A address, int interfaceIndex) {
        Port port = ports.get(interfaceIndex);
        if (port == null) {
            return Optional.of("interface " + interfaceIndex + " is gone or has no MAC address");
        }
        try {
            saying.accept(speakerOn(port), address);
            return Optional.empty();
        } catch (KernelException refused) {
            return Optional.ofNullable(refused.getMessage());
        }
    }

    private AddressSpeaker<A> speakerOn(Port port) {
        Open<A> present = open.get(port.index());
        if (present != null) {
            return present.speaker();
        }
        AddressSpeaker<A> speaker = opening.apply(port);
        open.put(port.index(), new Open<>(port, speaker));
        // What was said before the question is no answer to it.
        speaker.claims();
        return speaker;
    }

    /** What others have claimed since the last call, with the index of the interface. */
    void claims(ObjIntConsumer<A> observer) {
        open.values()
                .forEach(one -> one.speaker()
                        .claims()
                        .forEach(claimed -> observer.accept(claimed, one.port().index())));
    }

    @Override
    public void close() {
        open.values().forEach(one -> one.speaker().close());
        open.clear();
    }
}
