/**
 * From a VirtualService to its ForwardingTable, the RealServers of its backends and its status. Only the reconciler and
 * what it writes with touch the API server; everything between is values in, values out.
 */
@NullMarked
package io.ipvsoperator.operator.virtualservice;

import org.jspecify.annotations.NullMarked;
