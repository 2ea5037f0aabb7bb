package io.ipvsoperator.operator.plan.report;

import io.ipvsoperator.crds.vippool.VipPool;
import io.ipvsoperator.crds.vippool.VipPoolSpec;
import io.ipvsoperator.crds.virtualrouter.VirtualRouterSpec;
import io.ipvsoperator.operator.vippool.PoolForesight;
import io.ipvsoperator.operator.vippool.PoolInputs;
import io.ipvsoperator.operator.virtualservice.ServiceSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A pool as the operator sees it, with what people call its parts.
 *
 * @param addresses of each unit
 * @param services of each unit, as namespace/name
 * @param refusals by namespace/name, why a service lacks addresses
 * @param identifiersLeft virtual router identifiers of the pool that no router of its own has
 * @param addressesFree as the operator last reported; empty when it has not
 */
public record PoolView(
        String pool,
        PoolForesight foresight,
        Map<String, List<String>> addresses,
        Map<String, List<String>> services,
        Map<String, String> refusals,
        int identifiersLeft,
        OptionalLong addressesFree,
        int keepFreePercent) {

    public static PoolView of(PoolInputs inputs, PoolForesight foresight) {
        Map<String, String> titles = inputs.services().stream()
                .collect(Collectors.toMap(
                        ServiceSource::holder,
                        service -> service.identity().title(),
                        (one, other) -> one + ", " + other));
        Map<String, List<String>> addresses = new TreeMap<>();
        Map<String, List<String>> services = new TreeMap<>();
        for (VirtualRouterSpec router : foresight.routers()) {
            for (VirtualRouterSpec.Address address : router.addresses()) {
                if (!Boolean.TRUE.equals(address.released())) {
                    String unit = PoolForesight.unit(router);
                    add(addresses, unit, address.address());
                    add(services, unit, titles.getOrDefault(address.holder(), address.holder()));
                }
            }
        }
        Map<String, String> refusals = new TreeMap<>();
        foresight.refusals().forEach((uid, why) -> refusals.put(titles.getOrDefault(uid, uid), why));
        return new PoolView(
                inputs.poolName(),
                foresight,
                addresses,
                services,
                refusals,
                identifiersLeft(inputs.pool(), foresight),
                addressesFree(inputs.pool()),
                inputs.pool().getSpec().directors().keepFreePercent());
    }

    private static int identifiersLeft(VipPool pool, PoolForesight foresight) {
        VipPoolSpec.VirtualRouterIds budget = pool.getSpec().vrrp().virtualRouterIds();
        long used = foresight.routers().stream()
                .map(VirtualRouterSpec::virtualRouterId)
                .distinct()
                .count();
        return (int) Math.max(0, budget.last() - budget.first() + 1 - used);
    }

    private static OptionalLong addressesFree(VipPool pool) {
        return pool.getStatus() == null || pool.getStatus().addresses() == null
                ? OptionalLong.empty()
                : OptionalLong.of(pool.getStatus().addresses().free());
    }

    /** What stands in the way of so many new addresses besides their load. */
    public List<String> limits(int newAddresses) {
        List<String> limits = new ArrayList<>();
        if (newAddresses > addressesFree.orElse(Long.MAX_VALUE)) {
            limits.add("the pool has "
                    + Names.count(addressesFree.getAsLong(), "free address", "free addresses") + " but " + newAddresses
                    + " are needed; extend spec.addresses of the VipPool");
        }
        if (newAddresses > identifiersLeft) {
            limits.add("the pool has "
                    + Names.count(identifiersLeft, "free virtual router identifier", "free virtual router identifiers")
                    + " for " + newAddresses
                    + " new addresses: the others have to share the order of an address that stands, so loads may be"
                    + " higher than shown; extend spec.vrrp.virtualRouterIds of the VipPool");
        }
        return limits;
    }

    private static void add(Map<String, List<String>> lists, String unit, String text) {
        List<String> list = lists.computeIfAbsent(unit, first -> new ArrayList<>());
        if (!list.contains(text)) {
            list.add(text);
        }
    }

    /** A unit without addresses is one that is only supposed, and has a name for people. */
    String addressesOf(String unit) {
        return String.join(", ", addresses.getOrDefault(unit, List.of(unit)));
    }

    String servicesOf(String unit) {
        return String.join(", ", services.getOrDefault(unit, List.of("-")));
    }
}
