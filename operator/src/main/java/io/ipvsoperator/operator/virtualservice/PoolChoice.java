package io.ipvsoperator.operator.virtualservice;

import io.fabric8.kubernetes.api.model.Service;
import io.ipvsoperator.crds.vippool.VipPool;
import io.ipvsoperator.operator.address.AddressFamily;
import io.ipvsoperator.operator.allocation.IpAddress;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Which pool a Service gets its addresses from. Once it has some it stays there, whatever pools come and go.
 *
 * @param pool empty text when there is none
 */
public record PoolChoice(String pool, Optional<Refusal> refusal) {
    private static final int MOST_NAMED = 5;

    /** @param labels of its namespace */
    public static PoolChoice of(
            Service service, Collection<VipPool> pools, Map<String, String> labels, Holdings holdings) {
        Optional<String> named = LoadBalancers.annotation(service, LoadBalancers.POOL);
        Optional<String> holding = holdings.poolOf(service.getMetadata().getUid());
        if (holding.isPresent()) {
            boolean moved = named.isPresent() && !named.equals(holding);
            return new PoolChoice(
                    holding.get(), moved ? Optional.of(changed(named.get(), holding.get())) : Optional.empty());
        }
        List<VipPool> candidates = candidates(pools, labels);
        return named.or(() -> holdings.poolOfSharers(
                        service,
                        candidates.stream().map(pool -> pool.getMetadata().getName())))
                .map(pool -> new PoolChoice(pool, Optional.empty()))
                .orElseGet(() -> automatic(service, candidates));
    }

    private static PoolChoice automatic(Service service, List<VipPool> candidates) {
        return candidates.stream()
                .filter(pool -> suits(service, pool))
                .findFirst()
                .map(pool -> new PoolChoice(pool.getMetadata().getName(), Optional.empty()))
                .orElseGet(() -> new PoolChoice(
                        "", Optional.of(candidates.isEmpty() ? none(service) : unsuitable(service, candidates))));
    }

    /** Whether it has addresses of every family that the Service wants, and those that it asks for. */
    private static boolean suits(Service service, VipPool pool) {
        return PoolRules.addresses(pool.getSpec().addresses())
                .filter(addresses -> LoadBalancerValidation.families(service.getSpec()).stream()
                        .noneMatch(family -> addresses.of(family).ranges().isEmpty()))
                .filter(addresses ->
                        LoadBalancerValidation.requested(service).stream().allMatch(addresses::contains))
                .isPresent();
    }

    /** By name. */
    private static List<VipPool> candidates(Collection<VipPool> pools, Map<String, String> labels) {
        return pools.stream()
                .filter(pool -> pool.getMetadata().getDeletionTimestamp() == null)
                .filter(pool -> "Automatic".equals(pool.getSpec().allocation()))
                .filter(pool -> Admission.allows(pool.getSpec().allowedNamespaces(), labels))
                .sorted(Comparator.comparing(pool -> pool.getMetadata().getName()))
                .toList();
    }

    private static Refusal unsuitable(Service service, List<VipPool> candidates) {
        List<IpAddress> requested = LoadBalancerValidation.requested(service);
        String wanted = LoadBalancerValidation.families(service.getSpec()).stream()
                        .map(AddressFamily::toString)
                        .collect(Collectors.joining(" and "))
                + (requested.isEmpty()
                        ? ""
                        : ", " + requested.stream().map(IpAddress::toString).collect(Collectors.joining(" and "))
                                + " among them");
        String looked = candidates.stream()
                .limit(MOST_NAMED)
                .map(pool -> pool.getMetadata().getName() + " ("
                        + String.join(", ", pool.getSpec().addresses()) + ")")
                .collect(Collectors.joining(", "));
        int more = candidates.size() - MOST_NAMED;
        return new Refusal(
                "PoolNotFound",
                "none of the VipPools with allocation: Automatic that allow namespace "
                        + service.getMetadata().getNamespace() + " has addresses of " + wanted + ": " + looked
                        + (more > 0 ? " and " + more + " more" : "")
                        + "; name a pool in metadata.annotations[" + LoadBalancers.POOL
                        + "], or change spec.ipFamilies or the addresses asked for");
    }

    private static Refusal changed(String named, String holding) {
        return new Refusal(
                "PoolChanged",
                "metadata.annotations[" + LoadBalancers.POOL + "] is " + named
                        + " but the Service has its addresses from VipPool " + holding
                        + "; put " + holding + " back, or delete the Service and create it anew");
    }

    private static Refusal none(Service service) {
        return new Refusal(
                "PoolNotFound",
                "no VipPool with allocation: Automatic allows namespace "
                        + service.getMetadata().getNamespace() + "; name one in metadata.annotations["
                        + LoadBalancers.POOL + "], or have one allow the namespace");
    }
}
