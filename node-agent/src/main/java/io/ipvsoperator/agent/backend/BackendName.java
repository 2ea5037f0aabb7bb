package io.ipvsoperator.agent.backend;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.Comparator;

/** A destination of a table. */
public record BackendName(String table, InetAddress address) implements Comparable<BackendName> {
    static final Comparator<InetAddress> BY_ADDRESS =
            Comparator.comparing(InetAddress::getAddress, Arrays::compareUnsigned);
    private static final Comparator<BackendName> ORDER =
            Comparator.comparing(BackendName::table).thenComparing(BackendName::address, BY_ADDRESS);

    @Override
    public int compareTo(BackendName other) {
        return ORDER.compare(this, other);
    }
}
