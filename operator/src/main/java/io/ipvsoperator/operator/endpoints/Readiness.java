package io.ipvsoperator.operator.endpoints;

import io.fabric8.kubernetes.api.model.discovery.v1.EndpointConditions;
import org.jspecify.annotations.Nullable;

/** What an endpoint can do for a client, the better the later. */
public enum Readiness {
    /** Takes nothing. */
    NOT_READY,
    /** Goes on with what it has and is about to leave. */
    TERMINATING,
    READY;

    /** What is not said counts as ready, and serving as much as ready (discovery.k8s.io/v1, EndpointConditions). */
    static Readiness of(@Nullable EndpointConditions conditions) {
        if (conditions == null) {
            return READY;
        }
        boolean ready = !Boolean.FALSE.equals(conditions.getReady());
        boolean serving = conditions.getServing() == null ? ready : conditions.getServing();
        if (Boolean.TRUE.equals(conditions.getTerminating())) {
            return serving ? TERMINATING : NOT_READY;
        }
        return ready ? READY : NOT_READY;
    }

    Readiness or(Readiness other) {
        return compareTo(other) >= 0 ? this : other;
    }
}
