package io.ipvsoperator.agent.address;

import io.ipvsoperator.agent.announce.AnnouncementPolicy;
import io.ipvsoperator.agent.kernel.NetworkInterfaceName;
import io.ipvsoperator.agent.link.Segment;
import io.ipvsoperator.agent.rehearsal.NowhereSockets;
import io.ipvsoperator.agent.rehearsal.NowhereSysctls;
import io.ipvsoperator.time.MonotonicInstant;
import io.ipvsoperator.wire.IpAddress;
import io.ipvsoperator.wire.IpFamily;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.event.Level;

/**
 * An owner that takes addresses, announces them and gives them up again and again, on a kernel without effects and in a time of its
 * own: the first real takeover then meets code that is loaded, linked and compiled.
 */
public final class AddressRehearsal implements Runnable {
    private static final int TAKEOVERS = 60;
    private static final int ADDRESSES = 64;
    private static final Duration TURN = Duration.ofMillis(10);
    /** In the first the addresses are taken, in the last they are given up; between two there is one packet of each. */
    private static final int TURNS_OF_A_TAKEOVER = 8;

    private static final String ROUTER = "rehearsal";
    private static final Segment SEGMENT =
            new Segment(new NetworkInterfaceName(NowhereSockets.LINK.name()), IpFamily.IPV4);
    private static final AddressTerms TERMS = new AddressTerms(
            AddressLease.of(Duration.ofSeconds(3), ADDRESSES), AnnouncementPolicy.DEFAULT, Optional.empty());

    /** Before the owner, which asks for it when it is made. */
    private MonotonicInstant now = new MonotonicInstant(0);

    private final NowhereSockets sockets = new NowhereSockets(this::turn);
    private final AddressOwner owner =
            new AddressOwner(sockets, new NowhereSysctls(), this::now, new ChangeLog(Level.TRACE), () -> {});
    private final Set<IpAddress> addresses = new LinkedHashSet<>();
    private int turns;

    public AddressRehearsal() {
        for (int i = 1; i <= ADDRESSES; i++) {
            addresses.add(IpAddress.parse(i % 4 == 0 ? "2001:db8::" + i : "192.0.2." + i));
        }
    }

    /** How many packets would have left. */
    int packets() {
        return sockets.packets();
    }

    @Override
    public void run() {
        owner.run();
    }

    private MonotonicInstant now() {
        return now;
    }

    /** What happens while the owner waits; true if the interface is to be looked at anew. */
    private boolean turn() {
        now = now.plus(TURN);
        owner.leaseHolds(ROUTER, now);
        boolean last = turns % TURNS_OF_A_TAKEOVER == TURNS_OF_A_TAKEOVER - 1;
        long takeover = turns / TURNS_OF_A_TAKEOVER;
        owner.want(SEGMENT, List.of(wish(last ? Set.of() : addresses, takeover)), now);
        turns++;
        if (takeover == TAKEOVERS) {
            owner.close();
        }
        return last;
    }

    private static RouterAddresses wish(Set<IpAddress> addresses, long takeover) {
        return new RouterAddresses(ROUTER, addresses, TERMS, false, takeover, true);
    }
}
