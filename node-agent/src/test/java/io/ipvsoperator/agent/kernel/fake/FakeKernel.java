package io.ipvsoperator.agent.kernel.fake;

import io.ipvsoperator.agent.kernel.KernelException;
import io.ipvsoperator.agent.kernel.KernelModules;
import io.ipvsoperator.agent.kernel.KernelSockets;
import io.ipvsoperator.agent.kernel.NetlinkTransport;
import io.ipvsoperator.agent.kernel.NetworkInterfaceName;
import io.ipvsoperator.agent.kernel.PacketTransport;
import io.ipvsoperator.netlink.Bytes;
import io.ipvsoperator.netlink.ErrorNumber;
import io.ipvsoperator.netlink.Header;
import io.ipvsoperator.netlink.Message;
import io.ipvsoperator.netlink.Request;
import io.ipvsoperator.netlink.generic.GenericMessage;
import io.ipvsoperator.netlink.ipvs.DestinationKey;
import io.ipvsoperator.netlink.ipvs.IpvsCommand;
import io.ipvsoperator.netlink.ipvs.ServiceKey;
import io.ipvsoperator.netlink.route.InterfaceAddress;
import io.ipvsoperator.netlink.route.Link;
import io.ipvsoperator.netlink.route.RouteFamily;
import io.ipvsoperator.netlink.route.RouteRequests;
import io.ipvsoperator.wire.ethernet.EthernetHeader;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * A host's kernel in memory. Tests give it links, let time pass, spoil things behind the back of what they test, and ask what it
 * holds. Thread-safe: one lock, the clock's.
 */
public final class FakeKernel implements KernelSockets, KernelModules {
    /** In an Ethernet header. */
    private static final int ETHER_TYPE_OFFSET = 12;

    private final FakeClock clock = new FakeClock();
    private final OpenSockets open = new OpenSockets(clock);
    private final FakeNetlink netlink = new FakeNetlink(clock, open);
    private final FakeRoute route = netlink.route();
    private final FakeIpvs ipvs = netlink.ipvs();
    private final List<ByteBuffer> arpSent = new ArrayList<>();
    private final List<ByteBuffer> ndpSent = new ArrayList<>();
    private Optional<ErrorNumber> packetRefusal = Optional.empty();

    public FakeClock clock() {
        return clock;
    }

    /** Lets time pass; addresses whose lifetime ends meanwhile go. */
    public void advance(Duration by) {
        synchronized (clock) {
            clock.advance(by);
            route.expire();
        }
    }

    public Link addLink(String name) {
        synchronized (clock) {
            return route.add(name, FakeRoute.ETHERNET, Optional.empty());
        }
    }

    /** {@code ip link add link BELOW name NAME address HARDWARE type macvlan mode bridge} by somebody else, and up. */
    public Link addMacvlan(Link below, String name, Bytes hardwareAddress) {
        synchronized (clock) {
            ask(RouteRequests.createMacvlan(name, below.index(), hardwareAddress, 0));
            ask(RouteRequests.setUp(route.link(name).orElseThrow().index()));
            return route.link(name).orElseThrow();
        }
    }

    private void ask(Request request) {
        route.answer(new Message(new Header(request.type(), 0, 0, 0), request.payload()));
    }

    public void setDown(Link link) {
        synchronized (clock) {
            route.setDown(link.index());
        }
    }

    /** {@code ip link del} by somebody else. */
    public void deleteLink(Link link) {
        synchronized (clock) {
            ask(RouteRequests.deleteLink(link.index()));
        }
    }

    /** {@code ip addr add} by somebody else. */
    public void addAddress(InterfaceAddress address) {
        synchronized (clock) {
            route.hold(address);
        }
    }

    /** {@code ip addr del} by somebody else. */
    public void removeAddress(InterfaceAddress address) {
        synchronized (clock) {
            route.answer(new Message(new Header(RouteFamily.MessageType.DELADDR, 0, 0, 0), address.encode()));
        }
    }

    public List<InterfaceAddress> addresses() {
        synchronized (clock) {
            return route.present();
        }
    }

    public Optional<Link> link(String name) {
        synchronized (clock) {
            return route.link(name);
        }
    }

    /** {@code ipvsadm} in the hands of somebody else. */
    public List<GenericMessage> ipvsadm(IpvsCommand command) {
        synchronized (clock) {
            return ipvs.answer(command);
        }
    }

    public void connect(ServiceKey service, DestinationKey destination, long active, long inactive) {
        synchronized (clock) {
            ipvs.connect(service, destination, active, inactive);
        }
    }

    /** Every command that came over a socket and asked for a change, refused ones too. */
    public List<IpvsCommand> takeIpvsWrites() {
        synchronized (clock) {
            return netlink.takeIpvsWrites();
        }
    }

    /** From now on such commands fail so. */
    public void rejectWith(ErrorNumber number, Predicate<IpvsCommand> commands) {
        synchronized (clock) {
            netlink.rejectIpvsWith(number, commands);
        }
    }

    /** From now on no packet leaves; with nothing they leave again. */
    public void rejectPacketsWith(Optional<ErrorNumber> number) {
        synchronized (clock) {
            packetRefusal = number;
        }
    }

    /** From now on no request about links and addresses is answered but so; with nothing all are. */
    public void rejectRouteRequestsWith(Optional<ErrorNumber> number) {
        synchronized (clock) {
            netlink.rejectRouteWith(number);
        }
    }

    /** So many attempts to hear of events fail, with every socket that has joined a group. */
    public void failEventsWith(ErrorNumber number, int times) {
        synchronized (clock) {
            netlink.failEventsWith(number, times);
        }
    }

    /** Of those, how many are still to come. */
    public int eventFailuresLeft() {
        synchronized (clock) {
            return netlink.eventFailuresLeft();
        }
    }

    public int routeRequestsRejected() {
        synchronized (clock) {
            return netlink.routeRequestsRejected();
        }
    }

    public void unloadIpvs() {
        synchronized (clock) {
            netlink.setIpvsLoaded(false);
        }
    }

    @Override
    public void load(String module) {
        if (!module.equals("ip_vs")) {
            throw new AssertionError("nobody here needs the module " + module);
        }
        synchronized (clock) {
            netlink.setIpvsLoaded(true);
        }
    }

    /** The frames that were sent since the last call, on any interface. */
    public List<ByteBuffer> takeArpSent() {
        return take(arpSent);
    }

    /** The packets of neighbor discovery that were sent since the last call, on any interface. */
    public List<ByteBuffer> takeNdpSent() {
        return take(ndpSent);
    }

    private List<ByteBuffer> take(List<ByteBuffer> sent) {
        synchronized (clock) {
            List<ByteBuffer> taken = List.copyOf(sent);
            sent.clear();
            return taken;
        }
    }

    /** A frame from another host of the segment. */
    public void receiveArp(Link link, ByteBuffer frame) {
        deliver("ARP on " + link.name(), frame);
    }

    /** A packet of neighbor discovery from another host of the segment. */
    public void receiveNdp(Link link, ByteBuffer packet) {
        deliver("NDP on " + link.name(), packet);
    }

    private void deliver(String socketName, ByteBuffer packet) {
        synchronized (clock) {
            open.named(socketName).forEach(transport -> transport.deliver(packet.duplicate()));
        }
    }

    /** By kind and interface, such as "VRRP on eth1"; one that is open twice stands there twice. */
    public List<String> openSockets() {
        return open.names();
    }

    public void assertNoOpenSockets() {
        if (!open.names().isEmpty()) {
            throw new AssertionError("sockets left open: " + open.names());
        }
    }

    @Override
    public NetlinkTransport generic() {
        return netlink.generic();
    }

    @Override
    public NetlinkTransport route(Set<RouteFamily.Group> groups) {
        return netlink.route(groups);
    }

    /** Nobody else is on the segment: what is sent is heard by none. */
    @Override
    public PacketTransport vrrpIpv4(NetworkInterfaceName name) {
        return packets("VRRP", name, packet -> {});
    }

    @Override
    public PacketTransport vrrpIpv6(NetworkInterfaceName name) {
        return packets("VRRP IPv6", name, packet -> {});
    }

    @Override
    public PacketTransport frames(NetworkInterfaceName name) {
        return packets("frames", name, this::sent);
    }

    private void sent(ByteBuffer frame) {
        if (Short.toUnsignedInt(frame.getShort(ETHER_TYPE_OFFSET)) == EthernetHeader.TYPE_ARP) {
            arpSent.add(frame);
        }
    }

    @Override
    public PacketTransport arp(NetworkInterfaceName name) {
        return packets("ARP", name, arpSent::add);
    }

    @Override
    public PacketTransport ndp(NetworkInterfaceName name) {
        return packets("NDP", name, ndpSent::add);
    }

    private PacketTransport packets(String kind, NetworkInterfaceName name, Consumer<ByteBuffer> sent) {
        synchronized (clock) {
            String socket = kind + " on " + name;
            FakePacketTransport transport =
                    new FakePacketTransport(clock, packet -> send(packet, socket, sent), open::forget);
            open.put(transport, socket);
            return transport;
        }
    }

    private void send(ByteBuffer packet, String socket, Consumer<ByteBuffer> sent) {
        packetRefusal.ifPresent(number -> {
            throw new KernelException("send on " + socket, number);
        });
        sent.accept(packet);
    }
}
