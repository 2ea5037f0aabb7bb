package io.ipvsoperator.agent.address;

import io.ipvsoperator.agent.kernel.NetworkInterfaceName;
import io.ipvsoperator.agent.kernel.SysctlKey;
import io.ipvsoperator.agent.kernel.Sysctls;
import io.ipvsoperator.agent.netlink.NetlinkConversation;
import io.ipvsoperator.agent.netlink.Outcome;
import io.ipvsoperator.netlink.ErrorNumber;
import io.ipvsoperator.netlink.route.Link;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The kernel's interfaces of virtual MAC addresses. What the kernel refuses is tried again when the interfaces were looked at
 * anew, but not one whose MAC address is in use, which shows only when the router owns its addresses: it must not take them
 * over again and again before that can have changed. Used by one thread.
 */
final class VirtualDevices {
    private static final Logger LOG = LoggerFactory.getLogger(VirtualDevices.class);

    /** So many are made or deleted before leases are looked after: either may take the kernel tens of milliseconds. */
    static final int AT_ONCE = 4;
    /** What macvlan_open of Linux 6 says then, and what others may. */
    private static final Set<ErrorNumber> IN_USE = Set.of(ErrorNumber.EADDRINUSE, ErrorNumber.EBUSY);

    private final NetlinkConversation route;
    private final Sysctls sysctls;
    /** Indices of interfaces whose settings are in force. */
    private final Set<Integer> settled = new HashSet<>();

    private final Set<String> present = new HashSet<>();
    private final Map<String, String> failures = new HashMap<>();
    private final Map<VirtualDevice, InUse> inUse = new HashMap<>();
    private List<DeviceWish> wishes = List.of();
    private List<Link> links = List.of();
    private Map<NetworkInterfaceName, Link> byName = Map.of();
    private boolean anew;
    private List<DeviceChange.Delete> deletions = List.of();

    VirtualDevices(NetlinkConversation route, Sysctls sysctls) {
        this.route = route;
        this.sysctls = sysctls;
    }

    /**
     * @param created there are interfaces that the caller has not seen
     * @param risen indices of those that went up
     */
    record Reached(boolean created, Set<Integer> risen) {}

    /** @param neighbours the interfaces that may have the MAC address, as they were */
    private record InUse(String failure, List<Link> neighbours) {}

    /** Replaces what the kernel showed before; what it refused may be asked for again. */
    void observed(Map<NetworkInterfaceName, Link> seen) {
        byName = Map.copyOf(seen);
        links = List.copyOf(seen.values());
        settled.retainAll(links.stream().map(Link::index).toList());
        present.clear();
        links.stream().filter(VirtualDevice::isOurs).map(Link::name).forEach(present::add);
        inUse.entrySet().removeIf(each -> !each.getValue().neighbours().equals(neighbours(each.getKey())));
        anew = true;
    }

    /** The interface below, and what others have put above it and may have given the MAC address. */
    private List<Link> neighbours(VirtualDevice device) {
        return links.stream()
                .filter(link -> link.index() == device.below()
                        || (link.below() == device.below() && VirtualDevice.isRival(link)))
                .toList();
    }

    /** Makes all changes but deletions, and not more new interfaces than can be waited for. */
    Reached reconcile(List<DeviceWish> wanted) {
        if (!anew && wanted.equals(wishes)) {
            return new Reached(false, Set.of());
        }
        anew = false;
        wishes = wanted;
        DeviceDifference difference = DeviceDifference.between(wanted, links);
        failures.clear();
        failures.putAll(difference.failures());
        deletions = difference.deletions();
        wanted.forEach(this::settle);
        wanted.forEach(wish -> Optional.ofNullable(inUse.get(wish.device()))
                .ifPresent(refused -> failures.put(wish.router(), refused.failure())));
        return apply(difference.changes());
    }

    /** Before it first goes up. */
    private void settle(DeviceWish wish) {
        wish.device().among(byName).map(Link::index).ifPresent(index -> {
            if (settled.contains(index)) {
                return;
            }
            try {
                DeviceSettings.of(wish.device()).forEach(this::set);
                settled.add(index);
            } catch (UncheckedIOException refused) {
                failures.put(
                        wish.router(),
                        "%s: %s; run the agent privileged".formatted(wish.device(), refused.getMessage()));
            }
        });
    }

    private void set(SysctlKey key, String value) {
        sysctls.read(key).filter(present -> !present.equals(value)).ifPresent(other -> sysctls.write(key, value));
    }

    private Reached apply(List<DeviceChange> changes) {
        List<DeviceChange> creations =
                changes.stream().filter(DeviceChange.Create.class::isInstance).toList();
        List<DeviceChange> others = changes.stream()
                .filter(change -> !(change instanceof DeviceChange.Create) && isPossible(change))
                .toList();
        Set<Integer> risen = new HashSet<>();
        execute(others).forEach(done -> {
            if (done instanceof DeviceChange.SetUp up) {
                risen.add(up.index());
            }
        });
        return new Reached(create(creations), risen);
    }

    private boolean isPossible(DeviceChange change) {
        return !(change instanceof DeviceChange.SetUp up)
                || (settled.contains(up.index()) && !inUse.containsKey(up.device()));
    }

    /** The kernel tells of those that are there, and then the rest has its turn. What it refuses costs no time. */
    private boolean create(List<DeviceChange> creations) {
        boolean created = false;
        for (int from = 0; from < creations.size() && !created; from += AT_ONCE) {
            created = !execute(creations.subList(from, Math.min(from + AT_ONCE, creations.size())))
                    .isEmpty();
        }
        return created;
    }

    /** Returns those that are done. */
    private List<DeviceChange> execute(List<DeviceChange> changes) {
        List<Outcome> outcomes =
                route.executeAll(changes.stream().map(DeviceChange::request).toList());
        List<DeviceChange> done = new ArrayList<>();
        for (int i = 0; i < changes.size(); i++) {
            switch (outcomes.get(i)) {
                case Outcome.Done(String operation) -> {
                    LOG.atInfo().addKeyValue("operation", operation).log("virtual MAC address");
                    done.add(changes.get(i));
                }
                case Outcome.Refused refused -> refused(changes.get(i), refused);
            }
        }
        return done;
    }

    private void refused(DeviceChange change, Outcome.Refused refused) {
        LOG.atWarn()
                .addKeyValue("operation", refused.operation())
                .addKeyValue("error", refused.error())
                .log("virtual MAC address");
        String message = "%s: %s; %s".formatted(refused.operation(), refused.error(), change.remedy());
        if (change instanceof DeviceChange.SetUp up
                && IN_USE.contains(refused.error().number())) {
            inUse.put(up.device(), new InUse(message, neighbours(up.device())));
        }
        wishes.stream()
                .filter(wish -> change.concerns(wish.device()))
                .forEach(wish -> failures.put(wish.router(), message));
    }

    /** Of what nobody wants any longer, some; the kernel tells that they went, and then the rest has its turn. */
    void deleteLeft() {
        List<DeviceChange.Delete> turn = deletions.stream().limit(AT_ONCE).toList();
        List<Outcome> outcomes =
                route.executeAll(turn.stream().map(DeviceChange.Delete::request).toList());
        for (int i = 0; i < outcomes.size(); i++) {
            switch (outcomes.get(i)) {
                case Outcome.Done done ->
                    LOG.atInfo().addKeyValue("operation", done.operation()).log("virtual MAC address");
                case Outcome.Refused refused ->
                    LOG.atDebug().addKeyValue("error", refused.error()).log("it was gone already");
            }
            present.remove(turn.get(i).name());
        }
        deletions = deletions.subList(turn.size(), deletions.size());
    }

    DeviceReport report() {
        return new DeviceReport(present, failures);
    }
}
