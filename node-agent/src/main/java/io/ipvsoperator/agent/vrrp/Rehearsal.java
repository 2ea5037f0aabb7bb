package io.ipvsoperator.agent.vrrp;

import io.ipvsoperator.agent.address.AddressLease;
import io.ipvsoperator.agent.address.AddressTerms;
import io.ipvsoperator.agent.address.RouterAddresses;
import io.ipvsoperator.agent.kernel.NetworkInterfaceName;
import io.ipvsoperator.agent.kernel.PacketTransport;
import io.ipvsoperator.agent.kernel.ReceivedPacket;
import io.ipvsoperator.agent.link.Segment;
import io.ipvsoperator.agent.vrrp.Assignment.AssignedRouter;
import io.ipvsoperator.time.MonotonicInstant;
import io.ipvsoperator.vrrp.Attachment;
import io.ipvsoperator.vrrp.Failback;
import io.ipvsoperator.vrrp.Participation;
import io.ipvsoperator.vrrp.Router;
import io.ipvsoperator.wire.IpAddress;
import io.ipvsoperator.wire.IpFamily;
import io.ipvsoperator.wire.vrrp.AdvertInterval;
import io.ipvsoperator.wire.vrrp.ChecksumForm;
import io.ipvsoperator.wire.vrrp.Priority;
import io.ipvsoperator.wire.vrrp.Transport;
import io.ipvsoperator.wire.vrrp.VirtualRouterId;
import io.ipvsoperator.wire.vrrp.VrrpVersion;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;

/**
 * Two loops on a cable in memory that succeed each other again and again, in a time of their own. A virtual machine loads, links
 * and compiles what runs when it runs first, and that takes it some 10 ms: an agent that has been a backup for weeks would be
 * late on the one day it matters.
 */
public final class Rehearsal implements Runnable {
    /** Enough for the compiler, which takes up what has run some 200 times. */
    private static final int SUCCESSIONS = 50;

    private static final Duration STEP = Duration.ofMillis(10);
    private static final Duration LONGER_THAN_A_DOWN_INTERVAL = STEP.multipliedBy(6);
    private static final Segment SEGMENT = new Segment(new NetworkInterfaceName("rehearsal"), IpFamily.IPV4);
    private static final IpAddress VIRTUAL = IpAddress.parse("192.0.2.3");

    private final VrrpCounters counters;
    private final Actor first;
    private final Actor second;
    private MonotonicInstant now = new MonotonicInstant(0);

    /** @param counters what happens in it is counted there, apart from what really happens */
    public Rehearsal(VrrpCounters counters) {
        this.counters = counters;
        this.first = new Actor("192.0.2.1", 200);
        this.second = new Actor("192.0.2.2", 100);
    }

    @Override
    public void run() {
        second.takePart(true);
        for (int i = 0; i < SUCCESSIONS; i++) {
            first.takePart(true);
            pass();
            first.takePart(false);
            pass();
        }
    }

    private void pass() {
        MonotonicInstant end = now.plus(LONGER_THAN_A_DOWN_INTERVAL);
        while (!end.isReachedAt(now)) {
            now = now.plus(STEP);
            first.turn(second);
            second.turn(first);
        }
    }

    private final class Actor implements PacketTransport, AddressClaims {
        private final Queue<byte[]> waiting = new ArrayDeque<>();
        private final Queue<byte[]> leaving = new ArrayDeque<>();
        private final AssignedRouter router;
        private final VrrpLoop loop;
        private long assignments;

        private Actor(String source, int priority) {
            this.router = router(IpAddress.parse(source), priority);
            this.loop = new VrrpLoop(SEGMENT, new SegmentSockets(this, this), () -> now, this, counters, view -> {});
        }

        private static AssignedRouter router(IpAddress source, int priority) {
            Router router = new Router(
                    new VirtualRouterId(1),
                    new VrrpVersion.V3(ChecksumForm.PSEUDO_HEADER),
                    new AdvertInterval(STEP),
                    new Attachment(source, 1500, new Transport.Multicast()),
                    List.of(VIRTUAL),
                    new Participation.Candidate(new Priority(priority), new Failback.Immediate()));
            return new AssignedRouter(
                    "rehearsal",
                    router,
                    Set.of(),
                    true,
                    Set.of(VIRTUAL),
                    AddressTerms.of(AddressLease.of(Duration.ofSeconds(1), 1)),
                    false);
        }

        private void takePart(boolean does) {
            assignments++;
            loop.assign(new Assignment(assignments, true, does ? List.of(router) : List.of()));
        }

        private void turn(Actor other) {
            loop.cycle();
            other.waiting.addAll(leaving);
            leaving.clear();
        }

        @Override
        public void send(ByteBuffer packet) {
            byte[] copy = new byte[packet.remaining()];
            packet.get(copy);
            leaving.add(copy);
        }

        @Override
        public Optional<ReceivedPacket> receive(Duration timeout) {
            return Optional.ofNullable(waiting.poll()).map(bytes -> new ReceivedPacket(ByteBuffer.wrap(bytes)));
        }

        @Override
        public void wake() {}

        @Override
        public void want(Segment segment, List<RouterAddresses> routers, MonotonicInstant heartbeat) {}

        @Override
        public boolean leaseHolds(String name, MonotonicInstant at) {
            return true;
        }

        @Override
        public void close() {}
    }
}
