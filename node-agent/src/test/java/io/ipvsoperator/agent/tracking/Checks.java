package io.ipvsoperator.agent.tracking;

import io.ipvsoperator.agent.probe.Cadence;
import io.ipvsoperator.agent.probe.Cadence.FirstFailure;
import io.ipvsoperator.agent.probe.Probe;
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
                new Cadence(Duration.ofSeconds(1), Duration.ofMillis(500), rise, fall, FirstFailure.DECIDES),
                weight);
    }

    static Probe tcp(int port) {
        return new Probe.TcpConnect(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port));
    }
}
