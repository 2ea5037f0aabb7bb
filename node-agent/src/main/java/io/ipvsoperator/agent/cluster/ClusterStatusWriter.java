package io.ipvsoperator.agent.cluster;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.ipvsoperator.agent.status.StatusWriter;
import io.ipvsoperator.crds.director.Director;
import io.ipvsoperator.crds.director.DirectorStatus;
import io.ipvsoperator.crds.realserver.RealServer;
import io.ipvsoperator.crds.realserver.RealServerStatus;

/**
 * Server-side apply of the status of this node's own Director and RealServer. Only the agent's fields are in the patch: the
 * condition Available stays the operator's.
 */
public final class ClusterStatusWriter implements StatusWriter {
    static final String FIELD_MANAGER = "ipvs-node-agent";

    private static final PatchContext APPLY = new PatchContext.Builder()
            .withPatchType(PatchType.SERVER_SIDE_APPLY)
            .withFieldManager(FIELD_MANAGER)
            .withForce(true)
            .build();

    private final KubernetesClient client;
    private final String nodeName;

    public ClusterStatusWriter(KubernetesClient client, String nodeName) {
        this.client = client;
        this.nodeName = nodeName;
    }

    @Override
    public void write(DirectorStatus status) {
        Director director = new Director();
        director.setStatus(status);
        apply(director);
    }

    @Override
    public void write(RealServerStatus status) {
        RealServer realServer = new RealServer();
        realServer.setStatus(status);
        apply(realServer);
    }

    private void apply(HasMetadata object) {
        object.setMetadata(new ObjectMetaBuilder().withName(nodeName).build());
        client.resource(object).subresource("status").patch(APPLY);
    }
}
