package io.ipvsoperator.crds.realserver;

import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.Version;
import io.ipvsoperator.crds.ApiGroup;

/**
 * The virtual IPs that one node accepts as a backend, named as the node; there is one for every node. Internal: written
 * by the operator, read by the node-agent, which reports the node's own addresses in return.
 */
@Group(ApiGroup.NAME)
@Version(ApiGroup.VERSION)
@Kind("RealServer")
@Plural("realservers")
public final class RealServer extends CustomResource<RealServerSpec, RealServerStatus> {}
