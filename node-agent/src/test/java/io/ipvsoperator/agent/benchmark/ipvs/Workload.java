package io.ipvsoperator.agent.benchmark.ipvs;

import io.ipvsoperator.agent.plan.TablePlan;
import io.ipvsoperator.netlink.ipvs.DestinationKey;
import io.ipvsoperator.netlink.ipvs.ServiceKey;
import io.ipvsoperator.netlink.ipvs.TransportProtocol;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * A table of many services that all look alike: what each of the three has to make of the kernel's. A hundred services share an
 * address. The weight of the last destination of the last service is told apart, for changes of one.
 *
 * @param scheduler as the kernel names it
 */
record Workload(int services, int destinations, String scheduler, int weight, int lastWeight) {
    private static final int SERVICES_OF_ADDRESS = 100;
    private static final int FIRST_PORT = 1000;

    static Workload of(int services, int destinations, String scheduler) {
        return new Workload(services, destinations, scheduler, 1, 1);
    }

    Workload withLastWeight(int changed) {
        return new Workload(services, destinations, scheduler, weight, changed);
    }

    Workload withDestinations(int more) {
        return new Workload(services, more, scheduler, weight, lastWeight);
    }

    /** Every destination with weight 0. */
    Workload drained() {
        return new Workload(services, destinations, scheduler, 0, 0);
    }

    InetAddress address(int service) {
        return InetAddress.ofLiteral(
                "10.20.%d.%d".formatted(service / SERVICES_OF_ADDRESS / 250, 1 + addressIndex(service)));
    }

    private static int addressIndex(int service) {
        return service / SERVICES_OF_ADDRESS % 250;
    }

    int port(int service) {
        return FIRST_PORT + service % SERVICES_OF_ADDRESS;
    }

    InetAddress server(int service, int destination) {
        return InetAddress.ofLiteral("10.30.%d.%d".formatted(service % 250, 1 + destination));
    }

    int weight(int service, int destination) {
        boolean last = service == services - 1 && destination == destinations - 1;
        return last ? lastWeight : weight;
    }

    ServiceKey lastService() {
        return new ServiceKey.AddressAndPort(TransportProtocol.TCP, address(services - 1), port(services - 1));
    }

    DestinationKey lastDestination() {
        return new DestinationKey(server(services - 1, destinations - 1), port(services - 1));
    }

    /** As the agent's plan has it: each service a ForwardingTable of its own. */
    List<TablePlan> tables() {
        List<TablePlan> tables = new ArrayList<>(services);
        for (int service = 0; service < services; service++) {
            tables.add(table(service));
        }
        return tables;
    }

    private TablePlan table(int service) {
        return new TablePlan(
                "vs-%05d".formatted(service),
                List.of(address(service)),
                List.of(new TablePlan.Service(
                        TransportProtocol.TCP, port(service), scheduler, Set.of(), Optional.empty())),
                IntStream.range(0, destinations)
                        .mapToObj(i -> new TablePlan.Destination(server(service, i), weight(service, i)))
                        .toList());
    }

    /** One line, for the process that runs our side. */
    String encode() {
        return "%d %d %s %d %d".formatted(services, destinations, scheduler, weight, lastWeight);
    }

    static Workload decode(List<String> words) {
        return new Workload(
                Integer.parseInt(words.get(0)),
                Integer.parseInt(words.get(1)),
                words.get(2),
                Integer.parseInt(words.get(3)),
                Integer.parseInt(words.get(4)));
    }
}
