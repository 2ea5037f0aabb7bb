/** What the control plane costs: a real API server, the operator, and agents over kernels in memory. */
@NullMarked
package io.ipvsoperator.operator.benchmark;

import org.jspecify.annotations.NullMarked;
