package io.ipvsoperator.agent.kernel.fake;

import io.ipvsoperator.netlink.ErrorNumber;
import io.ipvsoperator.netlink.generic.GenericMessage;
import io.ipvsoperator.netlink.ipvs.DestinationKey;
import io.ipvsoperator.netlink.ipvs.IpvsCommand;
import io.ipvsoperator.netlink.ipvs.IpvsDestination;
import io.ipvsoperator.netlink.ipvs.IpvsService;
import io.ipvsoperator.netlink.ipvs.IpvsVersion;
import io.ipvsoperator.netlink.ipvs.ObservedDestination;
import io.ipvsoperator.netlink.ipvs.ObservedService;
import io.ipvsoperator.netlink.ipvs.ServiceKey;
import io.ipvsoperator.netlink.ipvs.Statistics;
import io.ipvsoperator.netlink.ipvs.SyncDaemon;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** net/netfilter/ipvs/ip_vs_ctl.c of Linux 6.1, as far as netlink shows it. */
final class FakeIpvs {
    private static final Set<String> SCHEDULERS =
            Set.of("rr", "wrr", "lc", "wlc", "lblc", "lblcr", "dh", "sh", "sed", "nq", "fo", "ovf", "mh", "none");
    private static final long VERSION_1_2_1 = 0x010201;
    private static final long CONNECTION_TABLE_SIZE = 4096;

    private final Predicate<String> interfaceExists;
    private final Map<ServiceKey, Entry> services = new LinkedHashMap<>();
    private final Map<SyncDaemon.Role, SyncDaemon> daemons = new EnumMap<>(SyncDaemon.Role.class);

    FakeIpvs(Predicate<String> interfaceExists) {
        this.interfaceExists = interfaceExists;
    }

    private static final class Entry {
        private IpvsService service;
        private final Map<DestinationKey, ObservedDestination> destinations = new LinkedHashMap<>();

        private Entry(IpvsService service) {
            this.service = service;
        }

        private ObservedDestination require(DestinationKey key) {
            return Optional.ofNullable(destinations.get(key)).orElseThrow(() -> new Refusal(ErrorNumber.ENOENT));
        }
    }

    List<GenericMessage> answer(IpvsCommand command) {
        return switch (command) {
            case IpvsCommand.NewService add -> done(() -> add(add.service()));
            case IpvsCommand.SetService set -> done(() -> set(set.service()));
            case IpvsCommand.DeleteService delete ->
                done(() -> {
                    require(delete.service());
                    services.remove(delete.service());
                });
            case IpvsCommand.GetService get ->
                List.of(new ObservedService(require(get.service()).service, Statistics.NONE).encode());
            case IpvsCommand.ListServices ignored ->
                services.values().stream()
                        .map(entry -> new ObservedService(entry.service, Statistics.NONE).encode())
                        .toList();
            case IpvsCommand.NewDestination add -> done(() -> add(require(add.service()), add.destination()));
            case IpvsCommand.SetDestination set -> done(() -> set(require(set.service()), set.destination()));
            case IpvsCommand.DeleteDestination delete ->
                done(() -> {
                    Entry service = require(delete.service());
                    service.require(delete.destination());
                    service.destinations.remove(delete.destination());
                });
            case IpvsCommand.ListDestinations list ->
                destinations(list.service()).stream()
                        .map(ObservedDestination::encode)
                        .toList();
            case IpvsCommand.StartDaemon start -> done(() -> start(start.daemon()));
            case IpvsCommand.StopDaemon stop -> done(() -> stop(stop.role()));
            case IpvsCommand.ListDaemons ignored ->
                daemons.values().stream().map(SyncDaemon::encodeListed).toList();
            case IpvsCommand.GetVersion ignored ->
                List.of(new IpvsVersion(VERSION_1_2_1, CONNECTION_TABLE_SIZE).encode());
        };
    }

    private static List<GenericMessage> done(Runnable work) {
        work.run();
        return List.of();
    }

    private Entry require(ServiceKey key) {
        return Optional.ofNullable(services.get(key)).orElseThrow(() -> new Refusal(ErrorNumber.ESRCH));
    }

    private void add(IpvsService service) {
        if (services.containsKey(service.key())) {
            throw new Refusal(ErrorNumber.EEXIST);
        }
        requireScheduler(service);
        services.put(service.key(), new Entry(service));
    }

    private void set(IpvsService service) {
        Entry entry = require(service.key());
        requireScheduler(service);
        entry.service = service;
    }

    private static void requireScheduler(IpvsService service) {
        if (!SCHEDULERS.contains(service.scheduler())) {
            throw new Refusal(ErrorNumber.ENOENT);
        }
    }

    private static void add(Entry service, IpvsDestination destination) {
        if (service.destinations.containsKey(destination.key())) {
            throw new Refusal(ErrorNumber.EEXIST);
        }
        requireThresholds(destination);
        service.destinations.put(destination.key(), new ObservedDestination(destination, 0, 0, 0, Statistics.NONE));
    }

    private static void set(Entry service, IpvsDestination destination) {
        ObservedDestination before = service.require(destination.key());
        requireThresholds(destination);
        service.destinations.put(
                destination.key(),
                new ObservedDestination(
                        destination,
                        before.activeConnections(),
                        before.inactiveConnections(),
                        before.persistentConnections(),
                        before.statistics()));
    }

    private static void requireThresholds(IpvsDestination destination) {
        if (destination.lowerThreshold() > destination.upperThreshold()) {
            throw new Refusal(ErrorNumber.ERANGE);
        }
    }

    /** The newest first, as the kernel's list is. A service that is not there has none, and that is no error. */
    List<ObservedDestination> destinations(ServiceKey key) {
        return Optional.ofNullable(services.get(key))
                .map(entry -> List.copyOf(entry.destinations.values()).reversed())
                .orElse(List.of());
    }

    private void start(SyncDaemon daemon) {
        if (!interfaceExists.test(daemon.interfaceName())) {
            throw new Refusal(ErrorNumber.ENODEV);
        }
        if (daemons.putIfAbsent(daemon.role(), daemon) != null) {
            throw new Refusal(ErrorNumber.EEXIST);
        }
    }

    private void stop(SyncDaemon.Role role) {
        if (daemons.remove(role) == null) {
            throw new Refusal(ErrorNumber.ESRCH);
        }
    }

    void connect(ServiceKey service, DestinationKey destination, long active, long inactive) {
        Entry entry = require(service);
        ObservedDestination before = entry.require(destination);
        entry.destinations.put(
                destination, new ObservedDestination(before.destination(), active, inactive, 0, before.statistics()));
    }
}
