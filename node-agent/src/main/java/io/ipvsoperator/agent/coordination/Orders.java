package io.ipvsoperator.agent.coordination;

import io.ipvsoperator.agent.link.Segment;
import io.ipvsoperator.agent.plan.Failure;
import io.ipvsoperator.agent.vrrp.Assignment.AssignedRouter;
import java.util.List;
import java.util.Map;

/**
 * What everybody has to do now.
 *
 * @param segments one that is missing runs nothing
 * @param failures objects of the plan that cannot be served on this host
 */
public record Orders(Map<Segment, SegmentOrder> segments, KernelOrder kernel, List<Failure> failures) {
    public Orders {
        segments = Map.copyOf(segments);
        failures = List.copyOf(failures);
    }

    /** @param interfaceIndex 0 while there is no such interface */
    public record SegmentOrder(int interfaceIndex, boolean linkUp, List<AssignedRouter> routers) {
        public SegmentOrder {
            routers = List.copyOf(routers);
        }
    }
}
