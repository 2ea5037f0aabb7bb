/** The node-agent: VRRP, addresses and IPVS of one node, as the cluster's internal objects say. Here everything is put together. */
@NullMarked
package io.ipvsoperator.agent;

import org.jspecify.annotations.NullMarked;
