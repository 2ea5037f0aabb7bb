package io.ipvsoperator.agent.filter;

import io.ipvsoperator.netlink.ipvs.ServiceKey;
import io.ipvsoperator.wire.IpAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/**
 * The rules of our two chains in the table raw of one family, in the form in which iptables-save shows them.
 *
 * @param incoming packets to a virtual address and port are not tracked: the nat rules of others would meet each of them as new
 * @param outgoing the host's own TCP does not answer a connection that IPVS does not know yet with a reset
 */
record FilterRules(List<String> incoming, List<String> outgoing) {
    static final String INCOMING_CHAIN = "IPVS-OPERATOR-IN";
    static final String OUTGOING_CHAIN = "IPVS-OPERATOR-OUT";

    FilterRules {
        incoming = List.copyOf(incoming);
        outgoing = List.copyOf(outgoing);
    }

    /** In an order that does not depend on that of the services. */
    static FilterRules of(Collection<ServiceKey.AddressAndPort> services) {
        List<String> incoming = new ArrayList<>();
        List<String> outgoing = new ArrayList<>();
        for (ServiceKey.AddressAndPort service : services) {
            String protocol = service.protocol().name().toLowerCase(Locale.ROOT);
            String address = host(IpAddress.fromBytes(service.address().getAddress()));
            incoming.add("-A %s -d %s -p %s -m %s --dport %d -j CT --notrack"
                    .formatted(INCOMING_CHAIN, address, protocol, protocol, service.port()));
            if (protocol.equals("tcp")) {
                outgoing.add("-A %s -s %s -p tcp -m tcp --sport %d --tcp-flags RST RST -j DROP"
                        .formatted(OUTGOING_CHAIN, address, service.port()));
            }
        }
        return new FilterRules(
                incoming.stream().sorted().toList(), outgoing.stream().sorted().toList());
    }

    private static String host(IpAddress address) {
        return address + "/" + address.family().addressLength() * Byte.SIZE;
    }

    boolean isEmpty() {
        return incoming.isEmpty() && outgoing.isEmpty();
    }
}
