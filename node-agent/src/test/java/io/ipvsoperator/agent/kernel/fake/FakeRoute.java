package io.ipvsoperator.agent.kernel.fake;

import io.ipvsoperator.netlink.Bytes;
import io.ipvsoperator.netlink.ErrorNumber;
import io.ipvsoperator.netlink.Header;
import io.ipvsoperator.netlink.Message;
import io.ipvsoperator.netlink.route.AddressFlag;
import io.ipvsoperator.netlink.route.InterfaceAddress;
import io.ipvsoperator.netlink.route.Lifetime;
import io.ipvsoperator.netlink.route.Link;
import io.ipvsoperator.netlink.route.RouteFamily;
import io.ipvsoperator.time.MonotonicInstant;
import java.net.Inet6Address;
import java.time.Duration;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** net/core/rtnetlink.c and net/ipv4/devinet.c of Linux 6.1, for dummy and macvlan devices and for addresses. */
final class FakeRoute {
    static final int ETHERNET = 1;
    private static final int LOOPBACK = 772;
    private static final int UP = Link.UP | Link.RUNNING | Link.LOWER_UP;

    private final FakeClock clock;
    private final Events events;
    private final Map<Integer, Link> links = new LinkedHashMap<>();
    private final Map<Identity, Held> addresses = new LinkedHashMap<>();
    private int nextIndex = 1;

    /** Tells those who joined the group. */
    interface Events {
        void tell(RouteFamily.Group group, Message event);
    }

    private record Identity(java.net.InetAddress address, int prefixLength, int interfaceIndex) {
        static Identity of(InterfaceAddress address) {
            return new Identity(address.address(), address.prefixLength(), address.interfaceIndex());
        }
    }

    private record Held(InterfaceAddress address, Optional<MonotonicInstant> expiresAt) {}

    FakeRoute(FakeClock clock, Events events) {
        this.clock = clock;
        this.events = events;
        add("lo", LOOPBACK, Optional.empty());
    }

    Link add(String name, int hardwareType, Optional<String> kind) {
        int index = nextIndex++;
        Link link = new Link(
                index,
                name,
                hardwareType,
                UP,
                1500,
                Bytes.copyOf(new byte[] {2, 0, 0, 0, 0, (byte) index}),
                Link.OperationalState.UP,
                true,
                false,
                kind,
                0,
                0);
        return put(link);
    }

    private Link put(Link link) {
        links.put(link.index(), link);
        tell(RouteFamily.Group.LINK, RouteFamily.MessageType.NEWLINK, link.encode());
        return link;
    }

    List<Message> answer(Message request) {
        return switch (request.header().type()) {
            case RouteFamily.MessageType.GETLINK ->
                links.values().stream()
                        .map(link -> message(RouteFamily.MessageType.NEWLINK, link.encode()))
                        .toList();
            case RouteFamily.MessageType.GETADDR ->
                present().stream()
                        .map(address -> message(RouteFamily.MessageType.NEWADDR, address.encode()))
                        .toList();
            case RouteFamily.MessageType.NEWLINK -> newLink(request);
            case RouteFamily.MessageType.DELLINK ->
                deleteLink(request.payload().asBuffer().getInt(4));
            case RouteFamily.MessageType.NEWADDR -> put(InterfaceAddress.decode(request.payload()), request.header());
            case RouteFamily.MessageType.DELADDR -> delete(InterfaceAddress.decode(request.payload()));
            default ->
                throw new AssertionError(
                        "rtnetlink message of type " + request.header().type());
        };
    }

    private List<Message> newLink(Message request) {
        int index = request.payload().asBuffer().getInt(4);
        if (index != 0) {
            boolean up = (request.payload().asBuffer().getInt(8) & Link.UP) != 0;
            if (up && isHardwareAddressBusy(requireLink(index))) {
                throw new Refusal(ErrorNumber.EADDRINUSE);
            }
            put(withFlags(requireLink(index), up ? UP : 0));
            if (!up) {
                removeIf(address -> address.interfaceIndex() == index && address.address() instanceof Inet6Address);
            }
            return List.of();
        }
        Link wanted = Link.decode(request.payload());
        if (links.values().stream().anyMatch(link -> link.name().equals(wanted.name()))) {
            throw new Refusal(ErrorNumber.EEXIST);
        }
        if (wanted.below() == 0) {
            add(wanted.name(), ETHERNET, wanted.kind());
        } else {
            requireLink(wanted.below());
            addAbove(wanted);
        }
        return List.of();
    }

    /** macvlan_addr_busy: two above the same interface cannot be up with one hardware address. */
    private boolean isHardwareAddressBusy(Link rising) {
        return rising.below() != 0
                && links.values().stream()
                        .anyMatch(link -> link.index() != rising.index()
                                && link.below() == rising.below()
                                && (link.flags() & Link.UP) != 0
                                && link.hardwareAddress().equals(rising.hardwareAddress()));
    }

    /** Of the kinds that stand on another interface; down. */
    private void addAbove(Link wanted) {
        put(new Link(
                nextIndex++,
                wanted.name(),
                ETHERNET,
                0,
                1500,
                wanted.hardwareAddress(),
                Link.OperationalState.DOWN,
                true,
                false,
                wanted.kind(),
                wanted.below(),
                wanted.group()));
    }

    private static Link withFlags(Link link, int flags) {
        return new Link(
                link.index(),
                link.name(),
                link.hardwareType(),
                flags,
                link.mtu(),
                link.hardwareAddress(),
                link.operationalState(),
                link.carrier(),
                link.forwardsIpv6(),
                link.kind(),
                link.below(),
                link.group());
    }

    void setDown(int index) {
        links.put(index, withFlags(requireLink(index), 0));
        tell(
                RouteFamily.Group.LINK,
                RouteFamily.MessageType.NEWLINK,
                requireLink(index).encode());
    }

    private List<Message> deleteLink(int index) {
        Link link = requireLink(index);
        List.copyOf(links.values()).stream()
                .filter(above -> above.below() == index)
                .forEach(above -> deleteLink(above.index()));
        removeIf(address -> address.interfaceIndex() == index);
        links.remove(index);
        tell(RouteFamily.Group.LINK, RouteFamily.MessageType.DELLINK, link.encode());
        return List.of();
    }

    private void removeIf(Predicate<InterfaceAddress> condition) {
        List.copyOf(addresses.values()).stream()
                .map(Held::address)
                .filter(condition)
                .forEach(this::remove);
    }

    private Link requireLink(int index) {
        return Optional.ofNullable(links.get(index)).orElseThrow(() -> new Refusal(ErrorNumber.ENODEV));
    }

    private List<Message> put(InterfaceAddress address, Header header) {
        requireLink(address.interfaceIndex());
        if (address.lifetime().validSeconds() == 0
                || address.lifetime().preferredSeconds() > address.lifetime().validSeconds()) {
            throw new Refusal(ErrorNumber.EINVAL);
        }
        boolean there = addresses.containsKey(Identity.of(address));
        if (there && !header.has(Header.REPLACE)) {
            throw new Refusal(ErrorNumber.EEXIST);
        }
        hold(address);
        return List.of();
    }

    void hold(InterfaceAddress address) {
        Set<AddressFlag> flags = EnumSet.noneOf(AddressFlag.class);
        flags.addAll(address.flags());
        Lifetime lifetime = address.lifetime();
        if (lifetime.isForever()) {
            flags.add(AddressFlag.PERMANENT);
        }
        if (lifetime.preferredSeconds() == 0) {
            flags.add(AddressFlag.DEPRECATED);
        }
        Optional<MonotonicInstant> expiresAt = lifetime.isForever()
                ? Optional.empty()
                : Optional.of(clock.now().plus(Duration.ofSeconds(lifetime.validSeconds())));
        InterfaceAddress held = address.withFlags(flags);
        addresses.put(Identity.of(address), new Held(held, expiresAt));
        tell(groupOf(held), RouteFamily.MessageType.NEWADDR, held.encode());
    }

    private List<Message> delete(InterfaceAddress address) {
        requireLink(address.interfaceIndex());
        if (!addresses.containsKey(Identity.of(address))) {
            throw new Refusal(ErrorNumber.EADDRNOTAVAIL);
        }
        remove(address);
        return List.of();
    }

    private void remove(InterfaceAddress address) {
        Held gone = addresses.remove(Identity.of(address));
        if (gone != null) {
            tell(
                    groupOf(address),
                    RouteFamily.MessageType.DELADDR,
                    gone.address().encode());
        }
    }

    private static RouteFamily.Group groupOf(InterfaceAddress address) {
        return address.address() instanceof Inet6Address
                ? RouteFamily.Group.IPV6_IFADDR
                : RouteFamily.Group.IPV4_IFADDR;
    }

    /** What check_lifetime of the kernel does now and then. */
    void expire() {
        List<Held> ended = addresses.values().stream()
                .filter(held -> held.expiresAt()
                        .filter(at -> at.isReachedAt(clock.now()))
                        .isPresent())
                .toList();
        ended.forEach(held -> remove(held.address()));
    }

    /** With the lifetimes that are left. */
    List<InterfaceAddress> present() {
        return addresses.values().stream()
                .map(held -> held.expiresAt()
                        .map(at -> held.address()
                                .withLifetime(new Lifetime(
                                        Math.max(1, clock.now().until(at).toSeconds()), 0)))
                        .orElse(held.address()))
                .toList();
    }

    Optional<Link> link(String name) {
        return links.values().stream().filter(link -> link.name().equals(name)).findFirst();
    }

    private void tell(RouteFamily.Group group, int type, Bytes payload) {
        events.tell(group, message(type, payload));
    }

    private static Message message(int type, Bytes payload) {
        return new Message(new Header(type, 0, 0, 0), payload);
    }
}
