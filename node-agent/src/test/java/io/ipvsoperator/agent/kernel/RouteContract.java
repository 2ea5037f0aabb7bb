package io.ipvsoperator.agent.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.ipvsoperator.agent.netlink.NetlinkConversation;
import io.ipvsoperator.netlink.ErrorNumber;
import io.ipvsoperator.netlink.Message;
import io.ipvsoperator.netlink.NetlinkException;
import io.ipvsoperator.netlink.Request;
import io.ipvsoperator.netlink.route.AddressFlag;
import io.ipvsoperator.netlink.route.InterfaceAddress;
import io.ipvsoperator.netlink.route.Lifetime;
import io.ipvsoperator.netlink.route.Link;
import io.ipvsoperator.netlink.route.RouteEvent;
import io.ipvsoperator.netlink.route.RouteFamily;
import io.ipvsoperator.netlink.route.RouteRequests;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every kernel, real or not, does with links and addresses. No interface has the name {@code vips-test}. */
public abstract class RouteContract {
    protected static final String NAME = "vips-test";
    private static final InetAddress VIP = InetAddress.ofLiteral("192.0.2.200");
    private static final Duration DEADLINE = Duration.ofSeconds(60);

    private NetlinkConversation conversation;
    private int index;

    protected abstract KernelSockets kernel();

    /** Lets a second of the kernel's time pass; a real kernel does that by itself. */
    protected abstract void letASecondPass();

    @BeforeEach
    void makes_an_interface() {
        conversation = new NetlinkConversation(kernel().route(Set.of()));
        conversation.execute(RouteRequests.createDummy(NAME));
        index = link().index();
    }

    @AfterEach
    void deletes_the_interface() {
        links().stream()
                .filter(link -> link.name().equals(NAME))
                .forEach(link -> conversation.execute(RouteRequests.deleteLink(link.index())));
        conversation.close();
    }

    private List<Link> links() {
        return conversation.dump(RouteRequests.listLinks()).stream()
                .map(message -> Link.decode(message.payload()))
                .toList();
    }

    private Link link() {
        return links().stream()
                .filter(link -> link.name().equals(NAME))
                .findFirst()
                .orElseThrow();
    }

    private List<InterfaceAddress> addresses() {
        return conversation.dump(RouteRequests.listAddresses()).stream()
                .map(message -> InterfaceAddress.decode(message.payload()))
                .filter(address -> address.interfaceIndex() == index)
                .filter(address -> address.scope() == InterfaceAddress.SCOPE_GLOBAL)
                .toList();
    }

    private ErrorNumber refusalOf(Request request) {
        return catchThrowableOfType(NetlinkException.class, () -> conversation.execute(request))
                .error()
                .number();
    }

    private InterfaceAddress vip() {
        return InterfaceAddress.host(VIP, index);
    }

    @Test
    void lists_the_dummy_interface_up_and_with_carrier() {
        Link link = link();
        assertThat(link.kind()).contains("dummy");
        assertThat(link.canCarryPackets()).isTrue();
        assertThat(link.hardwareAddress().length()).isEqualTo(6);
        assertThat(link.mtu()).isEqualTo(1500);
    }

    @Test
    void lists_the_loopback_interface() {
        assertThat(links()).extracting(Link::name).contains("lo");
    }

    @Test
    void says_that_an_interface_exists() {
        assertThat(refusalOf(RouteRequests.createDummy(NAME))).isEqualTo(ErrorNumber.EEXIST);
    }

    @Test
    void adds_an_address_without_end() {
        conversation.execute(RouteRequests.replaceAddress(vip()));

        assertThat(addresses()).singleElement().satisfies(address -> {
            assertThat(address.address()).isEqualTo(VIP);
            assertThat(address.prefixLength()).isEqualTo(32);
            assertThat(address.lifetime().isForever()).isTrue();
            assertThat(address.flags()).contains(AddressFlag.PERMANENT);
        });
    }

    @Test
    void adds_a_lease_with_its_mark() {
        conversation.execute(RouteRequests.replaceAddress(vip().withLifetime(Lifetime.ofSeconds(60))
                .withFlags(Set.of(AddressFlag.NOPREFIXROUTE))
                .withProtocol(0x77)));

        assertThat(addresses()).singleElement().satisfies(address -> {
            assertThat(address.lifetime().validSeconds()).isBetween(50L, 60L);
            assertThat(address.flags()).contains(AddressFlag.NOPREFIXROUTE).doesNotContain(AddressFlag.PERMANENT);
            assertThat(address.protocol()).contains(0x77);
        });
    }

    @Test
    void refreshes_a_lease() {
        conversation.execute(RouteRequests.replaceAddress(vip().withLifetime(Lifetime.ofSeconds(5))));
        conversation.execute(RouteRequests.replaceAddress(vip().withLifetime(Lifetime.ofSeconds(60))));

        assertThat(addresses())
                .singleElement()
                .satisfies(
                        address -> assertThat(address.lifetime().validSeconds()).isGreaterThan(5));
    }

    @Test
    void deletes_an_address() {
        conversation.execute(RouteRequests.replaceAddress(vip()));
        conversation.execute(RouteRequests.deleteAddress(vip()));

        assertThat(addresses()).isEmpty();
    }

    @Test
    void says_that_an_address_is_not_there() {
        assertThat(refusalOf(RouteRequests.deleteAddress(vip()))).isEqualTo(ErrorNumber.EADDRNOTAVAIL);
    }

    @Test
    void says_that_an_interface_is_not_there() {
        assertThat(refusalOf(RouteRequests.replaceAddress(InterfaceAddress.host(VIP, 9999))))
                .isEqualTo(ErrorNumber.ENODEV);
    }

    @Test
    void tells_of_an_address_that_came_and_of_one_that_expired() {
        try (NetlinkTransport events = kernel().route(Set.of(RouteFamily.Group.IPV4_IFADDR))) {
            conversation.execute(RouteRequests.replaceAddress(vip().withLifetime(Lifetime.ofSeconds(1))));

            await(events, event -> event instanceof RouteEvent.AddressChanged changed && isVip(changed.address()));
            await(events, event -> event instanceof RouteEvent.AddressRemoved removed && isVip(removed.address()));
        }
        assertThat(addresses()).isEmpty();
    }

    private boolean isVip(InterfaceAddress address) {
        return address.address().equals(VIP) && address.interfaceIndex() == index;
    }

    @Test
    void tells_of_a_link_that_went() {
        try (NetlinkTransport events = kernel().route(Set.of(RouteFamily.Group.LINK))) {
            conversation.execute(RouteRequests.deleteLink(index));

            await(
                    events,
                    event -> event instanceof RouteEvent.LinkRemoved removed
                            && removed.link().name().equals(NAME));
        }
    }

    private void await(NetlinkTransport events, Predicate<RouteEvent> wanted) {
        ByteBuffer buffer = ByteBuffer.allocateDirect(64 * 1024);
        List<RouteEvent> seen = new ArrayList<>();
        long deadlineNanos = System.nanoTime() + DEADLINE.toNanos();
        while (System.nanoTime() < deadlineNanos) {
            if (events.receive(buffer.clear(), Duration.ofMillis(200)) == 0) {
                letASecondPass();
            }
            List<RouteEvent> heard = Message.decodeAll(buffer.flip()).stream()
                    .flatMap(message -> RouteEvent.decode(message).stream())
                    .toList();
            seen.addAll(heard);
            if (heard.stream().anyMatch(wanted)) {
                return;
            }
        }
        throw new AssertionError("the event did not come within " + DEADLINE + "; seen: " + seen);
    }
}
