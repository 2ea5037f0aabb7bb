package io.ipvsoperator.operator.virtualservice;

import io.ipvsoperator.operator.virtualservice.ValidService.PortKey;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Whose the ports of shared addresses are. What runs keeps those that it serves, of its drain to the end; of those that ask for one
 * anew the older wins. Who loses one port gets none: a service is served whole or not.
 */
final class PortContest {
    private final Map<PortKey, ServiceIdentity> owners = new HashMap<>();
    private final Map<String, Refusal> refusals = new HashMap<>();

    /**
     * @param mayAsk whether one is accepted otherwise: who is not keeps no port from others
     * @return why some get no port, by uid
     */
    static Map<String, Refusal> refusals(List<Sharer> oldestFirst, Predicate<Sharer> mayAsk) {
        PortContest contest = new PortContest();
        oldestFirst.forEach(sharer ->
                sharer.source().holding().ports().forEach(port -> contest.owners.putIfAbsent(port, sharer.identity())));
        oldestFirst.stream().filter(Sharer::isCandidate).filter(mayAsk).forEach(contest::admit);
        return Map.copyOf(contest.refusals);
    }

    private void admit(Sharer sharer) {
        ServiceIdentity own = sharer.identity();
        List<PortKey> wanted = sharer.asks().orElseThrow().ports().stream()
                .map(ValidService.Port::key)
                .toList();
        Optional<PortKey> lost = wanted.stream()
                .filter(port -> !owners.getOrDefault(port, own).equals(own))
                .findFirst();
        lost.ifPresentOrElse(
                port -> refusals.put(own.uid(), refusal(own, port, owners.getOrDefault(port, own))),
                () -> wanted.forEach(port -> owners.put(port, own)));
    }

    private static Refusal refusal(ServiceIdentity own, PortKey port, ServiceIdentity owner) {
        return new Refusal(
                "AddressInUse",
                "spec.ports has " + port.protocol() + " " + port.port() + ", which " + owner.kindAndName()
                        + " has on the addresses that both share; choose another port, or another "
                        + own.sharingField() + ", or none");
    }
}
