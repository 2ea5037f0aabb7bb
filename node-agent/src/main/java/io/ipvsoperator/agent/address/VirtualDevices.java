package io.ipvsoperator.agent.address;

import io.ipvsoperator.agent.kernel.SysctlKey;
import io.ipvsoperator.agent.kernel.Sysctls;
import io.ipvsoperator.agent.netlink.NetlinkConversation;
import io.ipvsoperator.agent.netlink.Outcome;
import io.ipvsoperator.netlink.route.Link;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The kernel's interfaces of virtual MAC addresses. What the kernel refuses is tried again when the interfaces were looked at
 * anew. Used by one thread.
 */
final class VirtualDevices {
    private static final Logger LOG = LoggerFactory.getLogger(VirtualDevices.class);

    private final NetlinkConversation route;
    private final Sysctls sysctls;
    /** Indices of interfaces whose settings are in force. */
    private final Set<Integer> settled = new HashSet<>();

    private final Set<String> present = new HashSet<>();
    private final Map<String, String> failures = new HashMap<>();
    private List<DeviceWish> wishes = List.of();
    private List<Link> links = List.of();
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

    /** Replaces what the kernel showed before; what it refused may be asked for again. */
    void observed(Collection<Link> seen) {
        links = List.copyOf(seen);
        settled.retainAll(links.stream().map(Link::index).toList());
        present.clear();
        links.stream().filter(VirtualDevice::isOurs).map(Link::name).forEach(present::add);
        anew = true;
    }

    /** Makes all changes but deletions. */
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
        return apply(difference.changes());
    }

    /** Before it first goes up. */
    private void settle(DeviceWish wish) {
        links.stream().filter(wish.device()::is).map(Link::index).forEach(index -> {
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
        List<DeviceChange> possible = changes.stream()
                .filter(change -> !(change instanceof DeviceChange.SetUp up) || settled.contains(up.index()))
                .toList();
        List<Outcome> outcomes =
                route.executeAll(possible.stream().map(DeviceChange::request).toList());
        boolean created = false;
        Set<Integer> risen = new HashSet<>();
        for (int i = 0; i < possible.size(); i++) {
            switch (outcomes.get(i)) {
                case Outcome.Done done -> {
                    LOG.atInfo().addKeyValue("operation", done.operation()).log("virtual MAC address");
                    created |= possible.get(i) instanceof DeviceChange.Create;
                    if (possible.get(i) instanceof DeviceChange.SetUp up) {
                        risen.add(up.index());
                    }
                }
                case Outcome.Refused refused -> refused(possible.get(i), refused);
            }
        }
        return new Reached(created, risen);
    }

    private void refused(DeviceChange change, Outcome.Refused refused) {
        LOG.atWarn()
                .addKeyValue("operation", refused.operation())
                .addKeyValue("error", refused.error())
                .log("virtual MAC address");
        String message =
                "%s: %s; see whether the kernel has the module macvlan, the segment's interface is Ethernet and no port of a bridge, and the agent is privileged"
                        .formatted(refused.operation(), refused.error());
        wishes.stream()
                .filter(wish -> change.concerns(wish.device()))
                .forEach(wish -> failures.put(wish.router(), message));
    }

    /** Of what nobody wants any longer. */
    void deleteLeft() {
        List<Outcome> outcomes = route.executeAll(
                deletions.stream().map(DeviceChange.Delete::request).toList());
        for (int i = 0; i < outcomes.size(); i++) {
            switch (outcomes.get(i)) {
                case Outcome.Done done ->
                    LOG.atInfo().addKeyValue("operation", done.operation()).log("virtual MAC address");
                case Outcome.Refused refused ->
                    LOG.atDebug().addKeyValue("error", refused.error()).log("it was gone already");
            }
            present.remove(deletions.get(i).name());
        }
        deletions = List.of();
    }

    DeviceReport report() {
        return new DeviceReport(present, failures);
    }
}
