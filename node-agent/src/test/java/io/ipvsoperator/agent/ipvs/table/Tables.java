package io.ipvsoperator.agent.ipvs.table;

import io.ipvsoperator.agent.plan.TablePlan;
import io.ipvsoperator.netlink.ipvs.DestinationKey;
import io.ipvsoperator.netlink.ipvs.IpvsDestination;
import io.ipvsoperator.netlink.ipvs.ServiceKey;
import io.ipvsoperator.netlink.ipvs.TransportProtocol;
import io.ipvsoperator.wire.IpNetwork;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Tables of the examples: VIP .200, real servers .30, .40 and so on, port 80. */
public final class Tables {
    public static final InetAddress VIP = address("172.28.128.200");
    public static final ServiceKey WEB = new ServiceKey.AddressAndPort(TransportProtocol.TCP, VIP, 80);

    private Tables() {}

    public static InetAddress address(String literal) {
        return InetAddress.ofLiteral(literal);
    }

    public static InetAddress server(int last) {
        return address("172.28.128." + last);
    }

    public static TablePlan web(String name, String scheduler, TablePlan.Destination... destinations) {
        return new TablePlan(
                name,
                List.of(VIP),
                List.of(new TablePlan.Service(TransportProtocol.TCP, 80, scheduler, Set.of(), Optional.empty())),
                Arrays.asList(destinations));
    }

    /** The same table for clients of one network alone. */
    public static TablePlan onlyFor(String network, TablePlan table) {
        return new TablePlan(
                table.name(),
                table.addresses(),
                table.services(),
                table.destinations(),
                table.healthCheck(),
                table.undecided(),
                table.slowStart(),
                List.of(IpNetwork.parse(network)));
    }

    /** A table whose weights rise slowly, with a scheduler that weighs. */
    public static TablePlan risingIn(Duration duration, TablePlan.Destination... destinations) {
        TablePlan plan = web("a", "wlc", destinations);
        return new TablePlan(
                plan.name(),
                plan.addresses(),
                plan.services(),
                plan.destinations(),
                Optional.empty(),
                Set.of(),
                Optional.of(duration),
                List.of());
    }

    public static TablePlan.Destination to(int last, int weight) {
        return new TablePlan.Destination(server(last), weight);
    }

    public static DestinationKey key(int last) {
        return new DestinationKey(server(last), 80);
    }

    public static IpvsDestination destination(int last, int weight) {
        return IpvsDestination.directRouting(key(last), weight);
    }
}
