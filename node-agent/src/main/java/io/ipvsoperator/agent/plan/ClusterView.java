package io.ipvsoperator.agent.plan;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Everything that the cluster says to this node, at one moment.
 *
 * @param versions per kind: every event up to this resourceVersion is contained; empty when the view comes from disk
 * @param passwords VRRP passwords by their key in the agents' Secret
 * @param confirmed true once an API server has listed every kind since this process started
 */
public record ClusterView(
        Map<ObjectKind, List<PublishedObject>> objects,
        Map<ObjectKind, String> versions,
        Map<String, String> passwords,
        boolean confirmed) {

    public ClusterView {
        objects = Map.copyOf(objects);
        versions = Map.copyOf(versions);
        passwords = Map.copyOf(passwords);
    }

    /** A node of which no cluster has said anything yet. */
    public static ClusterView empty() {
        return new ClusterView(new EnumMap<>(ObjectKind.class), Map.of(), Map.of(), false);
    }

    public List<PublishedObject> of(ObjectKind kind) {
        return objects.getOrDefault(kind, List.of());
    }

    /** True if only versions moved on: nothing to apply, only to acknowledge. */
    public boolean saysTheSameAs(ClusterView other) {
        return objects.equals(other.objects) && passwords.equals(other.passwords) && confirmed == other.confirmed;
    }

    /** Passwords are left out: views are logged. */
    @Override
    public String toString() {
        return "ClusterView[versions=" + versions + ", confirmed=" + confirmed + "]";
    }
}
