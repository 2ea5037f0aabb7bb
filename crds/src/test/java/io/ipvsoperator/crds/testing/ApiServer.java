package io.ipvsoperator.crds.testing;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.ipvsoperator.crds.director.Director;
import io.ipvsoperator.crds.forwardingtable.ForwardingTable;
import io.ipvsoperator.crds.realserver.RealServer;
import io.ipvsoperator.crds.vippool.VipPool;
import io.ipvsoperator.crds.virtualrouter.VirtualRouter;
import io.ipvsoperator.crds.virtualservice.VirtualService;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * The API server that KUBECONFIG names, with the six kinds installed. A test class registers it:
 * {@code @RegisterExtension static final ApiServer SERVER = new ApiServer();}. Without a server the class fails.
 * Cluster-scoped objects of a test outlive it unless the test deletes them; namespaces are deleted.
 */
public final class ApiServer implements BeforeAllCallback, AfterAllCallback {
    private static final List<Class<? extends HasMetadata>> KINDS = List.of(
            VipPool.class,
            VirtualService.class,
            Director.class,
            VirtualRouter.class,
            ForwardingTable.class,
            RealServer.class);
    private static final Duration ESTABLISHED_WITHIN = Duration.ofSeconds(30);

    private static final PatchContext FORCED = new PatchContext.Builder()
            .withPatchType(PatchType.SERVER_SIDE_APPLY)
            .withFieldManager("ipvs-operator-tests")
            .withForce(true)
            .build();

    private final Deque<String> namespaces = new ArrayDeque<>();
    private @Nullable KubernetesClient client;

    /** Open until all tests of the class are done. */
    public KubernetesClient client() {
        return Objects.requireNonNull(client, "no client yet: register ApiServer in a static field");
    }

    /** A new namespace, of which the name is returned. */
    public String newNamespace() {
        var namespace = new NamespaceBuilder()
                .withNewMetadata()
                .withGenerateName("test-")
                .endMetadata()
                .build();
        String name = client().resource(namespace).create().getMetadata().getName();
        namespaces.push(name);
        return name;
    }

    /** Applies a change of an object: of its status, where that is given, and else of the rest. */
    public GenericKubernetesResource applyChange(GenericKubernetesResource changed) {
        return changed.getAdditionalProperties().containsKey("status")
                ? client().resource(changed).subresource("status").patch(FORCED, changed)
                : client().resource(changed).serverSideApply();
    }

    @Override
    public void beforeAll(ExtensionContext context) throws IOException {
        requireKubeconfig();
        client = new KubernetesClientBuilder().build();
        for (Class<? extends HasMetadata> kind : KINDS) {
            install(HasMetadata.getPlural(kind) + ".yaml");
        }
    }

    @Override
    public void afterAll(ExtensionContext context) {
        if (client != null) {
            namespaces.forEach(name -> client().namespaces().withName(name).delete());
            client.close();
        }
    }

    private static void requireKubeconfig() {
        String path = Optional.ofNullable(System.getenv("KUBECONFIG")).orElse("");
        if (path.isEmpty() || !Files.isReadable(Path.of(path))) {
            throw new IllegalStateException("KUBECONFIG is '" + path + "' and must name a readable file:"
                    + " these tests need a Kubernetes API server, such as the one that lab/lab api up starts;"
                    + " export KUBECONFIG=$(lab/lab api up)");
        }
    }

    private void install(String manifest) throws IOException {
        try (InputStream content = Objects.requireNonNull(
                ApiServer.class.getResourceAsStream("manifests/" + manifest),
                () -> "no resource manifests/" + manifest)) {
            var definition = client().getKubernetesSerialization().unmarshal(content, CustomResourceDefinition.class);
            client().resource(definition)
                    .fieldManager("ipvs-operator-tests")
                    .forceConflicts()
                    .serverSideApply();
            client().resource(definition)
                    .waitUntilCondition(ApiServer::isEstablished, ESTABLISHED_WITHIN.toSeconds(), TimeUnit.SECONDS);
        }
    }

    private static boolean isEstablished(@Nullable CustomResourceDefinition definition) {
        return definition != null
                && definition.getStatus() != null
                && definition.getStatus().getConditions() != null
                && definition.getStatus().getConditions().stream()
                        .anyMatch(condition -> condition.getType().equals("Established")
                                && condition.getStatus().equals("True"));
    }
}
