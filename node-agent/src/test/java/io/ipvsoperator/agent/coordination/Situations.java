package io.ipvsoperator.agent.coordination;

import io.ipvsoperator.agent.address.AddressReport;
import io.ipvsoperator.agent.address.DeviceReport;
import io.ipvsoperator.agent.backend.HealthReport;
import io.ipvsoperator.agent.kernel.NetworkInterfaceName;
import io.ipvsoperator.agent.link.HostLink;
import io.ipvsoperator.agent.link.HostLinks;
import io.ipvsoperator.agent.link.OwnAddress;
import io.ipvsoperator.agent.link.Segment;
import io.ipvsoperator.agent.plan.AddressSettings;
import io.ipvsoperator.agent.plan.FailbackPolicy;
import io.ipvsoperator.agent.plan.InetAddresses;
import io.ipvsoperator.agent.plan.ObjectKind;
import io.ipvsoperator.agent.plan.Plan;
import io.ipvsoperator.agent.plan.RouterPlan;
import io.ipvsoperator.agent.plan.TablePlan;
import io.ipvsoperator.agent.status.KernelObservation;
import io.ipvsoperator.agent.tracking.Tracking;
import io.ipvsoperator.agent.tracking.TrackingReport;
import io.ipvsoperator.agent.vrrp.SegmentView;
import io.ipvsoperator.netlink.ipvs.TransportProtocol;
import io.ipvsoperator.time.MonotonicInstant;
import io.ipvsoperator.wire.IpAddress;
import io.ipvsoperator.wire.IpFamily;
import io.ipvsoperator.wire.vrrp.AdvertInterval;
import io.ipvsoperator.wire.vrrp.Authentication;
import io.ipvsoperator.wire.vrrp.Priority;
import io.ipvsoperator.wire.vrrp.Transport;
import io.ipvsoperator.wire.vrrp.VirtualRouterId;
import io.ipvsoperator.wire.vrrp.VrrpVersion;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A director with one interface, eth1 192.0.2.10/24, to be put into situations. */
final class Situations {
    static final NetworkInterfaceName ETH1 = new NetworkInterfaceName("eth1");
    static final Segment ETH1_IPV4 = new Segment(ETH1, IpFamily.IPV4);
    static final IpAddress VIRTUAL = IpAddress.parse("192.0.2.200");
    static final IpAddress OTHER = IpAddress.parse("192.0.2.201");

    private Situations() {}

    static RouterPlan router(String name, int virtualRouterId, IpAddress... addresses) {
        return router(name, virtualRouterId, AddressSettings.DEFAULT, addresses);
    }

    static RouterPlan router(String name, int virtualRouterId, AddressSettings settings, IpAddress... addresses) {
        return new RouterPlan(
                name,
                new VirtualRouterId(virtualRouterId),
                new VrrpVersion.V2(new Authentication.None()),
                new Transport.Multicast(),
                Set.of(),
                Optional.empty(),
                new Priority(250),
                new Priority(240),
                new Priority(34),
                Tracking.none(),
                AdvertInterval.ofSeconds(1),
                new FailbackPolicy.Immediate(),
                List.of(VIRTUAL),
                List.of(addresses),
                settings,
                List.of());
    }

    /** With one other member. */
    static RouterPlan among(IpAddress member, RouterPlan router) {
        return changed(Set.of(member), router, router.tracking(), router.failback());
    }

    static RouterPlan tracking(RouterPlan router, Tracking tracking) {
        return changed(router, tracking, router.failback());
    }

    static RouterPlan failingBack(RouterPlan router, FailbackPolicy failback) {
        return changed(router, router.tracking(), failback);
    }

    private static RouterPlan changed(RouterPlan router, Tracking tracking, FailbackPolicy failback) {
        return changed(router.members(), router, tracking, failback);
    }

    private static RouterPlan changed(
            Set<IpAddress> members, RouterPlan router, Tracking tracking, FailbackPolicy failback) {
        return new RouterPlan(
                router.name(),
                router.virtualRouterId(),
                router.version(),
                router.transport(),
                members,
                router.networkInterface(),
                router.priority(),
                router.successorPriority(),
                router.lowestPriority(),
                tracking,
                router.interval(),
                failback,
                router.published(),
                router.addresses(),
                router.settings(),
                router.warnings());
    }

    /** With one destination of this weight. */
    static TablePlan sending(TablePlan table, int weight) {
        return new TablePlan(
                table.name(),
                table.addresses(),
                table.services(),
                List.of(new TablePlan.Destination(InetAddresses.of(IpAddress.parse("192.0.2.30")), weight)));
    }

    static TablePlan table(String name, IpAddress address) {
        return new TablePlan(
                name,
                List.of(InetAddresses.of(address)),
                List.of(new TablePlan.Service(TransportProtocol.TCP, 80, "rr", Set.of(), Optional.empty())),
                List.of());
    }

    static Plan plan(List<RouterPlan> routers, List<TablePlan> tables) {
        Map<ObjectKind, String> versions = Map.of(
                ObjectKind.VIRTUAL_ROUTER, "11",
                ObjectKind.FORWARDING_TABLE, "12",
                ObjectKind.DIRECTOR, "13",
                ObjectKind.REAL_SERVER, "14");
        return new Plan(true, routers, tables, Optional.empty(), versions, true, List.of());
    }

    /** The same plan with these virtual addresses for the node as a real server. */
    static Plan accepting(Plan plan, IpAddress... addresses) {
        return new Plan(
                plan.directorObject(),
                plan.routers(),
                plan.tables(),
                Optional.of(new Plan.RealServerPlan(1, List.of(addresses))),
                plan.versions(),
                plan.confirmed(),
                plan.failures());
    }

    static Situation of(Plan plan) {
        HostLink link =
                new HostLink(ETH1, 2, true, 1500, List.of(new OwnAddress(IpAddress.parse("192.0.2.10"), 24, false)));
        return new Situation(
                plan,
                HostLinks.of(List.of(link)),
                Map.of(),
                KernelReport.none(),
                new AddressReport(Set.of(), Set.of(), Map.of(), DeviceReport.none(), 0, 0),
                TrackingReport.none(),
                HealthReport.none(),
                new MonotonicInstant(0),
                false);
    }

    /** The kernel has carried out what the situation asks of it. */
    static Situation programmed(Situation situation) {
        KernelOrder order = Decision.of(situation).kernel();
        return with(
                situation,
                new KernelReport(
                        order, KernelObservation.unknown(), false, List.of(), List.of(), List.of(), Optional.empty()));
    }

    static Situation with(Situation situation, KernelReport report) {
        return new Situation(
                situation.plan(),
                situation.links(),
                situation.views(),
                report,
                situation.addresses(),
                situation.tracking(),
                situation.health(),
                situation.startedAt(),
                situation.stopping());
    }

    static Situation broken(Situation situation, String problem) {
        KernelObservation seen =
                new KernelObservation(Optional.of(problem), List.of(), 0, 0, Map.of(), 0, Optional.empty());
        return with(
                situation,
                new KernelReport(
                        situation.kernel().order(), seen, false, List.of(), List.of(), List.of(), Optional.empty()));
    }

    static Situation with(Situation situation, TrackingReport tracking) {
        return new Situation(
                situation.plan(),
                situation.links(),
                situation.views(),
                situation.kernel(),
                situation.addresses(),
                tracking,
                situation.health(),
                situation.startedAt(),
                situation.stopping());
    }

    static Situation with(Situation situation, HealthReport health) {
        return new Situation(
                situation.plan(),
                situation.links(),
                situation.views(),
                situation.kernel(),
                situation.addresses(),
                situation.tracking(),
                health,
                situation.startedAt(),
                situation.stopping());
    }

    static Situation with(Situation situation, Plan plan) {
        return new Situation(
                plan,
                situation.links(),
                situation.views(),
                situation.kernel(),
                situation.addresses(),
                situation.tracking(),
                situation.health(),
                situation.startedAt(),
                situation.stopping());
    }

    static Situation with(Situation situation, HostLinks links) {
        return new Situation(
                situation.plan(),
                links,
                situation.views(),
                situation.kernel(),
                situation.addresses(),
                situation.tracking(),
                situation.health(),
                situation.startedAt(),
                situation.stopping());
    }

    static Situation with(Situation situation, SegmentView view) {
        return new Situation(
                situation.plan(),
                situation.links(),
                Map.of(view.segment(), view),
                situation.kernel(),
                situation.addresses(),
                situation.tracking(),
                situation.health(),
                situation.startedAt(),
                situation.stopping());
    }

    static Situation holding(Situation situation, IpAddress... held) {
        return new Situation(
                situation.plan(),
                situation.links(),
                situation.views(),
                situation.kernel(),
                new AddressReport(Set.of(held), Set.of(), Map.of(), DeviceReport.none(), 0, 0),
                situation.tracking(),
                situation.health(),
                situation.startedAt(),
                situation.stopping());
    }

    /** The interface of the router's virtual MAC address cannot be had. */
    static Situation withoutDevice(Situation situation, String router, String failure) {
        return new Situation(
                situation.plan(),
                situation.links(),
                situation.views(),
                situation.kernel(),
                new AddressReport(
                        Set.of(), Set.of(), Map.of(), new DeviceReport(Set.of(), Map.of(router, failure)), 0, 0),
                situation.tracking(),
                situation.health(),
                situation.startedAt(),
                situation.stopping());
    }

    static Situation stopping(Situation situation) {
        return new Situation(
                situation.plan(),
                situation.links(),
                situation.views(),
                situation.kernel(),
                situation.addresses(),
                situation.tracking(),
                situation.health(),
                situation.startedAt(),
                true);
    }
}
