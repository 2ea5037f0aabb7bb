package io.ipvsoperator.agent.coordination;

import io.ipvsoperator.agent.address.AddressReport;
import io.ipvsoperator.agent.backend.HealthReport;
import io.ipvsoperator.agent.link.HostLinks;
import io.ipvsoperator.agent.link.Segment;
import io.ipvsoperator.agent.plan.Plan;
import io.ipvsoperator.agent.tracking.TrackingReport;
import io.ipvsoperator.agent.vrrp.SegmentView;
import io.ipvsoperator.time.MonotonicInstant;
import java.util.Map;

/**
 * What every part of the agent said last.
 *
 * @param views of the segments that have routers
 * @param tracking of the checks that the plan's routers carry
 * @param health of the destinations that the plan's tables check
 * @param startedAt when this process began, for the delay of a failback
 * @param stopping true: every router is to hand over, and the kernel's table stays as it is
 */
public record Situation(
        Plan plan,
        HostLinks links,
        Map<Segment, SegmentView> views,
        KernelReport kernel,
        AddressReport addresses,
        TrackingReport tracking,
        HealthReport health,
        MonotonicInstant startedAt,
        boolean stopping) {
    public Situation {
        views = Map.copyOf(views);
    }
}
