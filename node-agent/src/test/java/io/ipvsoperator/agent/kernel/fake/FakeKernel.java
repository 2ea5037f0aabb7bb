package io.ipvsoperator.agent.kernel.fake;

import io.ipvsoperator.agent.kernel.KernelModules;
import io.ipvsoperator.agent.kernel.KernelSockets;
import io.ipvsoperator.agent.kernel.NetlinkTransport;
import io.ipvsoperator.agent.kernel.NetworkInterfaceName;
import io.ipvsoperator.agent.kernel.PacketTransport;
import io.ipvsoperator.netlink.Bytes;
import io.ipvsoperator.netlink.ErrorNumber;
import io.ipvsoperator.netlink.Header;
import io.ipvsoperator.netlink.Message;
import io.ipvsoperator.netlink.NetlinkError;
import io.ipvsoperator.netlink.Request;
import io.ipvsoperator.netlink.generic.Controller;
import io.ipvsoperator.netlink.generic.GenericMessage;
import io.ipvsoperator.netlink.ipvs.DestinationKey;
import io.ipvsoperator.netlink.ipvs.IpvsCommand;
import io.ipvsoperator.netlink.ipvs.IpvsFamily;
import io.ipvsoperator.netlink.ipvs.ServiceKey;
import io.ipvsoperator.netlink.route.InterfaceAddress;
import io.ipvsoperator.netlink.route.Link;
import io.ipvsoperator.netlink.route.RouteFamily;
import io.ipvsoperator.netlink.route.RouteRequests;
import io.ipvsoperator.wire.ethernet.EthernetHeader;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * A host's kernel in memory. Tests give it links, let time pass, spoil things behind the back of what they test, and ask what it
 * holds. Thread-safe: one lock, the clock's.
 */
public final class FakeKernel implements KernelSockets, KernelModules {
    private static final int IPVS_FAMILY = 0x1c;
    /** In an Ethernet header. */
    private static final int ETHER_TYPE_OFFSET = 12;

    private final FakeClock clock = new FakeClock();
    private final Map<FakeNetlinkTransport, Set<RouteFamily.Group>> listeners = new HashMap<>();
    private final FakeRoute route = new FakeRoute(clock, this::tell);
    private final FakeIpvs ipvs = new FakeIpvs(name -> route.link(name).isPresent());
    private final Map<Object, String> open = new LinkedHashMap<>();
    private final List<ByteBuffer> arpSent = new ArrayList<>();
    private final List<ByteBuffer> ndpSent = new ArrayList<>();
    private final List<IpvsCommand> ipvsWrites = new ArrayList<>();
    private Predicate<IpvsCommand> rejected = command -> false;
    private ErrorNumber rejection = ErrorNumber.EPERM;
    private boolean ipvsLoaded = true;

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
            List<IpvsCommand> taken = List.copyOf(ipvsWrites);
            ipvsWrites.clear();
            return taken;
        }
    }

    /** From now on such commands fail so. */
    public void rejectWith(ErrorNumber number, Predicate<IpvsCommand> commands) {
        synchronized (clock) {
            rejection = number;
            rejected = commands;
        }
    }

    public void unloadIpvs() {
        ipvsLoaded = false;
    }

    @Override
    public void load(String module) {
        if (!module.equals("ip_vs")) {
            throw new AssertionError("nobody here needs the module " + module);
        }
        ipvsLoaded = true;
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
            open.forEach((socket, name) -> {
                if (name.equals(socketName) && socket instanceof FakePacketTransport transport) {
                    transport.deliver(packet.duplicate());
                }
            });
        }
    }

    /** By kind and interface, such as "VRRP on eth1"; one that is open twice stands there twice. */
    public List<String> openSockets() {
        synchronized (clock) {
            return List.copyOf(open.values());
        }
    }

    public void assertNoOpenSockets() {
        synchronized (clock) {
            if (!open.isEmpty()) {
                throw new AssertionError("sockets left open: " + open.values());
            }
        }
    }

    @Override
    public NetlinkTransport generic() {
        return netlink("generic netlink", Set.of(), this::answerGeneric);
    }

    @Override
    public NetlinkTransport route(Set<RouteFamily.Group> groups) {
        return netlink("rtnetlink " + groups, groups, route::answer);
    }

    private interface Family {
        List<Message> answer(Message request);
    }

    private NetlinkTransport netlink(String name, Set<RouteFamily.Group> groups, Family family) {
        synchronized (clock) {
            FakeNetlinkTransport transport =
                    new FakeNetlinkTransport(clock, request -> answer(request, family), this::forget);
            open.put(transport, name);
            listeners.put(transport, groups);
            return transport;
        }
    }

    private void forget(Object socket) {
        synchronized (clock) {
            open.remove(socket);
            listeners.keySet().removeIf(each -> each == socket);
        }
    }

    /** The answers, then DONE for a dump or the acknowledgement, which who does not ask for it gets of a refusal alone. */
    private List<Message> answer(Message request, Family family) {
        synchronized (clock) {
            Header header = request.header();
            if (!header.has(Header.REQUEST)) {
                throw new AssertionError("no NLM_F_REQUEST in " + header);
            }
            boolean dump = header.has(Header.DUMP) && !header.has(Header.CREATE);
            List<Message> answers = new ArrayList<>();
            try {
                for (Message answer : family.answer(request)) {
                    Header answering =
                            new Header(answer.header().type(), dump ? Header.MULTI : 0, header.sequence(), 0);
                    answers.add(new Message(answering, answer.payload()));
                }
                if (dump) {
                    answers.add(new Message(
                            new Header(Header.DONE, Header.MULTI, header.sequence(), 0), Bytes.copyOf(new byte[4])));
                } else if (header.has(Header.ACK)) {
                    answers.add(acknowledgement(header, Optional.empty()));
                }
            } catch (Refusal refusal) {
                answers.add(acknowledgement(header, Optional.of(NetlinkError.of(refusal.number()))));
            }
            return answers;
        }
    }

    private static Message acknowledgement(Header request, Optional<NetlinkError> error) {
        return new Message(
                new Header(Header.ERROR, Header.CAPPED, request.sequence(), 0), NetlinkError.encode(request, error));
    }

    private List<Message> answerGeneric(Message request) {
        GenericMessage message = GenericMessage.decode(request.payload());
        return switch (request.header().type()) {
            case Controller.FAMILY_ID -> List.of(generic(Controller.FAMILY_ID, family(message)));
            case IPVS_FAMILY ->
                answerIpvs(IpvsCommand.decode(message)).stream()
                        .map(answer -> generic(IPVS_FAMILY, answer))
                        .toList();
            default -> throw new Refusal(ErrorNumber.ENOENT);
        };
    }

    private static Message generic(int family, GenericMessage message) {
        return new Message(new Header(family, 0, 0, 0), message.encode());
    }

    private GenericMessage family(GenericMessage question) {
        if (question.command() != Controller.GET_FAMILY) {
            throw new AssertionError("command of nlctrl: " + question.command());
        }
        if (!ipvsLoaded || !Controller.nameIn(question).equals(IpvsFamily.NAME)) {
            throw new Refusal(ErrorNumber.ENOENT);
        }
        return new Controller.Family(IPVS_FAMILY, IpvsFamily.NAME, IpvsFamily.VERSION).encode();
    }

    private List<GenericMessage> answerIpvs(IpvsCommand command) {
        if (isWrite(command)) {
            ipvsWrites.add(command);
        }
        if (rejected.test(command)) {
            throw new Refusal(rejection);
        }
        return ipvs.answer(command);
    }

    private static boolean isWrite(IpvsCommand command) {
        return switch (command) {
            case IpvsCommand.NewService ignored -> true;
            case IpvsCommand.SetService ignored -> true;
            case IpvsCommand.DeleteService ignored -> true;
            case IpvsCommand.NewDestination ignored -> true;
            case IpvsCommand.SetDestination ignored -> true;
            case IpvsCommand.DeleteDestination ignored -> true;
            case IpvsCommand.StartDaemon ignored -> true;
            case IpvsCommand.StopDaemon ignored -> true;
            case IpvsCommand.GetService ignored -> false;
            case IpvsCommand.ListServices ignored -> false;
            case IpvsCommand.ListDestinations ignored -> false;
            case IpvsCommand.ListDaemons ignored -> false;
            case IpvsCommand.GetVersion ignored -> false;
        };
    }

    private void tell(RouteFamily.Group group, Message event) {
        listeners.forEach((transport, groups) -> {
            if (groups.contains(group)) {
                transport.deliver(event);
            }
        });
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
            FakePacketTransport transport = new FakePacketTransport(clock, sent, this::forget);
            open.put(transport, kind + " on " + name);
            return transport;
        }
    }
}
