package io.ipvsoperator.agent.ipvs.table;

import io.ipvsoperator.netlink.ipvs.DestinationKey;
import io.ipvsoperator.netlink.ipvs.IpvsDestination;
import io.ipvsoperator.netlink.ipvs.IpvsService;
import io.ipvsoperator.netlink.ipvs.ServiceKey;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Services by their keys.
 *
 * @param services handed over, not copied: who made the map leaves it alone from then on, or says until when it holds
 */
public record IpvsTable(Map<ServiceKey, ForwardedService> services) {
    public IpvsTable {
        services = Collections.unmodifiableMap(services);
    }

    public static IpvsTable empty() {
        return new IpvsTable(Map.of());
    }

    /** The table once these changes have been made, each of which the kernel has accepted. */
    public IpvsTable after(List<Change> changes) {
        Editor editor = new Editor(this);
        changes.forEach(editor::make);
        return editor.result();
    }

    /** Copies the destinations of a service once, however many of them change. */
    private static final class Editor {
        private final Map<ServiceKey, ForwardedService> services;
        private final Map<ServiceKey, Map<DestinationKey, IpvsDestination>> edited = new HashMap<>();

        Editor(IpvsTable table) {
            services = new LinkedHashMap<>(table.services);
        }

        void make(Change change) {
            ServiceKey key = change.service();
            switch (change) {
                case Change.AddService add -> put(add.wanted());
                case Change.SetService set -> put(set.wanted());
                case Change.RemoveService ignored -> {
                    services.remove(key);
                    edited.remove(key);
                }
                case Change.AddDestination add ->
                    destinationsOf(key).put(add.wanted().key(), add.wanted());
                case Change.SetDestination set ->
                    destinationsOf(key).put(set.wanted().key(), set.wanted());
                case Change.RemoveDestination remove -> destinationsOf(key).remove(remove.destination());
            }
        }

        private void put(IpvsService service) {
            @Nullable ForwardedService before = services.get(service.key());
            List<IpvsDestination> kept = before == null ? List.of() : before.destinations();
            services.put(service.key(), new ForwardedService(service, kept));
        }

        private Map<DestinationKey, IpvsDestination> destinationsOf(ServiceKey key) {
            return edited.computeIfAbsent(key, absent -> {
                @Nullable ForwardedService before = services.get(absent);
                return before == null ? new LinkedHashMap<>() : before.byKey();
            });
        }

        IpvsTable result() {
            edited.forEach((key, destinations) -> services.computeIfPresent(
                    key,
                    (ignored, service) -> new ForwardedService(service.service(), List.copyOf(destinations.values()))));
            return new IpvsTable(services);
        }
    }
}
