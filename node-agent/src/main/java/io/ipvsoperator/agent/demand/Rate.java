package io.ipvsoperator.agent.demand;

/**
 * How much goes through in a second.
 *
 * @param bandwidth bits of IP packets
 * @param connections new ones
 */
public record Rate(long bandwidth, long packets, long connections) {
    public static final Rate ZERO = new Rate(0, 0, 0);

    /** Of each the higher one. */
    Rate max(Rate other) {
        return new Rate(
                Math.max(bandwidth, other.bandwidth),
                Math.max(packets, other.packets),
                Math.max(connections, other.connections));
    }
}
