package io.ipvsoperator.agent.tracking;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.OptionalInt;

/** Checks to be put into tests. */
public final class Checks {
    private Checks() {}

    /** Resigns; every second, half a second patience, one run either way. */
    public static Check check(String name) {
        return check(name, 1, 1, OptionalInt.empty());
    }

    public static Check weighted(String name, int weight) {
        return check(name, 1, 1, OptionalInt.of(weight));
    }

    static Check check(String name, int rise, int fall, OptionalInt weight) {
        return new Check(
                new CheckName("edge", name),
                tcp(53),
                Duration.ofSeconds(1),
                Duration.ofMillis(500),
                rise,
                fall,
                weight);
    }

    static Check asking(Check check, Probe probe) {
        return new Check(
                check.name(), probe, check.interval(), check.timeout(), check.rise(), check.fall(), check.weight());
    }

    static Probe tcp(int port) {
        return new Probe.TcpConnect(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port));
    }
}
