/** VirtualService: ports on virtual IPs and the backends behind them. Written by users, namespaced. */
@NullMarked
package io.ipvsoperator.crds.virtualservice;

import org.jspecify.annotations.NullMarked;
