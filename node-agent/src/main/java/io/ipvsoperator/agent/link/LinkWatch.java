package io.ipvsoperator.agent.link;

import static io.ipvsoperator.netlink.route.RouteFamily.Group.IPV4_IFADDR;
import static io.ipvsoperator.netlink.route.RouteFamily.Group.IPV6_IFADDR;
import static io.ipvsoperator.netlink.route.RouteFamily.Group.LINK;

import io.ipvsoperator.agent.kernel.KernelException;
import io.ipvsoperator.agent.kernel.KernelSockets;
import io.ipvsoperator.agent.kernel.NetlinkTransport;
import io.ipvsoperator.agent.netlink.ConversationLost;
import io.ipvsoperator.agent.netlink.NetlinkConversation;
import io.ipvsoperator.netlink.NetlinkException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells of every change of this host's interfaces, in a thread of its own. An event of the kernel only says when to look; what
 * is told was read as a whole. It looks now and then without an event too, since events may be lost.
 */
public final class LinkWatch implements Runnable, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LinkWatch.class);
    private static final Duration AUDIT_INTERVAL = Duration.ofSeconds(5);
    private static final int LONGEST_DATAGRAM = 64 * 1024;

    private final KernelSockets sockets;
    private final NetlinkTransport events;
    private final Consumer<HostLinks> observer;
    private final ByteBuffer datagram = ByteBuffer.allocateDirect(LONGEST_DATAGRAM);
    private volatile boolean closed;

    /** @param observer called in the watch's thread, at once and then after every change */
    public LinkWatch(KernelSockets sockets, Consumer<HostLinks> observer) {
        this.sockets = sockets;
        this.observer = observer;
        this.events = sockets.route(EnumSet.of(LINK, IPV4_IFADDR, IPV6_IFADDR));
    }

    @Override
    public void run() {
        HostLinks told = HostLinks.none();
        try (NetlinkTransport subscription = events;
                NetlinkConversation conversation = new NetlinkConversation(sockets.route(Set.of()))) {
            while (!closed) {
                HostLinks seen = read(conversation, told);
                if (!seen.equals(told)) {
                    told = seen;
                    observer.accept(seen);
                }
                awaitNews(subscription);
            }
        }
    }

    private static HostLinks read(NetlinkConversation conversation, HostLinks before) {
        try {
            return KernelLinks.read(conversation);
        } catch (ConversationLost | NetlinkException | KernelException unread) {
            LOG.atWarn().addKeyValue("error", unread.getMessage()).log("interfaces could not be read, trying again");
            return before;
        }
    }

    /** Leases of virtual addresses are renewed all the time, and each renewal is an event: those are let pass. */
    private void awaitNews(NetlinkTransport subscription) {
        boolean news = false;
        Duration patience = AUDIT_INTERVAL;
        while (!news && !closed) {
            datagram.clear();
            try {
                if (subscription.receive(datagram, patience) == 0) {
                    return;
                }
                news = KernelLinks.concerns(datagram.flip());
            } catch (KernelException overflow) {
                LOG.atDebug().addKeyValue("error", overflow.getMessage()).log("events were lost, looking instead");
                return;
            }
        }
    }

    @Override
    public void close() {
        closed = true;
        events.wake();
    }
}
