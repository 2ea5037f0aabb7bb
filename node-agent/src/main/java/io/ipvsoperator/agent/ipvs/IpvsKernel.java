package io.ipvsoperator.agent.ipvs;

import io.ipvsoperator.agent.ipvs.table.Change;
import io.ipvsoperator.agent.ipvs.table.ForwardedService;
import io.ipvsoperator.agent.netlink.GenericNetlinkFamily;
import io.ipvsoperator.agent.netlink.Outcome;
import io.ipvsoperator.netlink.ipvs.IpvsCommand;
import io.ipvsoperator.netlink.ipvs.IpvsService;
import io.ipvsoperator.netlink.ipvs.ObservedDestination;
import io.ipvsoperator.netlink.ipvs.ObservedService;
import io.ipvsoperator.netlink.ipvs.ServiceKey;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Reads and writes the kernel's table. Used by one thread. */
final class IpvsKernel {
    private static final int AT_ONCE = 256;

    private final GenericNetlinkFamily ipvs;

    IpvsKernel(GenericNetlinkFamily ipvs) {
        this.ipvs = ipvs;
    }

    /** All services, of others as well. One dump, whatever their number. */
    Map<ServiceKey, ObservedService> services() {
        Map<ServiceKey, ObservedService> services = new LinkedHashMap<>();
        ipvs.dump(new IpvsCommand.ListServices().request(), ObservedService::decode)
                .forEach(service -> services.put(service.service().key(), service));
        return services;
    }

    /** The same, each service as it comes: of a long dump no more is kept than what is made of it. */
    <T> List<T> services(Function<ObservedService, T> reading) {
        return ipvs.dump(
                new IpvsCommand.ListServices().request(), message -> reading.apply(ObservedService.decode(message)));
    }

    /** One dump a service. */
    ForwardedService withDestinations(IpvsService service) {
        return ForwardedService.of(
                service,
                destinations(service.key()).stream()
                        .map(ObservedDestination::destination)
                        .toList());
    }

    /** Established connections and those that are being closed. */
    long connections(ServiceKey service) {
        return destinations(service).stream()
                .mapToLong(destination -> destination.activeConnections() + destination.inactiveConnections())
                .sum();
    }

    /** None as well when there is no such service. */
    private List<ObservedDestination> destinations(ServiceKey service) {
        return ipvs.dump(new IpvsCommand.ListDestinations(service).request(), ObservedDestination::decode);
    }

    /** In their order; what came of them stands in the same. Requests live for a part of the way only: there may be many. */
    List<Answer> make(List<Change> changes) {
        List<Answer> answers = new ArrayList<>(changes.size());
        for (int from = 0; from < changes.size(); from += AT_ONCE) {
            List<Change> some = changes.subList(from, Math.min(from + AT_ONCE, changes.size()));
            List<Outcome> outcomes =
                    ipvs.executeAll(some.stream().map(Change::request).toList());
            for (int i = 0; i < some.size(); i++) {
                answers.add(Answer.of(some.get(i), outcomes.get(i)));
            }
        }
        return answers;
    }
}
