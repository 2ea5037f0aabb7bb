package io.ipvsoperator.agent;

import io.ipvsoperator.agent.coordination.Coordinator;
import io.ipvsoperator.agent.coordination.KernelReport;
import io.ipvsoperator.agent.vrrp.SegmentView;
import org.jspecify.annotations.Nullable;

/** Closes the circle between the coordinator and the parts that it is built of. News before that are none: no thread runs. */
final class Relay {
    private volatile @Nullable Coordinator coordinator;

    void to(Coordinator built) {
        coordinator = built;
    }

    void addressesChanged() {
        built().addressesChanged();
    }

    void kernelReported(KernelReport report) {
        built().kernelReported(report);
    }

    void routersChanged(SegmentView view) {
        built().routersChanged(view);
    }

    private Coordinator built() {
        Coordinator built = coordinator;
        if (built == null) {
            throw new IllegalStateException("a thread was started before the agent was complete");
        }
        return built;
    }
}
