package io.ipvsoperator.agent.filter;

import io.ipvsoperator.netlink.ipvs.ServiceKey;
import io.ipvsoperator.wire.IpAddress;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The rules of our chains of one family, in the form in which iptables-save shows them, sorted. */
record FilterRules(Map<OwnChain, List<String>> chains) {
    FilterRules {
        EnumMap<OwnChain, List<String>> sorted = new EnumMap<>(OwnChain.class);
        for (OwnChain chain : OwnChain.values()) {
            sorted.put(
                    chain,
                    chains.getOrDefault(chain, List.of()).stream().sorted().toList());
        }
        chains = Map.copyOf(sorted);
    }

    static FilterRules of(Map<ServiceKey.AddressAndPort, Treatment> services) {
        Map<OwnChain, List<String>> rules = new EnumMap<>(OwnChain.class);
        services.forEach((service, treatment) -> {
            String protocol = service.protocol().name().toLowerCase(Locale.ROOT);
            IpAddress address = IpAddress.fromBytes(service.address().getAddress());
            String host = address + "/" + address.family().addressLength() * Byte.SIZE;
            String arriving = "-d %s -p %s -m %s --dport %d".formatted(host, protocol, protocol, service.port());
            switch (treatment) {
                case UNTRACKED -> add(rules, OwnChain.INCOMING, arriving + " -j CT --notrack");
                case TRACKED -> add(rules, OwnChain.ARRIVING, arriving + " -j ACCEPT");
                case TRANSLATED -> {
                    add(rules, OwnChain.ARRIVING, arriving + " -j ACCEPT");
                    // IPVS leaves the connection's first destination in its original tuple,
                    // net/netfilter/ipvs/ip_vs_nfct.c.
                    add(
                            rules,
                            OwnChain.LEAVING,
                            "-p %s -m conntrack --ctorigdst %s --ctorigdstport %d -j MASQUERADE"
                                    .formatted(protocol, address, service.port()));
                }
            }
            if (protocol.equals("tcp")) {
                add(
                        rules,
                        OwnChain.OUTGOING,
                        "-s %s -p tcp -m tcp --sport %d --tcp-flags RST RST -j DROP".formatted(host, service.port()));
            }
        });
        return new FilterRules(rules);
    }

    private static void add(Map<OwnChain, List<String>> rules, OwnChain chain, String rule) {
        rules.computeIfAbsent(chain, absent -> new ArrayList<>()).add("-A " + chain.text() + " " + rule);
    }

    List<String> of(OwnChain chain) {
        return chains.getOrDefault(chain, List.of());
    }

    List<String> of(FilterTable table) {
        return OwnChain.of(table).stream().flatMap(chain -> of(chain).stream()).toList();
    }
}
