package io.ipvsoperator.operator.virtualservice;

import io.ipvsoperator.crds.vippool.VipPoolSpec;
import io.ipvsoperator.operator.allocation.IpAddress;
import io.ipvsoperator.operator.kubernetes.LabelSelectors;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Whether a pool takes a service. Says the first reason why not. */
public final class Admission {
    private static final List<Reserved> RESERVED = List.of(
            new Reserved(IpPrefix.of("0.0.0.0/8"), "an unspecified address"),
            new Reserved(IpPrefix.of("127.0.0.0/8"), "a loopback address"),
            new Reserved(IpPrefix.of("169.254.0.0/16"), "a link-local address"),
            new Reserved(IpPrefix.of("224.0.0.0/4"), "a multicast address"),
            new Reserved(IpPrefix.of("240.0.0.0/4"), "a reserved or broadcast address"),
            new Reserved(IpPrefix.of("::/128"), "the unspecified address"),
            new Reserved(IpPrefix.of("::1/128"), "the loopback address"),
            new Reserved(IpPrefix.of("::ffff:0:0/96"), "an IPv4-mapped address"),
            new Reserved(IpPrefix.of("fe80::/10"), "a link-local address"),
            new Reserved(IpPrefix.of("ff00::/8"), "a multicast address"));

    private record Reserved(IpPrefix prefix, String kind) {}

    private Admission() {}

    /** @param namespaceLabels of the service's namespace */
    public static Optional<Refusal> refusal(
            ValidService service, PoolRules pool, @Nullable Map<String, String> namespaceLabels) {
        return namespaceRefusal(service, pool, namespaceLabels)
                .or(() -> addressRefusal(service, pool))
                .or(() -> endpointRefusal(service, pool));
    }

    private static Optional<Refusal> namespaceRefusal(
            ValidService service, PoolRules pool, @Nullable Map<String, String> labels) {
        VipPoolSpec.AllowedNamespaces allowed = pool.allowedNamespaces();
        return allows(allowed, labels)
                ? Optional.empty()
                : Optional.of(new Refusal(
                        "NamespaceNotAllowed",
                        "metadata.namespace is " + service.identity().namespace() + ", whose labels "
                                + (labels == null ? Map.of() : labels)
                                + " the allowedNamespaces.selector of VipPool " + pool.pool()
                                + " does not select; label the namespace or choose another pool"));
    }

    /** @param labels of a namespace */
    static boolean allows(VipPoolSpec.AllowedNamespaces allowed, @Nullable Map<String, String> labels) {
        return allowed.from().equals("All")
                || (allowed.selector() != null && LabelSelectors.matches(allowed.selector(), labels));
    }

    private static Optional<Refusal> addressRefusal(ValidService service, PoolRules pool) {
        return pool.addresses()
                .flatMap(addresses -> service.requested().stream()
                        .filter(address -> !addresses.contains(address))
                        .findFirst()
                        .map(address -> new Refusal(
                                "AddressNotInPool",
                                service.identity().addressesField() + " has " + address + ", which is not in VipPool "
                                        + pool.pool()
                                        + "; it has "
                                        + addresses.ranges().stream()
                                                .map(range -> range.text())
                                                .collect(Collectors.joining(", ")))));
    }

    private static Optional<Refusal> endpointRefusal(ValidService service, PoolRules pool) {
        for (int i = 0; i < service.endpoints().size(); i++) {
            IpAddress address = service.endpoints().get(i).address();
            String field = "spec.backends.endpoints[" + i + "].address is " + address;
            Optional<Refusal> refusal = endpointRefusal(field, address, pool);
            if (refusal.isPresent()) {
                return refusal;
            }
        }
        return service.fallbackAddresses().stream()
                .flatMap(address ->
                        endpointRefusal("spec.backends.fallback.addresses has " + address, address, pool).stream())
                .findFirst();
    }

    /** @param field which address it is, for the message */
    static Optional<Refusal> endpointRefusal(String field, IpAddress address, PoolRules pool) {
        Optional<Refusal> never = neverAnEndpoint(field, address, pool);
        return never.isPresent() || pool.allowedEndpoints().stream().anyMatch(prefix -> prefix.contains(address))
                ? never
                : Optional.of(new Refusal("EndpointNotAllowed", field + ", which is " + bounds(pool)));
    }

    /** Why the pool could not allow that address. */
    static Optional<Refusal> neverAnEndpoint(String field, IpAddress address, PoolRules pool) {
        Optional<String> never = neverAnEndpoint(address, pool);
        if (never.isPresent()) {
            return Optional.of(
                    new Refusal("EndpointNotAllowed", field + ", " + never.get() + ", which can never be a backend"));
        }
        return Optional.ofNullable(pool.directorAddresses().get(address))
                .map(director -> new Refusal(
                        "DirectorIsBackend",
                        field + ", which is director " + director + " of VipPool " + pool.pool()
                                + ": a director that is a backend of its own address would send packets in a circle;"
                                + " choose another backend or take the node out of the pool's directors"));
    }

    private static Optional<String> neverAnEndpoint(IpAddress address, PoolRules pool) {
        if (pool.addresses().filter(addresses -> addresses.contains(address)).isPresent()) {
            return Optional.of("a virtual address of VipPool " + pool.pool());
        }
        Optional<String> other = pool.otherPools().entrySet().stream()
                .filter(entry -> entry.getValue().contains(address))
                .map(entry -> "a virtual address of VipPool " + entry.getKey())
                .findFirst();
        if (other.isPresent()) {
            return other;
        }
        return RESERVED.stream()
                .filter(reserved -> reserved.prefix().contains(address))
                .map(Reserved::kind)
                .findFirst();
    }

    private static String bounds(PoolRules pool) {
        return pool.allowedEndpoints().isEmpty()
                ? "not allowed: allowedEndpoints of VipPool " + pool.pool() + " is empty, which allows none"
                : "outside allowedEndpoints of VipPool " + pool.pool() + ": "
                        + pool.allowedEndpoints().stream()
                                .map(prefix -> prefix.network() + "/" + prefix.length())
                                .collect(Collectors.joining(", "));
    }
}
