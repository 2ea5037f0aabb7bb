package io.ipvsoperator.crds.forwardingtable;

/** Empty: what directors make of a table stands in their own status. */
public record ForwardingTableStatus() {}
