package io.ipvsoperator.agent.plan;

import io.ipvsoperator.crds.virtualrouter.VirtualRouterSpec;
import io.ipvsoperator.wire.IpAddress;
import io.ipvsoperator.wire.IpFamily;
import io.ipvsoperator.wire.vrrp.Transport;
import java.net.InetAddress;
import java.util.LinkedHashSet;
import java.util.List;
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
            VirtualRouterSpec.Member member = members.get(i);
            if (member.director().equals(nodeName)) {
                continue;
            }
            List<String> literals = member.addresses() == null ? List.of() : member.addresses();
            for (int j = 0; j < literals.size(); j++) {
                peers.add(address("spec.members[" + i + "].addresses[" + j + "]", literals.get(j)));
            }
            if (literals.isEmpty()) {
                warnings.add("no address of member " + member.director()
                        + " is known: no unicast advertisement goes to it until its agent has reported one");
            }
        }
        return new Transport.Unicast(peers);
    }

    private IpAddress address(String field, String literal) {
        IpAddress address;
        InetAddress judged;
        try {
            address = IpAddress.parse(literal);
            judged = InetAddress.ofLiteral(literal);
        } catch (IllegalArgumentException notAnAddress) {
            throw new InvalidField(field, literal, "must be an address of " + family);
        }
        if (address.family() != family
                || address.isMulticast()
                || judged.isLoopbackAddress()
                || judged.isAnyLocalAddress()) {
            throw new InvalidField(field, literal, "must be a unicast address of " + family);
        }
        return address;
    }
}
