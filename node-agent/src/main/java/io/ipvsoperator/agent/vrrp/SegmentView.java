package io.ipvsoperator.agent.vrrp;

import io.ipvsoperator.agent.link.Segment;
import java.util.List;

/**
 * All virtual routers of one segment at one moment.
 *
 * @param assignment number of the assignment that is in force
 */
public record SegmentView(Segment segment, long assignment, List<RouterView> routers) {
    public SegmentView {
        routers = List.copyOf(routers);
    }
}
