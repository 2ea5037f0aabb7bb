package io.ipvsoperator.crds.virtualservice;

import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.Version;
import io.ipvsoperator.crds.ApiGroup;

/** Ports on virtual IPs of a VipPool and the backends behind them. Namespaced, written by users. */
@Group(ApiGroup.NAME)
@Version(ApiGroup.VERSION)
@Kind("VirtualService")
@Plural("virtualservices")
public final class VirtualService extends CustomResource<VirtualServiceSpec, VirtualServiceStatus>
        implements Namespaced {}
