package io.ipvsoperator.agent.filter;

import io.ipvsoperator.netlink.ipvs.ServiceKey;
import io.ipvsoperator.netlink.ipvs.TransportProtocol;
import io.ipvsoperator.wire.IpAddress;
import io.ipvsoperator.wire.IpFamily;
import io.ipvsoperator.wire.IpNetwork;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The rules of our chains of one family, in the form in which iptables-save shows them, sorted; those that drop come last.
 *
 * @param sourceChains their rules by their names, all in the table raw
 */
record FilterRules(Map<OwnChain, List<String>> chains, Map<String, List<String>> sourceChains) {
    /** IP_VS_SYNC_GROUP and IP_VS_SYNC_PORT, which the kernel takes where nothing else is said. */
    private static final String SYNC_MESSAGE = "-d 224.0.0.81/32 -p udp -m udp --dport 8848";

    private static final Comparator<String> ORDER = Comparator.<String, Boolean>comparing(
                    rule -> rule.endsWith(" -j DROP"))
            .thenComparing(Comparator.naturalOrder());

    FilterRules {
        EnumMap<OwnChain, List<String>> sorted = new EnumMap<>(OwnChain.class);
        for (OwnChain chain : OwnChain.values()) {
            sorted.put(
                    chain,
                    chains.getOrDefault(chain, List.of()).stream().sorted(ORDER).toList());
        }
        chains = Map.copyOf(sorted);
        sourceChains = Collections.unmodifiableMap(new TreeMap<>(sourceChains));
    }

    /** @param syncPeers of this family, who alone may tell the sync daemon of connections; none: everybody may */
    static FilterRules of(Map<ServiceKey.AddressAndPort, Passage> services, Set<IpAddress> syncPeers) {
        Map<OwnChain, List<String>> rules = new EnumMap<>(OwnChain.class);
        Map<String, List<String>> sourceChains = new HashMap<>();
        services.forEach((service, passage) -> {
            addTreatment(rules, service, passage.treatment());
            passage.admitted(family(service)).networks().map(SourceChain::new).ifPresent(chain -> {
                sourceChains.computeIfAbsent(chain.name(), absent -> chain.rules());
                add(rules, OwnChain.INCOMING, arriving(service) + " -j " + chain.name());
            });
        });
        addSyncRules(rules, syncPeers);
        return new FilterRules(rules, sourceChains);
    }

    static IpFamily family(ServiceKey.AddressAndPort service) {
        return IpAddress.fromBytes(service.address().getAddress()).family();
    }

    /** Matches packets to the service. */
    static String arriving(ServiceKey.AddressAndPort service) {
        String protocol = protocol(service);
        return "-d %s -p %s -m %s --dport %d".formatted(host(service), protocol, protocol, service.port());
    }

    private static String protocol(ServiceKey.AddressAndPort service) {
        return service.protocol().name().toLowerCase(Locale.ROOT);
    }

    private static String host(ServiceKey.AddressAndPort service) {
        return host(IpAddress.fromBytes(service.address().getAddress()));
    }

    private static void addTreatment(
            Map<OwnChain, List<String>> rules, ServiceKey.AddressAndPort service, Treatment treatment) {
        String arriving = arriving(service);
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
                                .formatted(
                                        protocol(service),
                                        IpAddress.fromBytes(service.address().getAddress()),
                                        service.port()));
            }
        }
        if (service.protocol() == TransportProtocol.TCP) {
            add(
                    rules,
                    OwnChain.OUTGOING,
                    "-s %s -p tcp -m tcp --sport %d --tcp-flags RST RST -j DROP"
                            .formatted(host(service), service.port()));
        }
    }

    /** Messages of sync daemons carry no proof of their sender: its address alone tells who a peer is. */
    private static void addSyncRules(Map<OwnChain, List<String>> rules, Set<IpAddress> peers) {
        peers.forEach(peer -> add(rules, OwnChain.INCOMING, "-s %s %s -j RETURN".formatted(host(peer), SYNC_MESSAGE)));
        if (!peers.isEmpty()) {
            add(rules, OwnChain.INCOMING, SYNC_MESSAGE + " -j DROP");
        }
    }

    private static String host(IpAddress address) {
        return IpNetwork.of(address).toString();
    }

    private static void add(Map<OwnChain, List<String>> rules, OwnChain chain, String rule) {
        rules.computeIfAbsent(chain, absent -> new ArrayList<>()).add("-A " + chain.text() + " " + rule);
    }

    List<String> of(OwnChain chain) {
        return chains.getOrDefault(chain, List.of());
    }

    List<String> of(FilterTable table) {
        return Stream.concat(
                        OwnChain.of(table).stream().flatMap(chain -> of(chain).stream()),
                        sourceChains(table).values().stream().flatMap(List::stream))
                .toList();
    }

    Map<String, List<String>> sourceChains(FilterTable table) {
        return switch (table) {
            case RAW -> sourceChains;
            case NAT -> Map.of();
        };
    }
}
