package io.ipvsoperator.agent.benchmark;

import io.ipvsoperator.wire.Ipv4Address;
import io.ipvsoperator.wire.MacAddress;
import java.util.Locale;
import java.util.Optional;

/** The two directors of a measurement, and what is theirs on the segment. */
enum Rank {
    /** Active whenever it can be. */
    FIRST(200, 11),
    SECOND(100, 12);

    static final int PREFIX_LENGTH = 20;

    private final int priority;
    private final int number;

    Rank(int priority, int number) {
        this.priority = priority;
        this.number = number;
    }

    int priority() {
        return priority;
    }

    Rank other() {
        return this == FIRST ? SECOND : FIRST;
    }

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The director's own, source of its advertisements. */
    Ipv4Address address() {
        return Ipv4Address.parse("172.28.128." + number);
    }

    MacAddress hardwareAddress() {
        return MacAddress.parse("02:00:00:00:00:" + number);
    }

    static Optional<Rank> of(MacAddress sender) {
        for (Rank rank : values()) {
            if (rank.hardwareAddress().equals(sender)) {
                return Optional.of(rank);
            }
        }
        return Optional.empty();
    }
}
