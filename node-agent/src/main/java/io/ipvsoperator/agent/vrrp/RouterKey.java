package io.ipvsoperator.agent.vrrp;

import io.ipvsoperator.wire.vrrp.VrrpVersion;
import java.util.Comparator;

/** What makes a virtual router the same one after a change. With another VRID or version the old one leaves and a new one starts. */
record RouterKey(String name, int virtualRouterId, int version) implements Comparable<RouterKey> {
    private static final Comparator<RouterKey> ORDER = Comparator.comparing(RouterKey::name)
            .thenComparingInt(RouterKey::virtualRouterId)
            .thenComparingInt(RouterKey::version);

    static RouterKey of(Assignment.AssignedRouter assigned) {
        int version = switch (assigned.router().version()) {
            case VrrpVersion.V2 v2 -> 2;
            case VrrpVersion.V3 v3 -> 3;
        };
        return new RouterKey(assigned.name(), assigned.router().id().value(), version);
    }

    @Override
    public int compareTo(RouterKey other) {
        return ORDER.compare(this, other);
    }
}
