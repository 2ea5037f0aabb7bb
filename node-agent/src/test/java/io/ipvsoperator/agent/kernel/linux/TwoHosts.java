package io.ipvsoperator.agent.kernel.linux;

import static io.ipvsoperator.agent.kernel.linux.Program.run;

import io.ipvsoperator.agent.kernel.NetworkInterfaceName;
import io.ipvsoperator.agent.kernel.PacketTransport;
import io.ipvsoperator.agent.kernel.ReceivedPacket;
import io.ipvsoperator.netlink.Bytes;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/**
 * This host with its interface near (192.0.2.1, fe80::1, 2001:db8::1), and at the other end of the cable a namespace "other" with
 * its interface far (.2 and ::2 of the same). No address waits for duplicate address detection.
 */
final class TwoHosts implements AutoCloseable {
    static final NetworkInterfaceName NEAR = new NetworkInterfaceName("near");
    static final NetworkInterfaceName FAR = new NetworkInterfaceName("far");
    static final Duration SHORT = Duration.ofMillis(200);
    private static final Duration DEADLINE = Duration.ofSeconds(60);
    private static final String OTHER = "other";

    final LinuxKernelSockets kernel = new LinuxKernelSockets();

    TwoHosts() {
        run("ip", "netns", "add", OTHER);
        run("ip", "link", "add", "near", "type", "veth", "peer", "name", "far", "netns", OTHER);
        run("ip", "link", "set", "near", "addrgenmode", "none", "up");
        onOther("ip", "link", "set", "far", "addrgenmode", "none", "up");
        run("ip", "addr", "add", "192.0.2.1/24", "dev", "near");
        onOther("ip", "addr", "add", "192.0.2.2/24", "dev", "far");
        addIpv6Addresses();
    }

    /** An interface that goes down loses them. */
    void addIpv6Addresses() {
        for (String subnet : new String[] {"fe80::", "2001:db8::"}) {
            run("ip", "addr", "replace", subnet + "1/64", "dev", "near", "nodad");
            onOther("ip", "addr", "replace", subnet + "2/64", "dev", "far", "nodad");
        }
    }

    void onOther(String... command) {
        String[] there = new String[command.length + 4];
        System.arraycopy(new String[] {"ip", "netns", "exec", OTHER}, 0, there, 0, 4);
        System.arraycopy(command, 0, there, 4, command.length);
        run(there);
    }

    PacketTransport near(Function<NetworkInterfaceName, PacketTransport> kind) {
        return kind.apply(NEAR);
    }

    PacketTransport far(Function<NetworkInterfaceName, PacketTransport> kind) {
        return OtherNamespace.in(OTHER, () -> kind.apply(FAR));
    }

    static ByteBuffer buffer(Bytes bytes) {
        return ByteBuffer.wrap(bytes.toArray());
    }

    static Bytes next(PacketTransport transport) {
        return transport
                .receive(DEADLINE)
                .map(ReceivedPacket::bytes)
                .map(Bytes::remainingOf)
                .orElseThrow(() -> new AssertionError("nothing came in within " + DEADLINE));
    }

    /** Others may speak between. */
    static boolean receives(PacketTransport transport, Bytes wanted) {
        Optional<ReceivedPacket> packet = transport.receive(DEADLINE);
        while (packet.isPresent() && !Bytes.remainingOf(packet.get().bytes()).equals(wanted)) {
            packet = transport.receive(DEADLINE);
        }
        return packet.isPresent();
    }

    /**
     * Sends it until it comes in, of which more may do so later: an interface that has just come up swallows what is sent before the
     * kernel has given it its queue.
     */
    static Bytes repeated(Bytes packet, PacketTransport sender, PacketTransport receiver) {
        long deadlineNanos = System.nanoTime() + DEADLINE.toNanos();
        while (System.nanoTime() < deadlineNanos) {
            sender.send(buffer(packet));
            Optional<Bytes> heard = receiver.receive(SHORT)
                    .map(ReceivedPacket::bytes)
                    .map(Bytes::remainingOf)
                    .filter(bytes -> bytes.length() == packet.length());
            if (heard.isPresent()) {
                return heard.get();
            }
        }
        throw new AssertionError("what was sent again and again did not come in within " + DEADLINE);
    }

    @Override
    public void close() {
        if (Program.run("ip", "-o", "link").contains(" near@")) {
            run("ip", "link", "del", "near");
        }
        run("ip", "netns", "del", OTHER);
    }
}
