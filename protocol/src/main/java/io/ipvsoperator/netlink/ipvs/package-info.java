/** The generic netlink family "IPVS": services, destinations and sync daemons of the kernel's load balancer. */
@NullMarked
package io.ipvsoperator.netlink.ipvs;

import org.jspecify.annotations.NullMarked;
