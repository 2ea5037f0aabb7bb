package io.ipvsoperator.agent.benchmark.ipvs;

import io.ipvsoperator.agent.plan.AddressSettings;
import io.ipvsoperator.agent.plan.FailbackPolicy;
import io.ipvsoperator.agent.plan.Plan;
import io.ipvsoperator.agent.plan.RouterPlan;
import io.ipvsoperator.agent.tracking.Tracking;
import io.ipvsoperator.wire.IpAddress;
import io.ipvsoperator.wire.vrrp.AdvertInterval;
import io.ipvsoperator.wire.vrrp.ChecksumForm;
import io.ipvsoperator.wire.vrrp.Priority;
import io.ipvsoperator.wire.vrrp.Transport;
import io.ipvsoperator.wire.vrrp.VirtualRouterId;
import io.ipvsoperator.wire.vrrp.VrrpVersion;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/** A plan with the tables of a workload and one router that carries all their addresses. */
public final class TablesPlan {
    private TablesPlan() {}

    /** @param words of a workload */
    public static Plan of(List<String> words) {
        Workload workload = Workload.decode(words);
        List<IpAddress> addresses = IntStream.range(0, workload.services())
                .mapToObj(
                        service -> IpAddress.fromBytes(workload.address(service).getAddress()))
                .distinct()
                .toList();
        RouterPlan router = new RouterPlan(
                "bench-33-v4",
                new VirtualRouterId(33),
                new VrrpVersion.V3(ChecksumForm.PSEUDO_HEADER),
                new Transport.Multicast(),
                Set.of(),
                Optional.of("eth1"),
                new Priority(250),
                new Priority(240),
                new Priority(250),
                Tracking.none(),
                AdvertInterval.ofSeconds(1),
                new FailbackPolicy.Immediate(),
                addresses,
                addresses,
                AddressSettings.DEFAULT,
                List.of());
        return new Plan(true, List.of(router), workload.tables(), Optional.empty(), Map.of(), true, List.of());
    }
}
