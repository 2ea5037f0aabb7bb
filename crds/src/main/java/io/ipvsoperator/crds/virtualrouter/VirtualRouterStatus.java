package io.ipvsoperator.crds.virtualrouter;

import io.ipvsoperator.crds.Part;

/** Empty: what directors make of a router stands in their own status. */
public record VirtualRouterStatus() implements Part {}
