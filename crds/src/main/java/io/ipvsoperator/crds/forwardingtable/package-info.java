/** ForwardingTable: what IPVS must hold for one source object. Internal. */
@NullMarked
package io.ipvsoperator.crds.forwardingtable;

import org.jspecify.annotations.NullMarked;
