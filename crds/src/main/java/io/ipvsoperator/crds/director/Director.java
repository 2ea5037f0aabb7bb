package io.ipvsoperator.crds.director;

import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.Version;
import io.ipvsoperator.crds.ApiGroup;

/**
 * A node of the load-balancer tier, named as the node. Created by the operator; people write its spec, the node-agent its
 * status.
 */
@Group(ApiGroup.NAME)
@Version(ApiGroup.VERSION)
@Kind("Director")
@Plural("directors")
public final class Director extends CustomResource<DirectorSpec, DirectorStatus> {}
