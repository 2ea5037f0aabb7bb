package io.ipvsoperator.crds.vippool;

import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.Version;
import io.ipvsoperator.crds.ApiGroup;

/** Virtual IPs, the directors that announce them, and the losses they must bear. Cluster-scoped, written by users. */
@Group(ApiGroup.NAME)
@Version(ApiGroup.VERSION)
@Kind("VipPool")
@Plural("vippools")
public final class VipPool extends CustomResource<VipPoolSpec, VipPoolStatus> {}
