package io.ipvsoperator.crds.virtualrouter;

/** Empty: what directors make of a router stands in their own status. */
public record VirtualRouterStatus() {}
