package io.ipvsoperator.operator.endtoend;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the kernels of nodes hold, by what every node can say without programs of its own. */
record Kernels(ClusterOfDirectors cluster, List<String> nodes) {
    Kernels without(String node) {
        return new Kernels(
                cluster, nodes.stream().filter(other -> !other.equals(node)).toList());
    }

    /** The nodes that have the address on an interface. */
    List<String> holdersOf(String address) {
        return nodes.stream()
                .filter(node -> !cluster.onNode(node, List.of("ip", "-oneline", "address", "show", "to", address))
                        .isBlank())
                .toList();
    }

    /** The nodes whose IPVS has a TCP service for the port of the address, which must be of IPv4. */
    List<String> forwardersOf(String address, int port) {
        String entry = "TCP  %s:%04X ".formatted(hexadecimal(address), port).toUpperCase(Locale.ROOT);
        return nodes.stream()
                .filter(node ->
                        cluster.onNode(node, List.of("cat", "/proc/net/ip_vs")).contains(entry))
                .toList();
    }

    /** As ip_vs_ctl.c prints it: the four octets as eight digits. */
    private static String hexadecimal(String address) {
        return Stream.of(address.split("\\.", -1))
                .map(octet -> "%02X".formatted(Integer.parseInt(octet)))
                .collect(Collectors.joining());
    }
}
