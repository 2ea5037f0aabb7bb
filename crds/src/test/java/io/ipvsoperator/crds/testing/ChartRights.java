package io.ipvsoperator.crds.testing;

import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.authentication.TokenRequest;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.ipvsoperator.crds.realserver.RealServer;
import io.ipvsoperator.crds.realserver.RealServerSpec;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * What the chart lets operator and agents do, in force on a real API server: service accounts, roles, bindings and
 * admission policies as helm renders them, and tokens as kubelets would hand them out. Gone again when closed.
 */
public final class ChartRights implements AutoCloseable {
    private static final Set<String> KINDS = Set.of(
            "ServiceAccount",
            "ClusterRole",
            "ClusterRoleBinding",
            "Role",
            "RoleBinding",
            "ValidatingAdmissionPolicy",
            "ValidatingAdmissionPolicyBinding");
    private static final Duration IN_FORCE_WITHIN = Duration.ofSeconds(60);

    private final KubernetesClient administrator;
    private final String namespace;
    private final List<HasMetadata> objects;

    private ChartRights(KubernetesClient administrator, String namespace, List<HasMetadata> objects) {
        this.administrator = administrator;
        this.namespace = namespace;
        this.objects = objects;
    }

    /**
     * Returns once the admission policies are in force.
     *
     * @param namespace of the release, which is called like it
     */
    public static ChartRights install(KubernetesClient administrator, String namespace)
            throws IOException, InterruptedException {
        ChartRights rights = new ChartRights(administrator, namespace, rendered(administrator, namespace));
        for (HasMetadata object : rights.objects) {
            administrator
                    .resource(object)
                    .fieldManager("ipvs-operator-tests")
                    .forceConflicts()
                    .serverSideApply();
        }
        rights.awaitPolicies();
        return rights;
    }

    private static List<HasMetadata> rendered(KubernetesClient client, String namespace)
            throws IOException, InterruptedException {
        String manifests =
                new Helm().run("template", namespace, Helm.CHART, "--namespace", namespace, "--set=crds.install=false");
        return client.load(new ByteArrayInputStream(manifests.getBytes(StandardCharsets.UTF_8))).items().stream()
                .filter(object -> KINDS.contains(object.getKind()))
                .toList();
    }

    /** The rights themselves. */
    public List<HasMetadata> objects() {
        return objects;
    }

    /** Connects as the operator. */
    public Config operator() {
        return connecting(tokenOf(
                operatorName(),
                new TokenRequestBuilder().withNewSpec().endSpec().build()));
    }

    /** Connects as the agent on that node: its token is bound to a Pod there. */
    public Config agentOn(String node) {
        Pod pod = administrator
                .resource(new PodBuilder()
                        .withNewMetadata()
                        .withName("agent-" + node)
                        .withNamespace(namespace)
                        .endMetadata()
                        .withNewSpec()
                        .withServiceAccountName(agentName())
                        .withNodeName(node)
                        .addNewContainer()
                        .withName("agent")
                        .withImage("agent")
                        .endContainer()
                        .endSpec()
                        .build())
                .create();
        return connecting(tokenOf(
                agentName(),
                new TokenRequestBuilder()
                        .withNewSpec()
                        .withNewBoundObjectRef(
                                "v1",
                                "Pod",
                                pod.getMetadata().getName(),
                                pod.getMetadata().getUid())
                        .endSpec()
                        .build()));
    }

    /** Connects with a token of the agents' that is bound to no node, such as one that somebody asked for by hand. */
    public Config agentOnNoNode() {
        return connecting(tokenOf(
                agentName(), new TokenRequestBuilder().withNewSpec().endSpec().build()));
    }

    public String operatorName() {
        return namespace + "-operator";
    }

    public String agentName() {
        return namespace + "-agent";
    }

    @Override
    public void close() {
        objects.forEach(object -> administrator.resource(object).delete());
    }

    private String tokenOf(String account, TokenRequest request) {
        return administrator
                .serviceAccounts()
                .inNamespace(namespace)
                .withName(account)
                .tokenRequest(request)
                .getStatus()
                .getToken();
    }

    private static Config connecting(String token) {
        return new ConfigBuilder(Config.autoConfigure(null))
                .withOauthToken(token)
                .build();
    }

    /** The API server learns of policies by a watch: until then it lets through what they forbid. */
    private void awaitPolicies() {
        try (KubernetesClient anyAgent =
                new KubernetesClientBuilder().withConfig(agentOnNoNode()).build()) {
            await("the policies of " + namespace + " are in force")
                    .atMost(IN_FORCE_WITHIN)
                    .until(() -> isRefused(administrator, realServer()) && isRefused(anyAgent, lease()));
        }
    }

    /** The message is the policies' own, and so is no lack of rights, which may be yet to come as well. */
    private boolean isRefused(KubernetesClient client, HasMetadata object) {
        try {
            client.resource(object).dryRun().create();
            return false;
        } catch (KubernetesClientException refused) {
            return String.valueOf(refused.getMessage()).contains("ValidatingAdmissionPolicy '" + namespace);
        }
    }

    private static RealServer realServer() {
        RealServer realServer = new RealServer();
        realServer.setMetadata(new ObjectMetaBuilder().withName("policy-probe").build());
        realServer.setSpec(new RealServerSpec(List.of()));
        return realServer;
    }

    private HasMetadata lease() {
        return new LeaseBuilder()
                .withNewMetadata()
                .withName("policy-probe")
                .withNamespace(namespace)
                .endMetadata()
                .build();
    }
}
