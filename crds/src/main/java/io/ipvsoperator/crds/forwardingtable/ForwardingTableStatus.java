package io.ipvsoperator.crds.forwardingtable;

import io.ipvsoperator.crds.Part;

/** Empty: what directors make of a table stands in their own status. */
public record ForwardingTableStatus() implements Part {}
