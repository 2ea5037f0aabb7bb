package io.ipvsoperator.agent.demand;

import io.ipvsoperator.netlink.ipvs.Statistics;
import java.time.Duration;

/**
 * How much went through since some beginning. What comes back from the destinations through the director counts too, which is
 * nothing but with Masquerade.
 */
record Traffic(long bytes, long packets, long connections) {
    static final Traffic NONE = new Traffic(0, 0, 0);

    private static final double NANOS_PER_SECOND = 1e9;
    private static final int BITS_PER_BYTE = 8;

    /** Since the service was made. */
    static Traffic of(Statistics counters) {
        return new Traffic(
                counters.inBytes() + counters.outBytes(),
                counters.inPackets() + counters.outPackets(),
                counters.connections());
    }

    /** What came after {@code before}. Counters that went back were set to zero meanwhile: then it is all that they show. */
    static Traffic between(Statistics before, Statistics after) {
        boolean restarted = after.connections() < before.connections()
                || after.inPackets() < before.inPackets()
                || after.outPackets() < before.outPackets()
                || after.inBytes() < before.inBytes()
                || after.outBytes() < before.outBytes();
        return restarted ? of(after) : of(after).minus(of(before));
    }

    Traffic plus(Traffic other) {
        return new Traffic(bytes + other.bytes, packets + other.packets, connections + other.connections);
    }

    Traffic minus(Traffic other) {
        return new Traffic(bytes - other.bytes, packets - other.packets, connections - other.connections);
    }

    Rate in(Duration time) {
        double seconds = time.toNanos() / NANOS_PER_SECOND;
        return new Rate(
                Math.round(bytes * (double) BITS_PER_BYTE / seconds),
                Math.round(packets / seconds),
                Math.round(connections / seconds));
    }
}
