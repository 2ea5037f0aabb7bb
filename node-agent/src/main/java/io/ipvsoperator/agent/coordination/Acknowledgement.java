package io.ipvsoperator.agent.coordination;

import io.ipvsoperator.agent.plan.ObjectKind;
import io.ipvsoperator.agent.plan.Plan;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;

/** What is acknowledged once a plan is settled. Pure. */
final class Acknowledgement {
    /**
     * Not Directors and RealServers: the agent's own reports move their versions, so that every acknowledgement would cause
     * the next one. A RealServer is answered by its own status.
     */
    private static final Set<ObjectKind> ACKNOWLEDGED = Set.of(ObjectKind.VIRTUAL_ROUTER, ObjectKind.FORWARDING_TABLE);

    private Acknowledgement() {}

    /** Nothing for a plan from disk, which has no versions. */
    static Map<ObjectKind, String> of(Plan plan) {
        Map<ObjectKind, String> versions = new EnumMap<>(ObjectKind.class);
        versions.putAll(plan.versions());
        versions.keySet().retainAll(ACKNOWLEDGED);
        return versions;
    }
}
