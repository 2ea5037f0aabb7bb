package io.ipvsoperator.operator.vippool;

import io.ipvsoperator.operator.allocation.AddressPool;
import io.ipvsoperator.operator.allocation.Ipv4Address;
import java.math.BigInteger;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the directors of a pool may be told to probe.
 *
 * @param allowed CIDRs of both families
 * @param addresses of the pool itself: to probe them is to ask whether one is active, which the answer would change
 */
record ProbeTargets(List<String> allowed, AddressPool addresses) {

    static ProbeTargets of(@Nullable List<String> allowed, AddressPool addresses) {
        return new ProbeTargets(allowed == null ? List.of() : List.copyOf(allowed), addresses);
    }

    /** What is wrong with a target, if anything. */
    Optional<String> objection(String host) {
        InetAddress target;
        try {
            target = InetAddress.ofLiteral(host);
        } catch (IllegalArgumentException notAnAddress) {
            return Optional.of("must be an IP address such as 127.0.0.1");
        }
        if (target.isLoopbackAddress()) {
            return Optional.empty();
        }
        if (Ipv4Address.parse(host).filter(addresses::contains).isPresent()) {
            return Optional.of("must not be an address of the pool, which moves with the answer");
        }
        return allowed.stream().anyMatch(cidr -> contains(cidr, target))
                ? Optional.empty()
                : Optional.of("must be in 127.0.0.0/8, ::1 or spec.allowedEndpoints " + allowed);
    }

    private static boolean contains(String cidr, InetAddress target) {
        int slash = cidr.indexOf('/');
        byte[] network = InetAddress.ofLiteral(cidr.substring(0, slash)).getAddress();
        byte[] address = target.getAddress();
        int hostBits = network.length * 8 - Integer.parseInt(cidr.substring(slash + 1));
        return network.length == address.length
                && new BigInteger(1, network)
                        .shiftRight(hostBits)
                        .equals(new BigInteger(1, address).shiftRight(hostBits));
    }
}
