/**
 * From a VirtualService or a Service of type LoadBalancer to its ForwardingTable, the RealServers of its backends and its
 * status. Only reconcilers and what they write with touch the API server; everything between is values in, values out.
 */
@NullMarked
package io.ipvsoperator.operator.virtualservice;

import org.jspecify.annotations.NullMarked;
