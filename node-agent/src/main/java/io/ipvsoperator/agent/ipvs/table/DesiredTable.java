package io.ipvsoperator.agent.ipvs.table;

import io.ipvsoperator.agent.plan.Affinity;
import io.ipvsoperator.agent.plan.TablePlan;
import io.ipvsoperator.netlink.ipvs.AddressFamily;
import io.ipvsoperator.netlink.ipvs.IpvsService;
import io.ipvsoperator.netlink.ipvs.ServiceKey;
import io.ipvsoperator.time.MonotonicInstant;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Everything that the plan wants in this node's table. Of two ForwardingTables that want the same address and port the first one
 * has it. What {@link DesiredTables} makes holds until it makes the next.
 *
 * @param owners name of the ForwardingTable of each service
 * @param exposures what the packet filter has to know; services that are {@link Exposure#PLAIN} are left out
 * @param contested what the other tables do not get
 * @param undecided destinations that stay with or without weight as the kernel has them; services without any are left out
 * @param slowStarts how long a weight that rises takes; services in which it rises at once are left out
 */
public record DesiredTable(
        IpvsTable services,
        Map<ServiceKey, String> owners,
        Map<ServiceKey, Exposure> exposures,
        List<ServiceFailure> contested,
        Map<ServiceKey, Set<InetAddress>> undecided,
        Map<ServiceKey, Duration> slowStarts) {
    public DesiredTable {
        exposures = Collections.unmodifiableMap(exposures);
        owners = Collections.unmodifiableMap(owners);
        undecided = Collections.unmodifiableMap(undecided);
        slowStarts = Collections.unmodifiableMap(slowStarts);
        contested = List.copyOf(contested);
    }

    public static DesiredTable empty() {
        return of(List.of());
    }

    /** Every service of a table on every address of it, each with all its destinations. */
    public static DesiredTable of(Collection<TablePlan> tables) {
        return new DesiredTables().of(List.copyOf(tables)).desired();
    }

    public Exposure exposure(ServiceKey key) {
        return exposures.getOrDefault(key, Exposure.PLAIN);
    }

    public Optional<ForwardedService> service(ServiceKey key) {
        return Optional.ofNullable(services.services().get(key));
    }

    /**
     * What is wanted of a kernel that has these services: a restart must not give weight to who was found dead before it, nor take it
     * from a fallback. The same object if nothing rests.
     */
    public DesiredTable settledWith(IpvsTable kernel) {
        if (undecided.isEmpty()) {
            return this;
        }
        Map<ServiceKey, ForwardedService> resting = new LinkedHashMap<>();
        kernel.services().forEach((key, there) -> {
            Set<InetAddress> open = undecided.getOrDefault(key, Set.of());
            @Nullable
            ForwardedService wanted =
                    open.isEmpty() ? null : services.services().get(key);
            ForwardedService settled = wanted == null ? there : wanted.restingAs(there, open);
            if (wanted != null && !settled.equals(wanted)) {
                resting.put(key, settled);
            }
        });
        return with(resting);
    }

    /** With these in place of those with the same keys; the same object if there are none. */
    private DesiredTable with(Map<ServiceKey, ForwardedService> others) {
        if (others.isEmpty()) {
            return this;
        }
        Map<ServiceKey, ForwardedService> all = new LinkedHashMap<>(services.services());
        all.putAll(others);
        return new DesiredTable(new IpvsTable(all), owners, exposures, contested, undecided, slowStarts);
    }

    /**
     * What is wanted of it now, when weights rise slowly; the same object if none does.
     *
     * @param kernel has the services that are compared
     * @param among those
     */
    public DesiredTable risingIn(
            IpvsTable kernel, Collection<ServiceKey> among, SlowStarts rising, MonotonicInstant now) {
        Map<ServiceKey, ForwardedService> lower = new LinkedHashMap<>();
        for (ServiceKey key : among) {
            @Nullable ForwardedService wanted = services.services().get(key);
            @Nullable Duration duration = slowStarts.get(key);
            @Nullable ForwardedService there = kernel.services().get(key);
            if (wanted == null || duration == null || there == null) {
                rising.forget(key);
            } else {
                ForwardedService low = rising.of(wanted, there, duration, now);
                if (!low.equals(wanted)) {
                    lower.put(key, low);
                }
            }
        }
        return with(lower);
    }

    static List<ForwardedService> expand(TablePlan table) {
        List<ForwardedService> services = new ArrayList<>();
        for (InetAddress address : table.addresses()) {
            for (int i = 0; i < table.services().size(); i++) {
                services.add(ForwardedService.of(
                        service(address, table.services().get(i)), table.destinationsOf(i, AddressFamily.of(address))));
            }
        }
        return services;
    }

    private static IpvsService service(InetAddress address, TablePlan.Service service) {
        AddressFamily family = AddressFamily.of(address);
        return new IpvsService(
                new ServiceKey.AddressAndPort(service.protocol(), address, service.port()),
                service.scheduler(),
                service.flags(),
                service.affinity().map(affinity -> affinity.of(family)),
                service.affinity().flatMap(Affinity::engine));
    }

    /** The virtual addresses that some service answers on. */
    public Set<InetAddress> addresses() {
        Set<InetAddress> addresses = new LinkedHashSet<>();
        services.services().keySet().forEach(key -> ServiceAddress.of(key).ifPresent(addresses::add));
        return addresses;
    }

    /** Name of the ForwardingTable that wants the service; empty for services nobody wants. */
    public Optional<String> ownerOf(ServiceKey key) {
        return Optional.ofNullable(owners.get(key));
    }

    /** The services of some ForwardingTables. */
    public List<ServiceKey> servicesOf(Collection<String> tables) {
        return owners.entrySet().stream()
                .filter(owner -> tables.contains(owner.getValue()))
                .map(Map.Entry::getKey)
                .toList();
    }
}
