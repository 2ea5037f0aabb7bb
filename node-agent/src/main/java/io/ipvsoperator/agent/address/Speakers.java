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
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.ObjIntConsumer;

/**
 * Those who speak of addresses of one family, one an Ethernet interface, opened when first needed. Used by one thread.
 *
 * @param <A> an address of that family
 */
final class Speakers<A> implements AutoCloseable {
    private final Function<Port, AddressSpeaker<A>> opening;
    private final Map<Integer, Port> ports = new HashMap<>();
    private final Map<Port, AddressSpeaker<A>> open = new HashMap<>();

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
        Iterator<Map.Entry<Port, AddressSpeaker<A>>> each = open.entrySet().iterator();
        while (each.hasNext()) {
            Map.Entry<Port, AddressSpeaker<A>> speaker = each.next();
            if (!ports.containsValue(speaker.getKey())) {
                speaker.getValue().close();
                each.remove();
            }
        }
    }

    /** Returns why it could not be said, if so: the link went down or away, or it is none that addresses are spoken of on. */
    Optional<String> on(int interfaceIndex, Consumer<AddressSpeaker<A>> saying) {
        Optional<Port> port = Optional.ofNullable(ports.get(interfaceIndex));
        if (port.isEmpty()) {
            return Optional.of("interface " + interfaceIndex + " is gone or has no MAC address");
        }
        try {
            saying.accept(speakerOn(port.get()));
            return Optional.empty();
        } catch (KernelException refused) {
            return Optional.ofNullable(refused.getMessage());
        }
    }

    private AddressSpeaker<A> speakerOn(Port port) {
        return open.computeIfAbsent(port, absent -> {
            AddressSpeaker<A> speaker = opening.apply(absent);
            // What was said before the question is no answer to it.
            speaker.claims();
            return speaker;
        });
    }

    /** What others have claimed since the last call, with the index of the interface. */
    void claims(ObjIntConsumer<A> observer) {
        open.forEach((port, speaker) -> speaker.claims().forEach(claimed -> observer.accept(claimed, port.index())));
    }

    @Override
    public void close() {
        open.values().forEach(AddressSpeaker::close);
        open.clear();
    }
}
