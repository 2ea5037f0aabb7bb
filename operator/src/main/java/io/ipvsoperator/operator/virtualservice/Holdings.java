package io.ipvsoperator.operator.virtualservice;

import io.fabric8.kubernetes.api.model.Service;
import io.ipvsoperator.crds.forwardingtable.ForwardingTable;
import io.ipvsoperator.crds.forwardingtable.ForwardingTableSpec;
import io.ipvsoperator.crds.virtualrouter.VirtualRouter;
import io.ipvsoperator.crds.virtualrouter.VirtualRouterSpec;
import io.ipvsoperator.crds.virtualservice.VirtualService;
import io.ipvsoperator.operator.virtualservice.ValidService.PortKey;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Who has which addresses, by the word of routers and tables. What runs stays with its holder, whatever people have written since:
 * to change it would take addresses from connections that run.
 *
 * @param byHolder routers with an entry of that holder
 * @param byAddress routers with an entry of that address
 * @param tables by the uid of their service
 */
public record Holdings(
        Function<String, List<VirtualRouter>> byHolder,
        Function<String, List<VirtualRouter>> byAddress,
        Function<String, Optional<ForwardingTable>> tables) {

    /** Addresses are a pool's. */
    private record Held(String holder, String pool) {}

    public static Holdings of(List<VirtualRouter> routers, List<ForwardingTable> tables) {
        Map<String, List<VirtualRouter>> byHolder = by(VirtualRouterSpec.Address::holder, routers);
        Map<String, List<VirtualRouter>> byAddress = by(VirtualRouterSpec.Address::address, routers);
        Map<String, ForwardingTable> byName = new HashMap<>();
        tables.forEach(table -> byName.put(table.getMetadata().getName(), table));
        return new Holdings(
                holder -> byHolder.getOrDefault(holder, List.of()),
                address -> byAddress.getOrDefault(address, List.of()),
                uid -> Optional.ofNullable(byName.get(TableNames.of(uid))));
    }

    private static Map<String, List<VirtualRouter>> by(
            Function<VirtualRouterSpec.Address, String> part, List<VirtualRouter> routers) {
        Map<String, List<VirtualRouter>> result = new HashMap<>();
        routers.forEach(router -> router.getSpec().addresses().stream()
                .map(part)
                .distinct()
                .forEach(key ->
                        result.computeIfAbsent(key, absent -> new ArrayList<>()).add(router)));
        return result;
    }

    public Holding of(VirtualService service) {
        return of(service.getMetadata().getUid(), SharingKey.of(service), "spec.addresses.sharing.key");
    }

    /** @param pool that it gets its addresses from */
    public Holding of(Service service, String pool) {
        return of(
                service.getMetadata().getUid(),
                key(service, pool),
                "metadata.annotations[" + LoadBalancers.SHARING_KEY + "]");
    }

    private static Optional<SharingKey> key(Service service, String pool) {
        return LoadBalancers.annotation(service, LoadBalancers.SHARING_KEY)
                .map(key -> new SharingKey(pool, service.getMetadata().getNamespace(), key));
    }

    private Holding of(String uid, Optional<SharingKey> wanted, String field) {
        String asked = wanted.map(SharingKey::holder).orElse(uid);
        String holder = held(uid).map(Held::holder).orElse(asked);
        Optional<Refusal> refusal =
                holder.equals(asked) ? Optional.empty() : Optional.of(changed(field, wanted, holder));
        return new Holding(holder, ports(uid, holder), refusal);
    }

    private static Refusal changed(String field, Optional<SharingKey> wanted, String holder) {
        String asked = wanted.map(key -> "is " + key.key()).orElse("is absent");
        String has = SharingKey.isHolder(holder)
                ? "the service shares its addresses by another key; put that back"
                : "the service has addresses of its own; remove it";
        return new Refusal(
                "SharingChanged", field + " " + asked + " but " + has + ", or delete the service and create it anew");
    }

    private Set<PortKey> ports(String uid, String holder) {
        return SharingKey.isHolder(holder)
                ? tables.apply(uid).map(table -> ports(table.getSpec())).orElse(Set.of())
                : Set.of();
    }

    /** Those that a table serves. */
    static Set<PortKey> ports(ForwardingTableSpec table) {
        Set<PortKey> ports = new HashSet<>();
        if (!table.addresses().isEmpty()) {
            table.services().forEach(service -> ports.add(new PortKey(service.protocol(), service.port())));
        }
        return ports;
    }

    /** Empty when it has no addresses, on its own or with others. */
    Optional<String> poolOf(String uid) {
        return held(uid).map(Held::pool);
    }

    /** The first of the pools by name in which others have addresses that the Service asks to share. */
    Optional<String> poolOfSharers(Service service, Stream<String> pools) {
        return pools.filter(pool -> key(service, pool)
                        .filter(key ->
                                of(key.holder(), byHolder.apply(key.holder())).isPresent())
                        .isPresent())
                .min(Comparator.naturalOrder());
    }

    /** In whose name the addresses of a table are held. */
    String holderOf(ForwardingTableSpec table) {
        String uid = table.source().uid();
        return of(uid, byHolder.apply(uid))
                .or(() -> byAddressesOf(table))
                .map(Held::holder)
                .orElse(uid);
    }

    private Optional<Held> held(String uid) {
        return of(uid, byHolder.apply(uid))
                .or(() -> tables.apply(uid).map(ForwardingTable::getSpec).flatMap(this::byAddressesOf));
    }

    private static Optional<Held> of(String holder, List<VirtualRouter> routers) {
        return routers.stream()
                .filter(router -> live(router).anyMatch(entry -> entry.holder().equals(holder)))
                .map(router -> new Held(holder, router.getSpec().pool()))
                .min(Comparator.comparing(Held::pool));
    }

    /** One of another namespace has got an address that this table no longer may have. */
    private Optional<Held> byAddressesOf(ForwardingTableSpec table) {
        Set<String> addresses = Set.copyOf(table.addresses());
        return table.addresses().stream()
                .flatMap(address -> byAddress.apply(address).stream())
                .filter(router -> router.getSpec().pool().equals(table.pool()))
                .flatMap(router -> live(router)
                        .filter(entry -> addresses.contains(entry.address()))
                        .map(VirtualRouterSpec.Address::holder))
                .filter(holder -> SharingKey.isHolderIn(table.source().namespace(), holder))
                .map(holder -> new Held(holder, table.pool()))
                .findFirst();
    }

    /**
     * Addresses of a table that nobody may serve in the name of that holder any longer: they are released, or somebody else's. Of an
     * address of which no router knows nothing is said.
     */
    Set<String> lost(ForwardingTableSpec table, String holder) {
        return table.addresses().stream()
                .filter(address -> isLost(address, holder))
                .collect(Collectors.toUnmodifiableSet());
    }

    private boolean isLost(String address, String holder) {
        List<VirtualRouterSpec.Address> entries = byAddress.apply(address).stream()
                .flatMap(router -> router.getSpec().addresses().stream())
                .filter(entry -> entry.address().equals(address))
                .toList();
        return !entries.isEmpty()
                && entries.stream()
                        .noneMatch(entry -> entry.holder().equals(holder) && !Boolean.TRUE.equals(entry.released()));
    }

    private static Stream<VirtualRouterSpec.Address> live(VirtualRouter router) {
        return router.getSpec().addresses().stream().filter(entry -> !Boolean.TRUE.equals(entry.released()));
    }
}
