package io.ipvsoperator.operator.director;

import io.ipvsoperator.crds.director.Director;
import io.ipvsoperator.crds.director.DirectorStatus;

/**
 * What an agent can do beyond the first version. It is published only once every live agent says that it can
 * ({@code Director.status.agent.features}): an older one would take it for something else or refuse the object.
 */
public enum AgentFeature {
    IPV6("IPv6"),
    UNICAST("Unicast"),
    TRACKING("Tracking"),
    VIRTUAL_MAC("VirtualMac"),
    MASQUERADE("Masquerade"),
    TUNNEL("Tunnel"),
    HEALTH_CHECKS("HealthChecks"),
    FALLBACK("Fallback"),
    SLOW_START("SlowStart"),
    DATA_PATH_CHECKS("DataPathChecks"),
    SOURCE_RANGES("SourceRanges");

    private final String text;

    AgentFeature(String text) {
        this.text = text;
    }

    /** False as well while the agent has not reported anything. */
    public boolean isKnownBy(Director director) {
        DirectorStatus status = director.getStatus();
        return status != null
                && status.agent() != null
                && status.agent().features().contains(text);
    }
}
