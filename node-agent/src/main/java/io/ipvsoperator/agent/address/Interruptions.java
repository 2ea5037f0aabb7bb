package io.ipvsoperator.agent.address;

import io.ipvsoperator.netlink.route.Link;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Interfaces that carried nothing when last seen, by index. Used by one thread. */
final class Interruptions {
    private final Set<Integer> interrupted = new HashSet<>();

    /** They could not carry packets for a while; they may by now. */
    void heard(Set<Integer> interfaces) {
        interrupted.addAll(interfaces);
    }

    /** What was set up here was not interrupted: its addresses are announced when they are added. */
    void setUpHere(Collection<Integer> interfaces) {
        interrupted.removeAll(interfaces);
    }

    /** Returns those that carry again. */
    List<Integer> restored(Collection<Link> links) {
        List<Integer> restored = new ArrayList<>();
        for (Link link : links) {
            if (!link.canCarryPackets()) {
                interrupted.add(link.index());
            } else if (interrupted.remove(link.index())) {
                restored.add(link.index());
            }
        }
        return restored;
    }
}
