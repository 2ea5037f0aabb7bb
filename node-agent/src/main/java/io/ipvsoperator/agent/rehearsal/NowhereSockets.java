package io.ipvsoperator.agent.rehearsal;

import io.ipvsoperator.agent.kernel.KernelSockets;
import io.ipvsoperator.agent.kernel.NetlinkTransport;
import io.ipvsoperator.agent.kernel.NetworkInterfaceName;
import io.ipvsoperator.agent.kernel.PacketTransport;
import io.ipvsoperator.agent.kernel.ReceivedPacket;
import io.ipvsoperator.netlink.Bytes;
import io.ipvsoperator.netlink.Header;
import io.ipvsoperator.netlink.Message;
import io.ipvsoperator.netlink.route.Link;
import io.ipvsoperator.netlink.route.RouteFamily;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.function.BooleanSupplier;

/**
 * A kernel that has one interface, grants every request and lets no packet leave: what is rehearsed on it has no effect. All of its
 * news is that the interface has changed. Used by one thread.
 */
public final class NowhereSockets implements KernelSockets {
    /** The only interface: up, an Ethernet. */
    public static final Link LINK = new Link(
            1,
            "rehearsal",
            1,
            Link.UP | Link.LOWER_UP,
            1500,
            Bytes.copyOf(new byte[] {2, 0, 0, 0, 0, 1}),
            Link.OperationalState.UP,
            true,
            true,
            Optional.empty(),
            0,
            0);

    /** {@code struct nlmsgerr}: no error, and the header of the request. */
    private static final Bytes GRANTED = Bytes.copyOf(new byte[Integer.BYTES + Header.LENGTH]);
    /** The error number that ends a dump: none. */
    private static final Bytes COMPLETE = Bytes.copyOf(new byte[Integer.BYTES]);

    private final BooleanSupplier news;
    private int packets;

    /** @param news asked whenever somebody waits for news of interfaces and addresses: whether there is some */
    public NowhereSockets(BooleanSupplier news) {
        this.news = news;
    }

    /** How many packets did not leave. */
    public int packets() {
        return packets;
    }

    @Override
    public NetlinkTransport generic() {
        return new Granting();
    }

    @Override
    public NetlinkTransport route(Set<RouteFamily.Group> groups) {
        return groups.isEmpty() ? new Granting() : new News();
    }

    @Override
    public PacketTransport vrrpIpv4(NetworkInterfaceName name) {
        return new Silent();
    }

    @Override
    public PacketTransport vrrpIpv6(NetworkInterfaceName name) {
        return new Silent();
    }

    @Override
    public PacketTransport frames(NetworkInterfaceName name) {
        return new Silent();
    }

    @Override
    public PacketTransport arp(NetworkInterfaceName name) {
        return new Silent();
    }

    @Override
    public PacketTransport ndp(NetworkInterfaceName name) {
        return new Silent();
    }

    private static final class Granting implements NetlinkTransport {
        private final Queue<Message> answers = new ArrayDeque<>();

        @Override
        public void send(ByteBuffer datagram) {
            for (Message request : Message.decodeAll(datagram)) {
                Header header = request.header();
                switch (header.type()) {
                    case RouteFamily.MessageType.GETLINK, RouteFamily.MessageType.GETADDR -> list(header);
                    default ->
                        answers.add(
                                new Message(new Header(Header.ERROR, Header.CAPPED, header.sequence(), 0), GRANTED));
                }
            }
        }

        private void list(Header header) {
            if (header.type() == RouteFamily.MessageType.GETLINK) {
                answers.add(new Message(
                        new Header(RouteFamily.MessageType.NEWLINK, Header.MULTI, header.sequence(), 0),
                        LINK.encode()));
            }
            answers.add(new Message(new Header(Header.DONE, Header.MULTI, header.sequence(), 0), COMPLETE));
        }

        @Override
        public int receive(ByteBuffer into, Duration timeout) {
            Optional<Message> answer = Optional.ofNullable(answers.poll());
            answer.ifPresent(message -> message.encodeInto(into));
            return answer.map(Message::paddedLength).orElse(0);
        }

        @Override
        public void wake() {}

        @Override
        public void close() {}
    }

    private final class News implements NetlinkTransport {
        private boolean told;

        @Override
        public void send(ByteBuffer datagram) {}

        /** After a piece of news there is none, so that whoever reads all there is comes to an end. */
        @Override
        public int receive(ByteBuffer into, Duration timeout) {
            told = !told && news.getAsBoolean();
            if (!told) {
                return 0;
            }
            Message message = new Message(new Header(RouteFamily.MessageType.NEWLINK, 0, 0, 0), LINK.encode());
            message.encodeInto(into);
            return message.paddedLength();
        }

        @Override
        public void wake() {}

        @Override
        public void close() {}
    }

    private final class Silent implements PacketTransport {
        @Override
        public void send(ByteBuffer packet) {
            packets++;
        }

        @Override
        public Optional<ReceivedPacket> receive(Duration timeout) {
            return Optional.empty();
        }

        @Override
        public void wake() {}

        @Override
        public void close() {}
    }
}
