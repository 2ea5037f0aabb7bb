package io.ipvsoperator.operator.plan.cluster;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.ipvsoperator.crds.director.Director;
import io.ipvsoperator.crds.forwardingtable.ForwardingTable;
import io.ipvsoperator.crds.realserver.RealServer;
import io.ipvsoperator.crds.vippool.VipPool;
import io.ipvsoperator.crds.virtualrouter.VirtualRouter;
import io.ipvsoperator.crds.virtualservice.VirtualService;
import io.ipvsoperator.operator.kubernetes.KubernetesClients;
import io.ipvsoperator.operator.plan.problem.BadInput;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads from an API server, and does nothing else there. */
public final class LiveCluster {
    private LiveCluster() {}

    /** @param context of the kubeconfig; null: the current one, or in a pod the one that it runs in */
    public static Snapshot read(@Nullable String context) {
        Config config = Config.autoConfigure(context);
        config.setRequestRetryBackoffLimit(1);
        try (KubernetesClient client = KubernetesClients.connect(config)) {
            return read(client);
        } catch (KubernetesClientException failure) {
            throw new BadInput(
                    "the cluster at " + config.getMasterUrl() + " cannot be read: " + reason(failure)
                            + "; check the kubeconfig and its current context, or give what kubectl get -o yaml prints with -f");
        }
    }

    private static Snapshot read(KubernetesClient client) {
        return new Snapshot(
                list(client, VipPool.class),
                client.resources(VirtualService.class).inAnyNamespace().list().getItems(),
                client.services().inAnyNamespace().list().getItems(),
                client.nodes().list().getItems(),
                list(client, Director.class),
                list(client, RealServer.class),
                list(client, VirtualRouter.class),
                list(client, ForwardingTable.class),
                client.namespaces().list().getItems());
    }

    private static <T extends HasMetadata> List<T> list(KubernetesClient client, Class<T> kind) {
        return client.resources(kind).list().getItems();
    }

    private static String reason(KubernetesClientException failure) {
        Throwable cause = failure.getCause();
        return cause == null || cause.getMessage() == null ? String.valueOf(failure.getMessage()) : cause.getMessage();
    }
}
