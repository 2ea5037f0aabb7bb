package io.ipvsoperator.crds.forwardingtable;

import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.Version;
import io.ipvsoperator.crds.ApiGroup;

/**
 * What IPVS must hold for one source object, named vs-UID after it. Internal: written by the operator, read by node-agents.
 */
@Group(ApiGroup.NAME)
@Version(ApiGroup.VERSION)
@Kind("ForwardingTable")
@Plural("forwardingtables")
public final class ForwardingTable extends CustomResource<ForwardingTableSpec, ForwardingTableStatus> {}
