package io.ipvsoperator.operator.endtoend;

import java.util.List;

/** Which addresses of a Docker network containers do not get: Docker gives them out from the lowest on. */
final class DockerNetwork {
    /** The last virtual IP stands so far below the broadcast address, as in examples/kind/pool.yaml. */
    private static final int BELOW_BROADCAST = 46;

    private static final int LONGEST_PREFIX = 25;

    private DockerNetwork() {}

    /**
     * @param subnet an IPv4 CIDR
     * @return FIRST-LAST, as many as {@link Segment#ADDRESSES}, near its end
     */
    static String endOf(String subnet) {
        List<String> parts = List.of(subnet.split("/", -1));
        int prefixLength = Integer.parseInt(parts.getLast());
        if (prefixLength > LONGEST_PREFIX) {
            throw new IllegalStateException("Docker network kind is " + subnet + " and must have a prefix of at most /"
                    + LONGEST_PREFIX + ", or its end is not free: delete it, and kind makes a larger one");
        }
        long broadcast = number(parts.getFirst()) | (0xFFFF_FFFFL >>> prefixLength);
        long last = broadcast - BELOW_BROADCAST;
        return text(last - Segment.ADDRESSES + 1) + "-" + text(last);
    }

    private static long number(String address) {
        long number = 0;
        for (String octet : address.split("\\.", -1)) {
            number = number << 8 | Integer.parseInt(octet);
        }
        return number;
    }

    private static String text(long number) {
        return "%d.%d.%d.%d".formatted(number >> 24 & 0xFF, number >> 16 & 0xFF, number >> 8 & 0xFF, number & 0xFF);
    }
}
