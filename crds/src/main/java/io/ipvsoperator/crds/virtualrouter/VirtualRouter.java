package io.ipvsoperator.crds.virtualrouter;

import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.Version;
import io.ipvsoperator.crds.ApiGroup;

/**
 * A VRRP virtual router: a VRID in one address family, the addresses that move together, and the order in which directors
 * own them. Internal: written by the operator, read by node-agents.
 */
@Group(ApiGroup.NAME)
@Version(ApiGroup.VERSION)
@Kind("VirtualRouter")
@Plural("virtualrouters")
public final class VirtualRouter extends CustomResource<VirtualRouterSpec, VirtualRouterStatus> {}
