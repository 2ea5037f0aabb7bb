package io.ipvsoperator.agent.address;

import io.ipvsoperator.agent.kernel.KernelException;
import io.ipvsoperator.agent.kernel.KernelSockets;
import io.ipvsoperator.agent.kernel.NetlinkTransport;
import io.ipvsoperator.netlink.ErrorNumber;
import io.ipvsoperator.netlink.Message;
import io.ipvsoperator.netlink.route.Link;
import io.ipvsoperator.netlink.route.RouteEvent;
import io.ipvsoperator.netlink.route.RouteFamily;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.Set;

/** What the kernel tells unasked about addresses and links. {@link #wake} may be called by any thread, the rest by one. */
final class RouteEvents implements AutoCloseable {
    private static final int BUFFER = 64 * 1024;

    private final NetlinkTransport transport;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);

    RouteEvents(KernelSockets sockets) {
        transport = sockets.route(
                EnumSet.of(RouteFamily.Group.LINK, RouteFamily.Group.IPV4_IFADDR, RouteFamily.Group.IPV6_IFADDR));
    }

    /**
     * @param removed addresses that went, by whomever
     * @param interrupted interfaces that could not carry packets for a while, by index; they may by now
     * @param unsure true if links changed or events were lost: only a new look helps
     */
    record Heard(Set<VirtualAddress> removed, Set<Integer> interrupted, boolean unsure) {}

    /** Returns with what has come in, or with nothing when the time is up or somebody called {@link #wake}. */
    Heard await(Duration patience) {
        Set<VirtualAddress> removed = new LinkedHashSet<>();
        Set<Integer> interrupted = new LinkedHashSet<>();
        boolean unsure = false;
        try {
            int length = receive(patience);
            while (length > 0) {
                for (Message message : Message.decodeAll(buffer.flip())) {
                    unsure |= note(message, removed, interrupted);
                }
                length = receive(Duration.ZERO);
            }
        } catch (KernelException e) {
            if (!ErrorNumber.ENOBUFS.equals(e.number())) {
                throw e;
            }
            unsure = true;
        }
        return new Heard(removed, interrupted, unsure);
    }

    private int receive(Duration patience) {
        return transport.receive(buffer.clear(), patience);
    }

    private static boolean note(Message message, Set<VirtualAddress> removed, Set<Integer> interrupted) {
        return RouteEvent.decode(message)
                .map(event -> switch (event) {
                    case RouteEvent.AddressRemoved gone -> {
                        VirtualAddress.of(gone.address()).ifPresent(removed::add);
                        yield false;
                    }
                    case RouteEvent.AddressChanged ignored -> false;
                    case RouteEvent.LinkChanged(Link link) -> {
                        if (!link.canCarryPackets()) {
                            interrupted.add(link.index());
                        }
                        yield true;
                    }
                    case RouteEvent.LinkRemoved ignored -> true;
                })
                .orElse(false);
    }

    void wake() {
        transport.wake();
    }

    @Override
    public void close() {
        transport.close();
    }
}
