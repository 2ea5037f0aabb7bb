package io.ipvsoperator.agent.backend;

import io.ipvsoperator.agent.plan.Forwarding;
import io.ipvsoperator.agent.plan.HealthCheck;
import io.ipvsoperator.agent.plan.HealthCheck.Question;
import io.ipvsoperator.agent.plan.TablePlan;
import io.ipvsoperator.agent.probe.Cadence;
import io.ipvsoperator.agent.probe.Cadence.FirstFailure;
import io.ipvsoperator.netlink.ipvs.TransportProtocol;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Checked tables to be put into tests: a table "web", destinations 172.28.128.N, port 80. */
public final class Backends {
    /** Every second, half a second patience. */
    public static final Cadence CADENCE =
            new Cadence(Duration.ofSeconds(1), Duration.ofMillis(500), 2, 3, FirstFailure.COUNTS);

    private Backends() {}

    public static HealthCheck tcp(Cadence cadence, int panicThreshold) {
        return new HealthCheck(new Question.Tcp(OptionalInt.empty()), cadence, panicThreshold, "shop");
    }

    public static TablePlan web(HealthCheck check, TablePlan.Destination... destinations) {
        return table("web", check, destinations);
    }

    static TablePlan table(String name, HealthCheck check, TablePlan.Destination... destinations) {
        return new TablePlan(
                name,
                List.of(InetAddress.ofLiteral("172.28.128.200")),
                List.of(new TablePlan.Service(TransportProtocol.TCP, 80, "rr", Set.of(), Optional.empty())),
                Arrays.asList(destinations),
                Optional.of(check),
                Set.of(),
                Optional.empty(),
                List.of());
    }

    /** The same question of virtual addresses through IPVS. */
    public static HealthCheck byDataPath(HealthCheck check) {
        return new HealthCheck(
                check.question(),
                check.cadence(),
                check.panicThreshold(),
                check.quorum(),
                check.namespace(),
                HealthCheck.Path.DATA_PATH);
    }

    /** @param weight while it stands in */
    public static TablePlan.Destination fallback(int last, int weight) {
        return new TablePlan.Destination(
                server(last), 0, List.of(), new Forwarding.DirectRouting(), 0, 0, OptionalInt.of(weight));
    }

    static InetAddress server(int last) {
        return InetAddress.ofLiteral("172.28.128." + last);
    }
}
