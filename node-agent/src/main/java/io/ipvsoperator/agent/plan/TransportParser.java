package io.ipvsoperator.agent.plan;

import io.ipvsoperator.crds.virtualrouter.VirtualRouterSpec;
import io.ipvsoperator.wire.IpAddress;
import io.ipvsoperator.wire.IpFamily;
import io.ipvsoperator.wire.vrrp.Transport;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Checks how a VirtualRouter's advertisements travel. A node's peers are the other members, as far as their addresses are
 * known; without any the transport is unicast to nobody, and never multicast.
 */
record TransportParser(String nodeName, IpFamily family, List<VirtualRouterSpec.Member> members) {

    /** @param warnings gets a line for each member that no advertisement can be sent to */
    Transport parse(@Nullable String transport, List<String> warnings) {
        String known = InvalidField.oneOf("spec.vrrp.transport", transport, Set.of("Multicast", "Unicast"));
        return known.equals("Multicast") ? new Transport.Multicast() : unicast(warnings);
    }

    private Transport unicast(List<String> warnings) {
        SequencedSet<IpAddress> peers = new LinkedHashSet<>();
        for (int i = 0; i < members.size(); i++) {
            if (isPeer(i)) {
                peers.addAll(addresses(i));
            }
            if (isPeer(i) && addresses(i).isEmpty()) {
                warnings.add("no address of member " + members.get(i).director()
                        + " is known: no unicast advertisement goes to it until its agent has reported one");
            }
        }
        return new Transport.Unicast(peers);
    }

    /** The own addresses of the other members; none while one of them has not reported its own. */
    Set<IpAddress> others() {
        Set<IpAddress> known = new LinkedHashSet<>();
        for (int i = 0; i < members.size(); i++) {
            if (isPeer(i) && addresses(i).isEmpty()) {
                return Set.of();
            }
            known.addAll(addresses(i));
        }
        return known;
    }

    private boolean isPeer(int index) {
        return !members.get(index).director().equals(nodeName);
    }

    private List<IpAddress> addresses(int index) {
        List<String> literals =
                Optional.ofNullable(members.get(index).addresses()).orElse(List.of());
        List<IpAddress> addresses = new ArrayList<>();
        for (int j = 0; j < literals.size(); j++) {
            addresses.add(
                    AddressLiteral.parse("spec.members[" + index + "].addresses[" + j + "]", literals.get(j), family));
        }
        return addresses;
    }
}
