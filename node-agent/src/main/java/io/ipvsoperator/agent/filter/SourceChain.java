package io.ipvsoperator.agent.filter;

import io.ipvsoperator.wire.IpNetwork;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A chain in the table raw that lets packets from some networks return to where they came from and drops all others. Packets to
 * services for everybody do not enter it, however many networks it has. Services with the same networks share it.
 */
record SourceChain(Set<IpNetwork> networks) {
    /** Begins the name of each and of no other chain. */
    static final String PREFIX = "IPVS-OPERATOR-S";
    /** A name has at most 28 characters, XT_EXTENSION_MAXNAMELEN of linux/netfilter/x_tables.h. */
    private static final int HASH_BYTES = 6;

    SourceChain {
        networks = Set.copyOf(networks);
    }

    /** Made from the networks, so what is in a chain of some name never changes. */
    String name() {
        String text = sorted().collect(Collectors.joining(" "));
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.US_ASCII));
            return PREFIX + HexFormat.of().formatHex(hash, 0, HASH_BYTES);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }

    /** As iptables-save shows them. */
    List<String> rules() {
        String append = "-A " + name() + " ";
        return Stream.concat(
                        sorted().map(network -> append + "-s " + network + " -j RETURN"), Stream.of(append + "-j DROP"))
                .toList();
    }

    private Stream<String> sorted() {
        return networks.stream().map(IpNetwork::toString).sorted();
    }

    /** The one with these rules; empty when they are those of none. */
    static Optional<SourceChain> parse(Collection<String> rules) {
        try {
            SourceChain chain = new SourceChain(rules.stream()
                    .map(rule -> rule.split(" ", -1))
                    .filter(words -> words.length > 3 && words[2].equals("-s"))
                    .map(words -> IpNetwork.parse(words[3]))
                    .collect(Collectors.toSet()));
            return Optional.of(chain).filter(read -> read.rules().equals(List.copyOf(rules)));
        } catch (IllegalArgumentException notOurs) {
            return Optional.empty();
        }
    }
}
