package io.ipvsoperator.agent.coordination;

import io.ipvsoperator.agent.kernel.KernelException;
import io.ipvsoperator.agent.link.Segment;
import io.ipvsoperator.agent.vrrp.Problem;
import io.ipvsoperator.agent.vrrp.RouterView;
import io.ipvsoperator.agent.vrrp.SegmentView;
import io.ipvsoperator.agent.vrrp.VrrpCounters;
import io.ipvsoperator.time.MonotonicInstant;
import io.ipvsoperator.wire.Reason;
import io.ipvsoperator.wire.vrrp.Remark;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says what virtual routers did and met. In the coordinator's thread, because a log that nobody reads must hold up no
 * advertisement. Whatever others on the segment can cause is said once a minute at most.
 */
final class VrrpLog {
    private static final Logger LOG = LoggerFactory.getLogger(VrrpLog.class);
    private static final Duration PAUSE = Duration.ofMinutes(1);

    private static final String SEND = "send";

    private final VrrpCounters counters;
    private final Map<Segment, SegmentView> told = new HashMap<>();
    private final Map<Object, Long> counted = new HashMap<>();
    private final Map<Object, MonotonicInstant> quietUntil = new HashMap<>();

    VrrpLog(VrrpCounters counters) {
        this.counters = counters;
    }

    void look(Map<Segment, SegmentView> views, MonotonicInstant now) {
        quietUntil.values().removeIf(until -> until.isReachedAt(now));
        views.forEach((segment, view) -> {
            Optional<SegmentView> before = Optional.ofNullable(told.put(segment, view));
            if (!before.equals(Optional.of(view))) {
                view.routers().forEach(router -> differences(segment, router, find(before, router.name()), now));
            }
        });
        told.keySet().retainAll(views.keySet());
        String refusal = counters.lastRefusal().map(KernelException::getMessage).orElse("none");
        packets(SEND, refusal, counters.sendFailureCount(), "advertisements could not be sent", now);
        for (Reason reason : Reason.values()) {
            packets(
                    reason,
                    reason.label(),
                    counters.rejectedCount(reason),
                    "packets of protocol 112 were ignored",
                    now);
        }
        for (Remark remark : Remark.values()) {
            packets(remark, remark.label(), counters.remarkedCount(remark), "odd advertisements were accepted", now);
        }
    }

    private static Optional<RouterView> find(Optional<SegmentView> view, String router) {
        return view.stream()
                .flatMap(each -> each.routers().stream())
                .filter(each -> each.name().equals(router))
                .findFirst();
    }

    private void differences(Segment segment, RouterView router, Optional<RouterView> before, MonotonicInstant now) {
        if (!before.map(RouterView::state).equals(Optional.of(router.state()))) {
            LOG.atInfo()
                    .addKeyValue("router", router.name())
                    .addKeyValue("segment", segment)
                    .addKeyValue("from", before.map(RouterView::state).orElse("none"))
                    .addKeyValue("to", router.state())
                    .addKeyValue("priority", router.priority())
                    .log("virtual router changed its state");
        }
        for (Problem problem : router.problems()) {
            boolean fresh = before.stream().noneMatch(view -> view.problems().contains(problem));
            if (fresh && mayTell(router.name() + problem.kind() + problem.peer(), now)) {
                LOG.atWarn()
                        .addKeyValue("router", router.name())
                        .addKeyValue("reason", problem.kind().reason())
                        .log(problem.message());
            }
        }
    }

    private void packets(Object key, String label, long count, String what, MonotonicInstant now) {
        long news = count - counted.getOrDefault(key, 0L);
        if (news > 0 && mayTell(key, now)) {
            counted.put(key, count);
            LOG.atWarn().addKeyValue("reason", label).addKeyValue("count", news).log(what);
        }
    }

    private boolean mayTell(Object subject, MonotonicInstant now) {
        return quietUntil.putIfAbsent(subject, now.plus(PAUSE)) == null;
    }
}
