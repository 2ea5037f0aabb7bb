package io.ipvsoperator.operator.endtoend;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * The directors of a cluster and a pool over them, while the tests of a class run. What was applied is deleted afterwards,
 * the last first. A test class registers it in a static field.
 */
final class Tier implements BeforeAllCallback, AfterAllCallback {
    static final String POOL = "suite";

    /** For what says nothing of the product, such as a node that boots on a slow machine. */
    static final Duration PATIENCE = Duration.ofMinutes(5);

    private final KubernetesSerialization serialization = new KubernetesSerialization();
    private final Deque<Manifest> applied = new ArrayDeque<>();
    private @Nullable ClusterOfDirectors cluster;
    private List<String> directors = List.of();

    @Override
    public void beforeAll(ExtensionContext context) {
        cluster = ClusterOfDirectors.open();
        directors = nodes("--selector=ipvs-operator.io/director=true");
        if (directors.size() != 3) {
            throw new IllegalStateException("nodes labelled ipvs-operator.io/director=true are " + directors
                    + " and must be three: this suite is for them");
        }
        Segment segment = cluster.segment();
        apply(Manifest.example("question-3/pool.yaml")
                .with("/metadata", "name", POOL)
                .with("/spec", "addresses", "[" + segment.addresses() + "]")
                .with("/spec", "allowedEndpoints", "['" + segment.network() + "']")
                .with("/spec/vrrp", "virtualRouterIds", "{first: 97, last: 112}")
                .with("/spec/vrrp", "failback", "{policy: Immediate}"));
        directors.forEach(director -> {
            kubectl("wait", "--for=create", "director/" + director, "--timeout=60s");
            awaitCondition("Available", "director/" + director);
        });
    }

    @Override
    public void afterAll(ExtensionContext context) {
        if (cluster != null) {
            try (ClusterOfDirectors closed = cluster) {
                applied.forEach(manifest ->
                        closed.kubectl(manifest.json(), List.of("delete", "--ignore-not-found", "--filename", "-")));
            }
        }
    }

    ClusterOfDirectors cluster() {
        return Objects.requireNonNull(cluster, "no cluster yet: register Tier in a static field");
    }

    /** In the order of their names. */
    List<String> directors() {
        return directors;
    }

    /** @param selection further arguments of kubectl get */
    List<String> nodes(String... selection) {
        List<String> arguments =
                new ArrayList<>(List.of("get", "nodes", "--output=jsonpath={.items[*].metadata.name}"));
        arguments.addAll(List.of(selection));
        return List.of(cluster().kubectl("", arguments).strip().split(" ", -1));
    }

    void apply(Manifest manifest) {
        if (!applied.contains(manifest)) {
            applied.push(manifest);
        }
        cluster().kubectl(manifest.json(), List.of("apply", "--filename", "-"));
    }

    void awaitCondition(String condition, String object) {
        kubectl("wait", "--for=condition=" + condition, object, "--timeout=" + PATIENCE.toSeconds() + "s");
    }

    /** @param name of an object in the namespace default, or of the cluster */
    <T extends HasMetadata> T get(Class<T> kind, String name) {
        String resource = HasMetadata.getPlural(kind) + "." + HasMetadata.getGroup(kind);
        return serialization.unmarshal(kubectl("get", resource.toLowerCase(Locale.ROOT), name, "--output=json"), kind);
    }

    String kubectl(String... arguments) {
        return cluster().kubectl("", List.of(arguments));
    }

    /** The name of the backend that answers a new connection of the client. */
    String request(String address, int port) {
        return cluster()
                .onClient(List.of(
                        "curl",
                        "--silent",
                        "--show-error",
                        "--fail",
                        "--max-time",
                        "2",
                        "http://" + address + ":" + port + "/hostname"))
                .strip();
    }
}
