package io.ipvsoperator.agent.address;

import io.ipvsoperator.agent.kernel.KernelSockets;
import io.ipvsoperator.agent.kernel.NetlinkTransport;
import io.ipvsoperator.agent.kernel.NetworkInterfaceName;
import io.ipvsoperator.agent.kernel.PacketTransport;
import io.ipvsoperator.agent.kernel.ReceivedPacket;
import io.ipvsoperator.netlink.Bytes;
import io.ipvsoperator.netlink.Header;
import io.ipvsoperator.netlink.Message;
import io.ipvsoperator.netlink.route.RouteFamily;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;

/** Sockets on which every request is granted and no packet leaves. Used by one thread. */
final class NowhereSockets implements KernelSockets {
    /** {@code struct nlmsgerr}: no error, and the header of the request. */
    private static final Bytes GRANTED = Bytes.copyOf(new byte[Integer.BYTES + Header.LENGTH]);

    private int packets;

    /** How many packets did not leave. */
    int packets() {
        return packets;
    }

    NetlinkTransport answering() {
        return new Granting();
    }

    @Override
    public NetlinkTransport generic() {
        return answering();
    }

    @Override
    public NetlinkTransport route(Set<RouteFamily.Group> groups) {
        return answering();
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
                answers.add(new Message(
                        new Header(Header.ERROR, Header.CAPPED, request.header().sequence(), 0), GRANTED));
            }
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
