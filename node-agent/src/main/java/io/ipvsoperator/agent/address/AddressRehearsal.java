package io.ipvsoperator.agent.address;

import io.ipvsoperator.agent.announce.AnnouncementPolicy;
import io.ipvsoperator.agent.netlink.NetlinkConversation;
import io.ipvsoperator.netlink.Bytes;
import io.ipvsoperator.netlink.route.Link;
import io.ipvsoperator.time.MonotonicInstant;
import io.ipvsoperator.wire.IpAddress;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Takes addresses, announces them and gives them up again and again, on sockets that lead nowhere and in a time of its own: the
 * first real takeover then meets code that is loaded, linked and compiled.
 */
public final class AddressRehearsal implements Runnable {
    private static final int TAKEOVERS = 20;
    private static final int ADDRESSES = 16;
    private static final Duration BETWEEN_REPEATS = Duration.ofMillis(10);
    private static final Link LINK = new Link(
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

    private final NowhereSockets sockets;
    private final AddressBook book = new AddressBook();
    private final Announcer announcer;
    private MonotonicInstant now = new MonotonicInstant(0);

    public AddressRehearsal() {
        this(new NowhereSockets());
    }

    AddressRehearsal(NowhereSockets sockets) {
        this.sockets = sockets;
        this.announcer = new Announcer(sockets, book);
    }

    @Override
    public void run() {
        announcer.speakOn(List.of(LINK));
        try (NetlinkConversation conversation = new NetlinkConversation(sockets.answering())) {
            KernelAddresses kernel = new KernelAddresses(conversation);
            for (int grant = 1; grant <= TAKEOVERS; grant++) {
                reach(wishes(grant), kernel);
                reach(Map.of(), kernel);
            }
        }
        announcer.close();
    }

    private static Map<VirtualAddress, Wish> wishes(long grant) {
        AddressTerms terms = new AddressTerms(
                AddressLease.of(Duration.ofSeconds(3), ADDRESSES), AnnouncementPolicy.DEFAULT, Optional.empty());
        Wish wish = new Wish("rehearsal", terms, false, grant, true, true);
        Map<VirtualAddress, Wish> wishes = new LinkedHashMap<>();
        for (int i = 1; i <= ADDRESSES; i++) {
            String address = i % 4 == 0 ? "2001:db8::" + i : "192.0.2." + i;
            wishes.put(new VirtualAddress(IpAddress.parse(address), LINK.index()), wish);
        }
        return wishes;
    }

    private void reach(Map<VirtualAddress, Wish> wishes, KernelAddresses kernel) {
        List<AddressChange> changes = book.changes(wishes, now);
        kernel.apply(changes);
        changes.forEach(change -> book.done(change, now));
        for (int i = 0; i < AnnouncementPolicy.DEFAULT.repeat(); i++) {
            announcer.announce(now, () -> false);
            now = now.plus(BETWEEN_REPEATS);
        }
        book.leasedUntil(now);
        book.losers(wishes);
        book.report(DeviceReport.none());
    }
}
