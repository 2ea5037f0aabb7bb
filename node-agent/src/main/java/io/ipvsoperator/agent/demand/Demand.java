package io.ipvsoperator.agent.demand;

import io.ipvsoperator.wire.IpAddress;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * What goes through this director.
 *
 * @param routers by name, every one that this node is a member of
 * @param heaviest the addresses with the highest peaks of bandwidth, the highest first
 */
public record Demand(Map<String, Measured> routers, Map<IpAddress, Measured> heaviest) {
    /** What the status of a Director has room for. */
    public static final int MOST_ADDRESSES = 20;

    public Demand {
        routers = Collections.unmodifiableMap(new TreeMap<>(routers));
        heaviest = Collections.unmodifiableMap(new LinkedHashMap<>(heaviest));
    }
}
