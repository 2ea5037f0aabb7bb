package io.ipvsoperator.agent.coordination;

import io.ipvsoperator.agent.address.AddressLease;
import io.ipvsoperator.agent.address.AddressTerms;
import io.ipvsoperator.agent.address.VirtualMac;
import io.ipvsoperator.agent.coordination.Orders.SegmentOrder;
import io.ipvsoperator.agent.kernel.NetworkInterfaceName;
import io.ipvsoperator.agent.link.HostLink;
import io.ipvsoperator.agent.link.RouterSeat;
import io.ipvsoperator.agent.link.Segment;
import io.ipvsoperator.agent.plan.Failure;
import io.ipvsoperator.agent.plan.InetAddresses;
import io.ipvsoperator.agent.plan.ObjectKind;
import io.ipvsoperator.agent.plan.Plan;
import io.ipvsoperator.agent.plan.RouterPlan;
import io.ipvsoperator.agent.vrrp.Assignment.AssignedRouter;
import io.ipvsoperator.vrrp.Attachment;
import io.ipvsoperator.vrrp.Router;
import io.ipvsoperator.wire.IpAddress;
import io.ipvsoperator.wire.IpFamily;
import io.ipvsoperator.wire.vrrp.VirtualRouterId;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The order of things, as a pure function of the situation:
 *
 * <ol>
 *   <li>A router starts only when the kernel is programmed for all its addresses, or what cannot be programmed is a failure.
 *   <li>An address may be owned only when the kernel is programmed for it.
 *   <li>The services of an address stay until the address is off this host.
 *   <li>A node whose IPVS cannot be used gives its addresses away; one service that fails changes nothing.
 *   <li>So does one that a tracked check holds back, see {@link Standing}; a router starts only when its checks are known.
 * </ol>
 */
public final class Decision {
    private final Situation situation;
    private final Set<IpAddress> virtual;
    private final Set<IpAddress> programmed;
    private final boolean kernelUsable;
    private final Map<Segment, List<AssignedRouter>> assigned = new LinkedHashMap<>();
    private final Map<Segment, Map<VirtualRouterId, String>> taken = new HashMap<>();
    private final Map<String, NetworkInterfaceName> seats = new LinkedHashMap<>();
    private final List<Failure> failures = new ArrayList<>();

    private Decision(Situation situation) {
        this.situation = situation;
        this.virtual = situation.plan().routers().stream()
                .flatMap(router -> router.addresses().stream())
                .collect(Collectors.toUnmodifiableSet());
        this.kernelUsable = situation.kernel().observation().problem().isEmpty();
        this.programmed = kernelUsable ? situation.kernel().order().addresses() : Set.of();
    }

    public static Orders of(Situation situation) {
        return new Decision(situation).orders();
    }

    private Orders orders() {
        situation.plan().routers().stream()
                .filter(router -> !router.published().isEmpty())
                .forEach(this::seat);
        Map<Segment, SegmentOrder> segments = new HashMap<>();
        situation.views().keySet().forEach(segment -> segments.put(segment, order(segment, List.of())));
        if (!situation.stopping()) {
            assigned.forEach((segment, routers) -> segments.put(segment, order(segment, routers)));
        }
        return new Orders(segments, kernelOrder(), failures);
    }

    private SegmentOrder order(Segment segment, List<AssignedRouter> routers) {
        int index = situation
                .links()
                .byName(segment.interfaceName())
                .map(HostLink::index)
                .orElse(0);
        return new SegmentOrder(index, situation.links().canSend(segment.interfaceName()), routers);
    }

    private void seat(RouterPlan router) {
        switch (RouterSeat.of(router, situation.links(), virtual)) {
            case RouterSeat.Missing(String problem) -> fail(router, problem);
            case RouterSeat.Found(NetworkInterfaceName name, IpAddress source, int mtu) -> {
                Segment segment = new Segment(name, source.family());
                String holder = taken.computeIfAbsent(segment, absent -> new HashMap<>())
                        .putIfAbsent(router.virtualRouterId(), router.name());
                if (holder == null) {
                    seats.put(router.name(), name);
                    assigned.computeIfAbsent(segment, absent -> new ArrayList<>())
                            .add(assign(router, name, new Attachment(source, mtu, router.transport())));
                } else {
                    fail(
                            router,
                            "spec.virtualRouterId is " + router.virtualRouterId() + ", which virtual router " + holder
                                    + " has on " + segment + "; it must be unique on an interface in a family");
                }
            }
        }
    }

    private void fail(RouterPlan router, String problem) {
        failures.add(new Failure(ObjectKind.VIRTUAL_ROUTER, router.name(), problem));
    }

    private AssignedRouter assign(RouterPlan router, NetworkInterfaceName name, Attachment attachment) {
        Set<IpAddress> ownable = new HashSet<>(router.addresses());
        ownable.retainAll(programmed);
        Standing standing = Standing.of(router, situation);
        return new AssignedRouter(
                router.name(),
                new Router(
                        router.virtualRouterId(),
                        router.version(),
                        router.interval(),
                        attachment,
                        router.addresses(),
                        standing.participation()),
                router.members(),
                programmed.containsAll(router.addresses())
                        && kernelWasProgrammed()
                        && standing.awaited().isEmpty(),
                ownable,
                terms(router, name),
                !situation.plan().confirmed());
    }

    /** An address without its label serves as well. */
    private AddressTerms terms(RouterPlan router, NetworkInterfaceName name) {
        IpFamily family = router.published().getFirst().family();
        Optional<VirtualMac> virtualMac = router.settings().virtualMac()
                ? Optional.of(new VirtualMac(router.virtualRouterId(), family))
                : Optional.empty();
        String carrier = virtualMac
                .flatMap(mac -> situation.links().byName(name).map(link -> mac.interfaceAbove(link.index())))
                .orElse(name.value());
        Optional<String> label =
                router.settings().label().filter(own -> family == IpFamily.IPV4).map(own -> carrier + ":" + own);
        label.filter(whole -> whole.length() > AddressTerms.LONGEST_LABEL)
                .ifPresent(whole -> fail(
                        router,
                        "spec.vrrp.addressLabel makes the label " + whole + ", which has more than "
                                + AddressTerms.LONGEST_LABEL + " characters; shorten it, the addresses have none now"));
        return new AddressTerms(
                AddressLease.of(router.successorWaits(), virtual.size()),
                router.settings().announcements(),
                label.filter(whole -> whole.length() <= AddressTerms.LONGEST_LABEL),
                virtualMac);
    }

    private boolean kernelWasProgrammed() {
        return situation.kernel().order().director();
    }

    private KernelOrder kernelOrder() {
        if (situation.stopping()) {
            return situation.kernel().order();
        }
        Plan plan = situation.plan();
        Set<InetAddress> lingering = situation.addresses().held().stream()
                .map(InetAddresses::of)
                .collect(Collectors.toCollection(HashSet::new));
        plan.tables().forEach(table -> lingering.removeAll(table.addresses()));
        return new KernelOrder(
                plan.isDirector(),
                plan.tables(),
                situation.health().selections(),
                virtual,
                lingering,
                Set.copyOf(seats.values()),
                sync(),
                plan.realServer().map(role -> Set.copyOf(role.addresses())).orElse(Set.of()));
    }

    private Optional<KernelOrder.Sync> sync() {
        return situation.plan().routers().stream()
                .filter(router -> seats.containsKey(router.name()))
                .findFirst()
                .flatMap(router -> Optional.ofNullable(seats.get(router.name()))
                        .map(name -> new KernelOrder.Sync(name, router.virtualRouterId(), peers(name))));
    }

    /** Of every pool that runs on the interface: its connections come with another sync id and are passed over there. */
    private Set<IpAddress> peers(NetworkInterfaceName name) {
        Set<IpAddress> peers = new HashSet<>();
        for (RouterPlan router : situation.plan().routers()) {
            if (name.equals(seats.get(router.name()))) {
                if (router.members().isEmpty()) {
                    return Set.of();
                }
                peers.addAll(router.members());
            }
        }
        return peers;
    }
}
