package io.ipvsoperator.agent.link;

import static io.ipvsoperator.netlink.route.RouteFamily.Group.IPV4_IFADDR;
import static io.ipvsoperator.netlink.route.RouteFamily.Group.IPV6_IFADDR;
import static io.ipvsoperator.netlink.route.RouteFamily.Group.LINK;

import io.ipvsoperator.agent.kernel.KernelException;
import io.ipvsoperator.agent.kernel.KernelSockets;
import io.ipvsoperator.agent.kernel.MonotonicClock;
import io.ipvsoperator.agent.kernel.NetlinkTransport;
import io.ipvsoperator.agent.logging.OncePerMinute;
import io.ipvsoperator.agent.netlink.ConversationLost;
import io.ipvsoperator.agent.netlink.NetlinkConversation;
import io.ipvsoperator.netlink.ErrorNumber;
import io.ipvsoperator.netlink.NetlinkException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
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
    /** What fails at once may fail on and on. */
    private static final Duration AFTER_REFUSAL = Duration.ofSeconds(1);

    private static final int LONGEST_DATAGRAM = 64 * 1024;

    private final KernelSockets sockets;
    private final NetlinkTransport events;
    private final Consumer<HostLinks> observer;
    private final ByteBuffer datagram = ByteBuffer.allocateDirect(LONGEST_DATAGRAM);
    private final MonotonicClock clock;
    private final OncePerMinute refusedEvents = new OncePerMinute();
    private final OncePerMinute refusedReading = new OncePerMinute();
    private final CountDownLatch closed = new CountDownLatch(1);

    /** @param observer called in the watch's thread, at once and then after every change */
    public LinkWatch(KernelSockets sockets, MonotonicClock clock, Consumer<HostLinks> observer) {
        this.sockets = sockets;
        this.clock = clock;
        this.observer = observer;
        this.events = sockets.route(EnumSet.of(LINK, IPV4_IFADDR, IPV6_IFADDR));
    }

    @Override
    public void run() {
        HostLinks told = HostLinks.none();
        try (NetlinkTransport subscription = events;
                NetlinkConversation conversation = new NetlinkConversation(sockets.route(Set.of()))) {
            Duration pause = Duration.ZERO;
            while (!isClosedWithin(pause)) {
                HostLinks seen = read(conversation, told);
                if (!seen.equals(told)) {
                    told = seen;
                    observer.accept(seen);
                }
                pause = awaitNews(subscription);
            }
        }
    }

    private HostLinks read(NetlinkConversation conversation, HostLinks before) {
        try {
            return KernelLinks.read(conversation);
        } catch (ConversationLost | NetlinkException | KernelException unread) {
            if (refusedReading.mayTell(clock.now())) {
                LOG.atWarn()
                        .addKeyValue("error", unread.getMessage())
                        .log("interfaces could not be read, trying again");
            }
            return before;
        }
    }

    /**
     * Returns how long to pause before the next look. Leases of virtual addresses are renewed all the time, and each renewal is an
     * event: those are let pass.
     */
    private Duration awaitNews(NetlinkTransport subscription) {
        try {
            boolean news = false;
            Duration patience = AUDIT_INTERVAL;
            // After news only what has come in already: one look answers all of it.
            while (!isClosedWithin(Duration.ZERO) && subscription.receive(datagram.clear(), patience) > 0) {
                news |= KernelLinks.concerns(datagram.flip());
                patience = news ? Duration.ZERO : AUDIT_INTERVAL;
            }
            return Duration.ZERO;
        } catch (KernelException refused) {
            return pauseAfter(refused);
        }
    }

    private Duration pauseAfter(KernelException refused) {
        if (refused.number().equals(ErrorNumber.ENOBUFS)) {
            LOG.atDebug().addKeyValue("error", refused.getMessage()).log("events were lost, looking instead");
            return Duration.ZERO;
        }
        if (refusedEvents.mayTell(clock.now())) {
            LOG.atWarn()
                    .addKeyValue("error", refused.getMessage())
                    .log("the kernel tells of no changes of interfaces, looking every second instead");
        }
        return AFTER_REFUSAL;
    }

    private boolean isClosedWithin(Duration pause) {
        try {
            return closed.await(pause.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    @Override
    public void close() {
        closed.countDown();
        events.wake();
    }
}
