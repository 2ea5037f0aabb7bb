/**
 * Backends that stand in the cluster: from the EndpointSlices of a Service to one list of endpoints. Values in, values
 * out; what of them a table may send to is decided by who asks.
 */
@NullMarked
package io.ipvsoperator.operator.endpoints;

import org.jspecify.annotations.NullMarked;
