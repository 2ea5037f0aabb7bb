package io.ipvsoperator.crds.director;

import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Written by the node-agent, but for the condition {@code Available}, which is the operator's. */
public record DirectorStatus(
        @Nullable List<Condition> conditions,
        @Nullable List<NetworkInterface> interfaces,
        @Nullable List<Router> virtualRouters,
        @Nullable List<Applied> applied,
        @Nullable Kernel kernel,
        @Nullable List<Draining> draining,
        @Nullable Failures failures,
        @Nullable Agent agent) {

    /**
     * @param linkSpeed bits per second; absent when the link does not say
     * @param addresses the node's own addresses with their prefix lengths, such as {@code 172.28.128.10/24}
     */
    public record NetworkInterface(String name, @Nullable Long linkSpeed, boolean up, List<String> addresses) {}

    /**
     * @param name of the VirtualRouter
     * @param state {@code Initialize}, {@code Backup}, {@code Active} or {@code Fault}
     * @param since RFC 3339
     * @param warnings such as a password that was cut
     */
    public record Router(
            String name,
            String state,
            String since,
            int priority,
            @Nullable List<String> warnings) {}

    /**
     * In this process since its last list the agent has handled every event of the resource up to this version.
     *
     * @param resource plural name such as {@code virtualrouters}
     * @param instance changes with every start of the agent
     */
    public record Applied(String resource, String resourceVersion, String instance) {}

    /** Counts of what the kernel holds for us. */
    public record Kernel(int services, int destinations) {}

    /** Connections that a table without weights still has on this director. */
    public record Draining(String table, long connections) {}

    /** @param items the first 20 */
    public record Failures(int total, List<Failure> items) {}

    /** @param resource plural name; @param name of the object; @param message what failed and what to do */
    public record Failure(String resource, String name, String message) {}

    /** @param features what this agent can do beyond its first version */
    public record Agent(String version, List<String> features) {}
}
